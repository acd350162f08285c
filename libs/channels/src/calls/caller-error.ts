import { AppError } from '#libs/kernel';
import type { ProviderError } from '../provider-adapter.js';
import type { NoChoice } from '../selection/channel-selector.js';
import { NO_EMBEDDINGS } from '../selection/weigh-channels.js';

/** What whoever asked is told of a request that no channel will take. */
export function refusedRequest(error: ProviderError): AppError {
  const { vendorMessage, param } = error.details;
  if (error.kind === 'content_refused') return new AppError('content_refused', vendorMessage ?? undefined, { cause: error });
  const errors = param ? [{ path: param, message: vendorMessage ?? error.message }] : undefined;
  return new AppError('invalid_request', vendorMessage ?? 'The model’s vendor refused the request', { cause: error, ...(errors && { errors }) });
}

/** What whoever asked is told when every channel was tried or passed over: one clear code, nothing of the channels. */
export function noAnswer(none: NoChoice | null, lastFailure: ProviderError | null): AppError {
  if (none && !none.offered) return new AppError('model_not_found');
  if (none && none.reasons.every(({ reason }) => reason === NO_EMBEDDINGS)) return new AppError('model_not_found', 'No channel offers embeddings of this model');
  if (lastFailure?.kind === 'timeout') return new AppError('channels_timed_out', undefined, { cause: lastFailure, retryAfter: 5 });
  if (none?.limitedUntil) return new AppError('channels_rate_limited', undefined, { retryAfter: Math.max(1, Math.ceil((none.limitedUntil - Date.now()) / 1_000)), cause: lastFailure });
  return new AppError('channels_unavailable', undefined, { cause: lastFailure, retryAfter: 5 });
}
