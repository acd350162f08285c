import type { Problem, VendorError } from './behaviours.js';
import { retryAfterHeader, vendorProblem, type VendorProblem } from './writer.js';

const TYPES: Record<number, string> = {
  400: 'invalid_request_error',
  401: 'authentication_error',
  402: 'billing_error',
  403: 'permission_error',
  404: 'not_found_error',
  409: 'conflict_error',
  413: 'request_too_large',
  429: 'rate_limit_error',
  504: 'timeout_error',
  529: 'overloaded_error',
};

/**
 * Problems as Anthropic words them.
 * Source: https://platform.claude.com/docs/en/api/errors and https://platform.claude.com/docs/en/api/rate-limits
 */
export function anthropicProblem(problem: Problem): VendorProblem {
  switch (problem.kind) {
    case 'rate-limited':
      return ofStatus(429, 'This request would exceed your rate limit.', {
        headers: { 'anthropic-ratelimit-requests-limit': '50', 'anthropic-ratelimit-requests-remaining': '0', ...retryAfterHeader(problem.retryAfter) },
      });
    case 'out-of-credit':
      return problem.status === 402
        ? ofStatus(402, 'There is an issue with your billing or payment information.')
        : ofStatus(400, 'Your credit balance is too low to access the Anthropic API.');
    case 'error':
      return namedError(problem);
    case 'unauthorized':
      return ofStatus(401, 'invalid x-api-key');
    case 'invalid-request':
      return ofStatus(400, problem.param === undefined ? problem.message : `${problem.param}: ${problem.message}`);
    case 'content-refused':
      return ofStatus(400, 'Output blocked by content filtering policy');
    case 'overloaded':
      return ofStatus(529, 'Overloaded');
  }
}

const namedError = ({ status, message, type, headers = {} }: VendorError): VendorProblem =>
  ofStatus(status, message ?? `Scripted error ${status}.`, { headers, ...(type === undefined ? {} : { type }) });

function ofStatus(status: number, message: string, details: Partial<VendorProblem> = {}): VendorProblem {
  return vendorProblem(status, TYPES[status] ?? (status >= 500 ? 'api_error' : 'invalid_request_error'), message, details);
}
