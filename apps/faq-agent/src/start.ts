import { startConsumerApp, type StartApp } from '#libs/runtime';
import { FaqAgentModule } from './faq-agent.module.js';

export const start: StartApp = (config, logger) => startConsumerApp(FaqAgentModule, ['faq-agent.answer-turn'], config, logger);
