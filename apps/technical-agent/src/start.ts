import { startConsumerApp, type StartApp } from '#libs/runtime';
import { TechnicalAgentModule } from './technical-agent.module.js';

export const start: StartApp = (config, logger) => startConsumerApp(TechnicalAgentModule, ['technical-agent.answer-turn'], config, logger);
