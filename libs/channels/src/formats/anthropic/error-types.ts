/** @see https://platform.claude.com/docs/en/api/errors */
const TYPES: Readonly<Record<number, string>> = {
  401: 'authentication_error',
  402: 'billing_error',
  403: 'permission_error',
  404: 'not_found_error',
  413: 'request_too_large',
  429: 'rate_limit_error',
  503: 'overloaded_error',
  504: 'timeout_error',
  529: 'overloaded_error',
};

/** What is spent for good has the status of a rate limit at OpenAI, and a type of its own here. */
export function anthropicErrorType(status: number, code: string | null): string {
  if (code === 'insufficient_quota' || code === 'budget_exceeded') return 'billing_error';
  return TYPES[status] ?? (status >= 500 ? 'api_error' : 'invalid_request_error');
}
