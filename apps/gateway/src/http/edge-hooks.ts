import type { FastifyInstance } from 'fastify';
import { isUuid, newId, runWithCorrelation } from '#libs/kernel';
import type { Authentication } from '#libs/identity';
import { metrics } from '#libs/observability';
import type { RateLimits } from '#libs/ratelimit';
import { setLimitHeaders, type GatewayRequest } from './request.js';

/** Routes under /api that need no credentials: documentation, and what gives credentials. */
const PUBLIC = /^\/api\/(docs(\/|$)|docs-|openapi\.(json|yaml)$|v1\/auth\/(login|refresh|logout)$)/;
/** Probes and scrapes are never refused. */
const UNLIMITED = /^\/(health|metrics)(\/|$)/;

/**
 * What every request passes before its body is read: correlation, the limit per address, the global
 * limit, authentication, in this order.
 */
export function installEdgeHooks(server: FastifyInstance, limits: RateLimits, authentication: Authentication): void {
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
    if (route.startsWith('/api/') && !PUBLIC.test(route)) request.principal = await authentication.identify(request.headers);
  });
  server.addHook('onResponse', async (request, reply) => {
    const route = request.routeOptions.url ?? 'unknown';
    metrics.httpRequests.observe({ method: request.method, route, status: reply.statusCode }, reply.elapsedTime / 1_000);
  });
}

const givenCorrelationId = (value: unknown): string | undefined => (typeof value === 'string' && isUuid(value) ? value : undefined);
