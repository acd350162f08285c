import { HttpException } from '@nestjs/common';
import { ERROR_CODES, type ErrorCode, type Problem } from '#libs/contracts';
import { AppError, currentCorrelation, newId } from '#libs/kernel';
import { isTransientDatabaseError } from '#libs/persistence';

/** What the HTTP framework refuses before a controller is asked, by status. */
const FRAMEWORK_CODES: Record<number, ErrorCode> = {
  400: 'invalid_request',
  404: 'not_found',
  405: 'method_not_allowed',
  413: 'payload_too_large',
  408: 'request_timeout',
  414: 'invalid_request',
  415: 'unsupported_media_type',
  431: 'headers_too_large',
};

/** What the caller may know of an error, whoever threw it. */
export function toAppError(thrown: unknown): AppError {
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

/** @param instance the request's path, without its query */
export function toProblem(error: AppError, instance: string): Problem {
  return {
    type: `urn:switchboard:error:${error.code}`,
    title: ERROR_CODES[error.code].title,
    status: error.status,
    code: error.code,
    detail: error.message,
    instance,
    correlation_id: currentCorrelation()?.correlationId ?? newId(),
    ...(error.retryAfter !== undefined && { retry_after: error.retryAfter }),
    ...(error.errors && { errors: error.errors }),
  };
}
