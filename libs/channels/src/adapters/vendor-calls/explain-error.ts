import { ProviderError, type ProviderErrorKind, type ProviderTarget } from '../../provider-adapter.js';
import { errorKind } from './error-kind.js';
import { redacted } from './redact.js';
import { retryAfterMs } from './retry-after.js';
import { readVendorError } from './vendor-error.js';

/** Our own words: a vendor's may tell of its key, its account or its machines. */
const SENTENCES: Readonly<Record<ProviderErrorKind, string>> = {
  rate_limited: 'The vendor limits the pace of this key',
  out_of_credit: 'The account of this key has no credit left',
  authentication: 'The vendor refused the key',
  overloaded: 'The vendor is overloaded',
  server_error: 'The vendor failed to answer',
  timeout: 'The vendor did not answer in time',
  connection: 'The connection to the vendor failed',
  garbled: 'The vendor’s answer cannot be read',
  model_unavailable: 'The vendor does not offer the model',
  unsupported: 'The vendor does not support the operation',
  refused_address: 'The channel’s address leads where the platform must not call',
  invalid_request: 'The vendor refused the request as not valid',
  content_refused: 'The vendor refused the content of the request',
  aborted: 'The call was aborted',
};

/** The vendor's own words are of use only to whoever can change the request. */
const TOLD_ON: ReadonlySet<ProviderErrorKind> = new Set(['invalid_request', 'content_refused']);

export const ourError = (kind: ProviderErrorKind, cause?: unknown): ProviderError => new ProviderError(kind, SENTENCES[kind], { cause });

/** An error that the vendor told of. @param status null for an error within a stream */
export function vendorError(status: number | null, headers: Headers | undefined, body: unknown, target: ProviderTarget): ProviderError {
  if (status !== null && status >= 300 && status < 400) return new ProviderError('server_error', 'The vendor redirected the call; redirects are not followed', { status });
  const told = readVendorError(body);
  const kind = errorKind(status, told);
  const vendorMessage = TOLD_ON.has(kind) && told.message ? redacted(told.message, target) : null;
  return new ProviderError(kind, vendorMessage ?? SENTENCES[kind], {
    status,
    retryAfterMs: retryAfterMs(headers, Date.now()),
    vendorMessage,
    param: TOLD_ON.has(kind) ? told.param : null,
  });
}
