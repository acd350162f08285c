import type { DynamicModule } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import { Authentication, VirtualKeys } from '#libs/identity';
import type { Config } from '#libs/kernel';
import type { Logger } from '#libs/observability';
import { RateLimits } from '#libs/ratelimit';
import { takeImports } from './faqs/csv-body.js';
import { refuseUnreadable, refuseUnroutable } from './http/framework-refusals.js';
import { installEdgeHooks } from './http/edge-hooks.js';
import { serveOpenApi } from './http/openapi.js';
import { installSecurityHeaders } from './http/security-headers.js';
import { isRelayed } from './relay/relay-error.js';

/** How long a keep-alive connection may idle; longer than usual load balancers wait, so that they close first. */
const KEEP_ALIVE_MS = 72_000;

/** How long a request may take to arrive, its body included. */
const REQUEST_MS = 60_000;

/** The HTTP side of a process whose root module contains GatewayModule. Does not listen yet. */
export async function createHttpApp(root: DynamicModule, config: Config, logger: Logger): Promise<NestFastifyApplication> {
  const adapter = new FastifyAdapter({
    bodyLimit: config.BODY_LIMIT_BYTES,
    trustProxy: trustedProxies(config.TRUST_PROXY),
    keepAliveTimeout: KEEP_ALIVE_MS,
    requestTimeout: REQUEST_MS,
    forceCloseConnections: 'idle',
    routerOptions: { maxParamLength: 500 },
    frameworkErrors: refuseUnroutable,
    clientErrorHandler: refuseUnreadable,
  });
  const app = await NestFactory.create<NestFastifyApplication>(root, adapter, { logger, abortOnError: false, bodyParser: false });
  const server = adapter.getInstance();
  // Fastify's own JSON parser stays; every other kind of body is refused, but for imports.
  server.removeContentTypeParser('text/plain');
  // Images travel in the body of a relayed call.
  server.addHook('onRoute', (route) => {
    if (isRelayed(route.url)) route.bodyLimit = config.RELAY_BODY_LIMIT_BYTES;
  });
  takeImports(server as never);
  installEdgeHooks(server as never, app.get(RateLimits), app.get(Authentication), app.get(VirtualKeys));
  await installSecurityHeaders(server as never);
  serveOpenApi(app);
  return app;
}

function trustedProxies(setting: string): boolean | string[] {
  if (setting === 'true' || setting === 'false') return setting === 'true';
  return setting.split(',').map((address) => address.trim());
}
