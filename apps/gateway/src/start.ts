import { rootModule, type StartApp } from '#libs/runtime';
import { createHttpApp } from './create-http-app.js';
import { GatewayModule } from './gateway.module.js';
import { serve } from './serve.js';

export const start: StartApp = async (config, logger) => {
  const app = await createHttpApp(rootModule(GatewayModule, config, logger), config, logger);
  await serve(app, [], config, logger);
  return app;
};
