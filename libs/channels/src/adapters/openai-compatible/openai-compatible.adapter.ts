import type OpenAI from 'openai';
import type { JsonObject } from '../../completion.js';
import type { ProviderAdapter, ProviderTarget } from '../../provider-adapter.js';
import { ClientCache } from '../vendor-calls/client-cache.js';
import { ourError, vendorError } from '../vendor-calls/explain-error.js';
import { jsonAnswer, requireEventStream, vendorEvents } from '../vendor-calls/vendor-answer.js';
import { mapOpenAiError } from './map-openai-error.js';
import { createOpenAiClient } from './openai-client.js';

type Events = AsyncIterable<unknown>;

/** OpenAI and every server that speaks its format: DeepSeek, OpenRouter, Gemini, Ark, local ones. */
export class OpenAiCompatibleAdapter implements ProviderAdapter {
  readonly format = 'openai';
  readonly #clients: ClientCache<OpenAI>;

  /** @param fetch the platform's own, which knows where it must not connect */
  constructor(fetch: typeof globalThis.fetch) {
    this.#clients = new ClientCache((target) => createOpenAiClient(fetch, target));
  }

  async complete(target: ProviderTarget, body: JsonObject, signal: AbortSignal): Promise<JsonObject> {
    return this.#ask('/chat/completions', target, body, signal);
  }

  async stream(target: ProviderTarget, body: JsonObject, signal: AbortSignal): Promise<AsyncIterable<JsonObject>> {
    const toProviderError = (error: unknown) => mapOpenAiError(error, target);
    try {
      const call = this.#clients.for(target).post<Events>('/chat/completions', { body, signal, stream: true });
      const { data, response } = await call.withResponse();
      await requireEventStream(response);
      return vendorEvents(data, signal, toProviderError);
    } catch (error) {
      throw toProviderError(error);
    }
  }

  /** Not the SDK's own method, which would ask for another encoding than the caller did. */
  async embed(target: ProviderTarget, body: JsonObject, signal: AbortSignal): Promise<JsonObject> {
    return this.#ask('/embeddings', target, body, signal);
  }

  async #ask(path: string, target: ProviderTarget, body: JsonObject, signal: AbortSignal): Promise<JsonObject> {
    try {
      const answer = jsonAnswer(await this.#clients.for(target).post(path, { body, signal }));
      // Routers answer 200 before they know how what they routed to will end.
      if (answer.error) throw vendorError(null, undefined, answer, target);
      return answer;
    } catch (error) {
      throw signal.aborted ? ourError('aborted') : mapOpenAiError(error, target);
    }
  }
}
