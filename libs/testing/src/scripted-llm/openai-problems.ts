import type { Problem, VendorError } from './behaviours.js';
import { retryAfterHeader, vendorProblem, type VendorProblem } from './writer.js';

/**
 * Problems as OpenAI words them.
 * Source: https://platform.openai.com/docs/guides/error-codes and https://platform.openai.com/docs/guides/rate-limits
 */
export function openAiProblem(problem: Problem): VendorProblem {
  switch (problem.kind) {
    case 'rate-limited':
      return vendorProblem(429, 'requests', 'Rate limit reached on requests per min (RPM).', {
        code: 'rate_limit_exceeded',
        headers: { 'x-ratelimit-limit-requests': '60', 'x-ratelimit-remaining-requests': '0', ...retryAfterHeader(problem.retryAfter) },
      });
    case 'out-of-credit':
      return problem.status === 402
        ? vendorProblem(402, 'unknown_error', 'Insufficient Balance', { code: 'invalid_request_error' })
        : vendorProblem(429, 'insufficient_quota', 'You exceeded your current quota.', { code: 'insufficient_quota' });
    case 'error':
      return namedError(problem);
    case 'unauthorized':
      return vendorProblem(401, 'invalid_request_error', 'Incorrect API key provided.', { code: 'invalid_api_key' });
    case 'invalid-request':
      return vendorProblem(400, 'invalid_request_error', problem.message, { param: problem.param ?? null });
    case 'content-refused':
      return vendorProblem(400, 'invalid_request_error', 'The request was rejected by the safety system.', {
        code: problem.code ?? 'content_policy_violation',
        param: 'prompt',
      });
    case 'overloaded':
      return vendorProblem(503, 'server_error', 'The engine is currently overloaded.');
  }
}

function namedError({ status, message, type, code, headers = {} }: VendorError): VendorProblem {
  const fallback = status >= 500 ? 'server_error' : 'invalid_request_error';
  return vendorProblem(status, type ?? fallback, message ?? `Scripted error ${status}.`, { code: code ?? null, headers });
}
