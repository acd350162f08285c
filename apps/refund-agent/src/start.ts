import { startConsumerApp, type StartApp } from '#libs/runtime';
import { RefundAgentModule } from './refund-agent.module.js';

export const start: StartApp = (config, logger) => startConsumerApp(RefundAgentModule, ['refund-agent.answer-turn'], config, logger);
