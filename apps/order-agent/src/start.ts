import { startConsumerApp, type StartApp } from '#libs/runtime';
import { OrderAgentModule } from './order-agent.module.js';

export const start: StartApp = (config, logger) => startConsumerApp(OrderAgentModule, ['order-agent.answer-turn'], config, logger);
