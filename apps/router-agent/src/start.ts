import { startConsumerApp, type StartApp } from '#libs/runtime';
import { RouterAgentModule } from './router-agent.module.js';

export const start: StartApp = (config, logger) => startConsumerApp(RouterAgentModule, ['router-agent.route-turn'], config, logger);
