import type { JsonObject } from './completion.js';
import type { WireFormatName } from './wire-format.js';

/** Where and as whom a vendor is called. */
export interface ProviderTarget {
  baseUrl: string;
  apiKey: string;
}

/**
 * A vendor's API over its official SDK. Bodies and answers are the vendor's own JSON: what a client
 * sends in the channel's own format reaches the vendor as it is. Every failure is a ProviderError; the
 * SDK's own retries are off, because the platform goes on to another channel instead.
 */
export interface ProviderAdapter {
  readonly format: WireFormatName;

  /** The whole answer. `signal` aborts the upstream call. */
  complete(target: ProviderTarget, body: JsonObject, signal: AbortSignal): Promise<JsonObject>;

  /**
   * Opens a stream; resolves when its headers have come. The iterable gives the vendor's events as they
   * arrive and throws a ProviderError when the stream breaks; leaving it early ends the upstream call.
   */
  stream(target: ProviderTarget, body: JsonObject, signal: AbortSignal): Promise<AsyncIterable<JsonObject>>;

  /** Embeddings in OpenAI's format. @throws ProviderError unsupported where the vendor has none */
  embed(target: ProviderTarget, body: JsonObject, signal: AbortSignal): Promise<JsonObject>;
}

/**
 * Why a call failed, as far as it matters for what to do next:
 * - `rate_limited`, `out_of_credit`, `authentication`: this key; another key or channel may do
 * - `overloaded`, `server_error`, `timeout`, `connection`, `garbled`: the channel, for now
 * - `model_unavailable`, `unsupported`: the channel, for this model or operation
 * - `refused_address`: the base URL leads where the platform must not call
 * - `invalid_request`, `content_refused`: the request itself; no other channel is tried
 * - `aborted`: the caller hung up
 */
export type ProviderErrorKind =
  | 'rate_limited'
  | 'out_of_credit'
  | 'authentication'
  | 'overloaded'
  | 'server_error'
  | 'timeout'
  | 'connection'
  | 'garbled'
  | 'model_unavailable'
  | 'unsupported'
  | 'refused_address'
  | 'invalid_request'
  | 'content_refused'
  | 'aborted';

export class ProviderError extends Error {
  override readonly name = 'ProviderError';

  constructor(
    readonly kind: ProviderErrorKind,
    message: string,
    readonly details: {
      /** HTTP status of the vendor's answer; null when there was none. */
      status?: number | null;
      /** How long the vendor asked to wait. */
      retryAfterMs?: number | null;
      /** The vendor's own words on an invalid request, safe to pass on to the caller who made it. */
      vendorMessage?: string | null;
      /** The field the vendor complained of. */
      param?: string | null;
      cause?: unknown;
    } = {},
  ) {
    super(message, { cause: details.cause });
  }
}
