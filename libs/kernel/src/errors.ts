import { ERROR_CODES, type ErrorCode } from '#libs/contracts';

export interface AppErrorOptions {
  /** Seconds after which the caller may try again. */
  retryAfter?: number;
  /** What was not valid, field by field. */
  errors?: { path: string; message: string }[];
  cause?: unknown;
}

/** An error the caller may see: a stable code and a sentence. Mapped to HTTP once, at the edge. */
export class AppError extends Error {
  readonly retryAfter: number | undefined;
  readonly errors: { path: string; message: string }[] | undefined;

  constructor(
    readonly code: ErrorCode,
    message: string = ERROR_CODES[code].title,
    options: AppErrorOptions = {},
  ) {
    super(message, { cause: options.cause });
    this.name = 'AppError';
    this.retryAfter = options.retryAfter;
    this.errors = options.errors;
  }

  get status(): number {
    return ERROR_CODES[this.code].status;
  }
}

/** A consumer throws this when trying again cannot help: the envelope goes to the dead letters at once. */
export class PermanentError extends Error {
  override readonly name = 'PermanentError';
}

/** The platform cannot start as configured; printed without a stack trace. */
export class ConfigurationError extends Error {
  override readonly name = 'ConfigurationError';
}

export const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));
