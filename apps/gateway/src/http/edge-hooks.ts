import type { FastifyInstance } from 'fastify';
import { AppError, isUuid, newId, runWithCorrelation } from '#libs/kernel';
import type { Authentication, VirtualKeys } from '#libs/identity';
import { metrics } from '#libs/observability';
import type { RateLimits } from '#libs/ratelimit';
import { isRelayed } from '../relay/relay-error.js';
import { setLimitHeaders, type GatewayRequest } from './request.js';

/** Routes under /api that need no credentials: documentation, and what gives credentials. */
const PUBLIC = /^\/api\/(docs(\/|$)|docs-|openapi\.(json|yaml)$|v1\/auth\/(login|refresh|logout)$)/;
/** Probes and scrapes are never refused. */
const UNLIMITED = /^\/(health|metrics)(\/|$)/;

/**
 * What every request passes before its body is read: correlation, the limit per address, the global
 * limit, authentication, in this order.
 */
export function installEdgeHooks(server: FastifyInstance, limits: RateLimits, authentication: Authentication, virtualKeys: VirtualKeys): void {
  server.addHook('onRequest', (request, reply, done) => {
    const correlationId = givenCorrelationId(request.headers['x-correlation-id']) ?? newId();
    reply.header('X-Correlation-Id', correlationId);
    runWithCorrelation({ correlationId }, done);
  });
  server.addHook('onRequest', async (request: GatewayRequest, reply) => {
    // The route, not the path as it was sent: `/%61pi/…` leads to the same one.
    const route = request.routeOptions.url ?? request.url.split('?', 1)[0]!;
    if (UNLIMITED.test(route)) return;
    setLimitHeaders(reply, await limits.takeInOrder({ name: 'ip', subject: request.ip }, { name: 'global', subject: 'all' }));
    if (isRelayed(route)) request.keyHolder = await virtualKeys.authenticate(virtualKeyOf(request.headers));
    if (route.startsWith('/api/') && !PUBLIC.test(route)) request.principal = await authentication.identify(request.headers);
  });
  server.addHook('onResponse', async (request, reply) => {
    const route = request.routeOptions.url ?? 'unknown';
    metrics.httpRequests.observe({ method: request.method, route, status: reply.statusCode }, reply.elapsedTime / 1_000);
  });
}

/** Where the vendors' clients put their key. @throws AppError unauthenticated when there is none */
function virtualKeyOf(headers: GatewayRequest['headers']): string {
  const given = headers['x-api-key'];
  const key = typeof given === 'string' ? given : /^Bearer ([\w.-]{1,500})$/i.exec(headers.authorization ?? '')?.[1];
  if (!key || key.length > 500) throw new AppError('unauthenticated', 'Send a key as Authorization: Bearer, or as x-api-key');
  return key;
}

const givenCorrelationId = (value: unknown): string | undefined => (typeof value === 'string' && isUuid(value) ? value : undefined);
