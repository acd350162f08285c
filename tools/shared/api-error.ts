/**
 * What kept a request from being answered: the server refused it (`http`), its turn failed while
 * streaming (`stream`), nothing arrived in time, the connection failed, the server said something
 * that is not this API (`protocol`), or the caller gave up (`aborted`).
 */
export type FailureReason = 'http' | 'stream' | 'timeout' | 'connection' | 'protocol' | 'aborted';

export interface FailureDetails {
  status?: number;
  /** The problem's code, or the system's code of a connection error, such as ECONNREFUSED. */
  code?: string;
  retryAfterSeconds?: number;
}

export class ApiError extends Error {
  constructor(
    readonly reason: FailureReason,
    message: string,
    readonly details: FailureDetails = {},
  ) {
    super(message);
    this.name = 'ApiError';
  }

  /** A short name under which equal failures are counted, such as `429 rate_limited`. */
  get kind(): string {
    const { status, code } = this.details;
    const words = this.reason === 'http' ? [status, code] : [this.reason, code];
    return words.filter((word) => word !== undefined).join(' ');
  }
}

/** Any error of a request as an ApiError; one that follows the caller's own abort is `aborted`. */
export function toApiError(error: unknown, signal?: AbortSignal): ApiError {
  if (signal?.aborted) return new ApiError('aborted', 'The request was given up');
  if (error instanceof ApiError) return error;
  const cause = error as NodeJS.ErrnoException;
  return new ApiError('connection', cause.message || 'The connection failed', { code: cause.code });
}
