import Anthropic from '@anthropic-ai/sdk';
import type { ProviderError, ProviderTarget } from '../../provider-adapter.js';
import { connectionError } from '../vendor-calls/connection-error.js';
import { ourError, vendorError } from '../vendor-calls/explain-error.js';
import { headersOf, statusOf } from '../vendor-calls/sdk-error.js';

/** What an error of the SDK means for the call; never throws. */
export function mapAnthropicError(error: unknown, target: ProviderTarget): ProviderError {
  if (error instanceof Anthropic.APIUserAbortError) return ourError('aborted');
  if (error instanceof Anthropic.APIConnectionTimeoutError) return ourError('timeout', error);
  if (error instanceof Anthropic.APIConnectionError) return connectionError(error);
  if (error instanceof Anthropic.APIError) return vendorError(statusOf(error), headersOf(error), error.error, target);
  return connectionError(error);
}
