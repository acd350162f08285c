import { startConsumerApp, type StartApp } from '#libs/runtime';
import { WorkerModule } from './worker.module.js';

export const start: StartApp = (config, logger) => startConsumerApp(WorkerModule, [], config, logger);
