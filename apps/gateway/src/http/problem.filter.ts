import { Catch, HttpException, type ArgumentsHost, type ExceptionFilter } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { ERROR_CODES, type ErrorCode, type Problem } from '#libs/contracts';
import { AppError, currentCorrelation } from '#libs/kernel';
import type { Logger } from '#libs/observability';
import { isTransientDatabaseError } from '#libs/persistence';
import { LimitExceeded } from '#libs/ratelimit';
import { setLimitHeaders } from './request.js';

/** What the HTTP framework refuses before a controller is asked, by status. */
const FRAMEWORK_CODES: Record<number, ErrorCode> = {
  400: 'invalid_request',
  404: 'not_found',
  405: 'method_not_allowed',
  413: 'payload_too_large',
  414: 'invalid_request',
  415: 'unsupported_media_type',
  431: 'invalid_request',
};

/** The one place where errors become HTTP: application/problem+json with a stable code, and nothing of our insides. */
@Catch()
export class ProblemFilter implements ExceptionFilter {
  constructor(private readonly logger: Logger) {}

  catch(thrown: unknown, host: ArgumentsHost): void {
    const request = host.switchToHttp().getRequest<FastifyRequest>();
    const reply = host.switchToHttp().getResponse<FastifyReply>();
    const error = toAppError(thrown);
    if (error.status >= 500 && error.code !== 'service_busy') this.logger.error({ err: error.cause ?? thrown, code: error.code, path: request.url.split('?', 1)[0] }, 'a request failed');
    if (reply.sent || reply.raw.headersSent) {
      reply.raw.end();
      return;
    }
    if (error instanceof LimitExceeded) setLimitHeaders(reply, error.state);
    if (error.retryAfter !== undefined) reply.header('Retry-After', String(error.retryAfter));
    void reply.status(error.status).type('application/problem+json').send(JSON.stringify(toProblem(error, request.url.split('?', 1)[0]!)));
  }
}

function toAppError(thrown: unknown): AppError {
  if (thrown instanceof AppError) return thrown;
  if (isTransientDatabaseError(thrown)) return new AppError('service_unavailable', undefined, { cause: thrown, retryAfter: 5 });
  const status = thrown instanceof HttpException ? thrown.getStatus() : Number((thrown as { statusCode?: unknown } | null)?.statusCode);
  const code = FRAMEWORK_CODES[status];
  if (!code) return new AppError('internal_error', undefined, { cause: thrown });
  if (status === 400 && isJsonError(thrown)) return new AppError('malformed_json');
  return new AppError(code);
}

function isJsonError(thrown: unknown): boolean {
  const { message, code } = thrown as { message?: unknown; code?: unknown };
  return /JSON/i.test(`${String(message)} ${String(code)}`);
}

function toProblem(error: AppError, instance: string): Problem {
  return {
    type: `urn:switchboard:error:${error.code}`,
    title: ERROR_CODES[error.code].title,
    status: error.status,
    code: error.code,
    detail: error.message,
    instance,
    correlation_id: currentCorrelation()?.correlationId ?? '',
    ...(error.retryAfter !== undefined && { retry_after: error.retryAfter }),
    ...(error.errors && { errors: error.errors }),
  };
}
