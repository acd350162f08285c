import type { ErrorCode } from '#libs/contracts';
import { AppError } from '#libs/kernel';
import { metrics } from '#libs/observability';

/** Limits that are the same for everybody, as configured. */
export type LimitName = 'ip' | 'global' | 'contact';

/** Limits of which each subject has its own height. */
export type SubjectLimitName = 'key_requests' | 'key_tokens' | 'channel_requests';

interface Refusal {
  code: ErrorCode;
  /** Seconds, or when the window ends. */
  retryAfter: number | 'window';
  message?: string;
}

const REFUSALS: Record<LimitName | SubjectLimitName, Refusal> = {
  ip: { code: 'rate_limit_exceeded', retryAfter: 60 },
  global: { code: 'service_busy', retryAfter: 30 },
  contact: { code: 'user_quota_exceeded', retryAfter: 'window' },
  key_requests: { code: 'key_limit_exceeded', retryAfter: 'window' },
  channel_requests: { code: 'channels_rate_limited', retryAfter: 'window' },
  key_tokens: { code: 'key_limit_exceeded', retryAfter: 'window', message: 'Too many tokens in a minute with this key' },
};

/** State of a limit after a request: for the RateLimit-* headers. Seconds until the window ends. */
export interface LimitState {
  limit: number;
  remaining: number;
  resetSeconds: number;
}

export class LimitExceeded extends AppError {
  constructor(
    code: ErrorCode,
    message: string | undefined,
    retryAfter: number,
    readonly state: LimitState,
  ) {
    super(code, message, { retryAfter });
  }
}

/** Counts the refusal and makes its error: the limit's code, and after how many seconds to come back. */
export function refuse(name: LimitName | SubjectLimitName, state: LimitState): LimitExceeded {
  metrics.refusals.inc({ limit: name });
  const { code, message, retryAfter } = REFUSALS[name];
  return new LimitExceeded(code, message, retryAfter === 'window' ? Math.max(1, state.resetSeconds) : retryAfter, state);
}
