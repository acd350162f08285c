/** @see https://platform.openai.com/docs/guides/error-codes */
const CODES: Readonly<Record<number, string>> = {
  401: 'invalid_api_key',
  404: 'model_not_found',
  429: 'rate_limit_exceeded',
};

const TYPES_BY_CODE: Readonly<Record<string, string>> = {
  insufficient_quota: 'insufficient_quota',
  budget_exceeded: 'insufficient_quota',
  rate_limit_exceeded: 'requests',
};

export const openAiErrorCode = (status: number): string | null => CODES[status] ?? null;

export const openAiErrorType = (status: number, code: string | null): string =>
  TYPES_BY_CODE[code ?? ''] ?? (status >= 500 ? 'server_error' : 'invalid_request_error');
