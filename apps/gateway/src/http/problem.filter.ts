import { Catch, type ArgumentsHost, type ExceptionFilter } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { ErrorCode } from '#libs/contracts';
import type { Logger } from '#libs/observability';
import { LimitExceeded } from '#libs/ratelimit';
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
    const error = toAppError(thrown);
    if (error.status >= 500 && !EXPECTED.has(error.code)) this.logger.error({ err: error.cause ?? thrown, code: error.code, path: request.url.split('?', 1)[0] }, 'a request failed');
    if (reply.sent || reply.raw.headersSent) {
      reply.raw.end();
      return;
    }
    if (error instanceof LimitExceeded) setLimitHeaders(reply, error.state);
    if (error.retryAfter !== undefined) reply.header('Retry-After', String(error.retryAfter));
    void reply.status(error.status).type('application/problem+json').send(JSON.stringify(toProblem(error, request.url.split('?', 1)[0]!)));
  }
}
