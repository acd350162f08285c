/** The longest that a timer can wait: the caller's signal ends a call, never the SDK. */
const NEVER_MS = 2 ** 31 - 1;

/**
 * What both SDKs are told: no retries of their own, nothing logged (their log lines show what vendors
 * and customers wrote), and no redirect followed, which could lead anywhere.
 */
export const CALL_SETTINGS = { maxRetries: 0, timeout: NEVER_MS, logLevel: 'off', fetchOptions: { redirect: 'manual' } } as const;

export const withoutTrailingSlashes = (url: string): string => url.replace(/\/+$/, '');
