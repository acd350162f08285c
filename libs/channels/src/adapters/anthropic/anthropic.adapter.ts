import type Anthropic from '@anthropic-ai/sdk';
import type { JsonObject } from '../../completion.js';
import type { ProviderAdapter, ProviderTarget } from '../../provider-adapter.js';
import { ClientCache } from '../vendor-calls/client-cache.js';
import { ourError, vendorError } from '../vendor-calls/explain-error.js';
import { jsonAnswer, requireEventStream, vendorEvents } from '../vendor-calls/vendor-answer.js';
import { createAnthropicClient } from './anthropic-client.js';
import { versionHeaders } from './api-version.js';
import { mapAnthropicError } from './map-anthropic-error.js';

type Events = AsyncIterable<unknown>;

/** Anthropic's Messages API, and servers that speak it. */
export class AnthropicAdapter implements ProviderAdapter {
  readonly format = 'anthropic';
  readonly #clients: ClientCache<Anthropic>;

  /** @param fetch the platform's own, which knows where it must not connect */
  constructor(fetch: typeof globalThis.fetch) {
    this.#clients = new ClientCache((target) => createAnthropicClient(fetch, target));
  }

  /** Not the SDK's own method, which refuses long answers that are not streamed before it asks for them. */
  async complete(target: ProviderTarget, body: JsonObject, signal: AbortSignal): Promise<JsonObject> {
    try {
      const answer = jsonAnswer(await this.#clients.for(target).post('/v1/messages', { body, signal, headers: versionHeaders(body) }));
      if (answer.type === 'error') throw vendorError(null, undefined, answer, target);
      return answer;
    } catch (error) {
      throw signal.aborted ? ourError('aborted') : mapAnthropicError(error, target);
    }
  }

  async stream(target: ProviderTarget, body: JsonObject, signal: AbortSignal): Promise<AsyncIterable<JsonObject>> {
    const toProviderError = (error: unknown) => mapAnthropicError(error, target);
    try {
      const call = this.#clients.for(target).post<Events>('/v1/messages', { body, signal, stream: true, headers: versionHeaders(body) });
      const { data, response } = await call.withResponse();
      await requireEventStream(response);
      return vendorEvents(data, signal, toProviderError);
    } catch (error) {
      throw toProviderError(error);
    }
  }

  async embed(): Promise<JsonObject> {
    throw ourError('unsupported');
  }
}
