import { Catch, type ArgumentsHost, type ExceptionFilter } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { ErrorCode } from '#libs/contracts';
import { ProviderError } from '#libs/channels';
import type { Logger } from '#libs/observability';
import { LimitExceeded } from '#libs/ratelimit';
import { isRelayed } from '../relay/relay-error.js';
import { sendRelayError } from '../relay/send-relay-error.js';
import { toAppError, toProblem } from './problem.js';
import { setLimitHeaders } from './request.js';

/** Said to the caller in the course of things: the load is high, or an accepted message takes its time. */
const EXPECTED: ReadonlySet<ErrorCode> = new Set(['service_busy', 'reply_timeout']);

/** The one place where errors become HTTP: application/problem+json with a stable code, and nothing of our insides. */
@Catch()
export class ProblemFilter implements ExceptionFilter {
  constructor(private readonly logger: Logger) {}

  catch(thrown: unknown, host: ArgumentsHost): void {
    const request = host.switchToHttp().getRequest<FastifyRequest>();
    const reply = host.switchToHttp().getResponse<FastifyReply>();
    const path = request.url.split('?', 1)[0]!;
    const relayed = isRelayed(routeOf(request) ?? path);
    if (relayed && thrown instanceof ProviderError) return answerBroke(thrown, path, request, reply);
    const error = toAppError(thrown);
    if (error.status >= 500 && !EXPECTED.has(error.code)) this.logger.error({ err: error.cause ?? thrown, code: error.code, path }, 'a request failed');
    if (reply.sent || reply.raw.headersSent) {
      reply.raw.end();
      return;
    }
    // Whoever is refused before the body was read need not send it, slowly perhaps.
    if (!request.raw.complete) reply.header('Connection', 'close');
    if (error instanceof LimitExceeded) setLimitHeaders(reply, error.state);
    if (error.retryAfter !== undefined) reply.header('Retry-After', String(error.retryAfter));
    if (relayed) return sendRelayError(error, path, request, reply);
    void reply.status(error.status).type('application/problem+json').send(JSON.stringify(toProblem(error, path)));
  }
}

/** A model's answer that cannot be told to the client of the relay; or the client went before it came, and nobody is told. */
function answerBroke(error: ProviderError, path: string, request: FastifyRequest, reply: FastifyReply): void {
  if (error.kind === 'aborted') reply.raw.destroy();
  else sendRelayError(error, path, request, reply);
}

/** The route, not the path as it was sent: `/%761/…` leads to the same one. */
const routeOf = (request: FastifyRequest): string | undefined => request.routeOptions.url;
