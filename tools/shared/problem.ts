import type { IncomingMessage } from 'node:http';
import { ApiError } from './api-error.js';
import type { Problem } from './api-types.js';

/**
 * The error for a response other than 200. `retry_after` of the problem wins over the
 * Retry-After header, of which only the form in seconds is read (RFC 9110, section 10.2.3).
 */
export function problemError(response: IncomingMessage, body: string): ApiError {
  const status = response.statusCode ?? 0;
  const problem = parseProblem(body);
  const message = problem.detail ?? problem.title ?? response.statusMessage ?? '';
  return new ApiError('http', message, {
    status,
    code: problem.code,
    retryAfterSeconds: problem.retry_after ?? headerSeconds(response.headers['retry-after']),
  });
}

/** A proxy in front of the server may answer with HTML; then only the status is known. */
function parseProblem(body: string): Problem {
  try {
    const value: unknown = JSON.parse(body);
    return typeof value === 'object' && value !== null ? value : {};
  } catch {
    return {};
  }
}

function headerSeconds(header: string | undefined): number | undefined {
  return header !== undefined && /^\d+$/.test(header) ? Number(header) : undefined;
}
