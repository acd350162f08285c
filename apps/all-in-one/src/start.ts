import { createHttpApp, serve } from '#apps/gateway';
import { ALL_QUEUES } from '#libs/messaging';
import { rootModule, type StartApp } from '#libs/runtime';
import { AllInOneModule } from './all-in-one.module.js';

export const start: StartApp = async (config, logger) => {
  const app = await createHttpApp(rootModule(AllInOneModule, config, logger), config, logger);
  await serve(app, ALL_QUEUES, config, logger);
  return app;
};
