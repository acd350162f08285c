import type { JsonObject } from '../../completion.js';
import { ProviderError } from '../../provider-adapter.js';
import { ourError } from './explain-error.js';

/** The answer's JSON. SDKs give text for any other content type. @throws ProviderError garbled */
export function jsonAnswer(answer: unknown): JsonObject {
  if (typeof answer === 'object' && answer !== null && !Array.isArray(answer)) return answer as JsonObject;
  throw new ProviderError('garbled', 'The vendor answered with something other than a JSON object');
}

/** Frees the connection of an answer that is no stream of events. @throws ProviderError garbled */
export async function requireEventStream(response: Response): Promise<void> {
  const contentType = response.headers.get('content-type');
  if (contentType === null || contentType.startsWith('text/event-stream')) return;
  await response.body?.cancel();
  throw new ProviderError('garbled', 'The vendor answered a streaming call with something other than a stream of events');
}

/**
 * The events of an SDK's stream, as they come. SDKs end their iteration quietly when the call is aborted;
 * here that is an error like any other.
 * @param toProviderError what an error of the SDK means
 */
export async function* vendorEvents(
  stream: AsyncIterable<unknown>,
  signal: AbortSignal,
  toProviderError: (error: unknown) => ProviderError,
): AsyncGenerator<JsonObject, void, undefined> {
  try {
    for await (const event of stream) yield jsonAnswer(event);
  } catch (error) {
    throw toProviderError(error);
  }
  if (signal.aborted) throw ourError('aborted');
}
