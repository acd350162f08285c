import type { FastifyReply, FastifyRequest } from 'fastify';
import { writeError, type ProviderError } from '#libs/channels';
import { newId, type AppError } from '#libs/kernel';
import { formatOf, mayRetry, relayErrorOf } from './relay-error.js';

/** Clients of a vendor's API understand its errors alone. */
export function sendRelayError(error: AppError | ProviderError, path: string, request: FastifyRequest, reply: FastifyReply): void {
  const requestId = String(reply.getHeader('x-request-id') ?? newId());
  reply.header('X-Request-Id', requestId).header('Request-Id', requestId);
  const failure = relayErrorOf(error, requestId);
  if (!mayRetry(error)) reply.header('X-Should-Retry', 'false');
  void reply.status(failure.status).type('application/json; charset=utf-8').send(JSON.stringify(writeError(formatOf(path, request.headers), failure)));
}
