import type { IncomingMessage } from 'node:http';
import { ApiError, toApiError } from './api-error.js';
import type { ChatReply, ChatRequest, HistoryMessage } from './api-types.js';
import { type HttpCall, HttpTransport, type HttpTransportOptions, readText } from './http-transport.js';
import { problemError } from './problem.js';
import { SseParser } from './sse-parser.js';
import { type StreamEvent, toStreamEvent } from './stream-events.js';

/** Switchboard's chat API. Every method throws ApiError and nothing else. */
export class ApiClient {
  readonly #transport: HttpTransport;

  constructor(options: HttpTransportOptions) {
    this.#transport = new HttpTransport(options);
  }

  async chat(body: ChatRequest, signal?: AbortSignal): Promise<ChatReply> {
    const call = { method: 'POST', path: '/api/v1/chat', body, signal } as const;
    const reply = await this.#json<ChatReply>(call);
    if (typeof reply.message === 'string') return reply;
    throw new ApiError('protocol', 'The reply has no message');
  }

  /** Events up to and including `conversation_completed`; a stream that ends before it throws. */
  async *streamChat(body: ChatRequest, signal?: AbortSignal): AsyncGenerator<StreamEvent> {
    const call = { method: 'POST', path: '/api/v1/chat/stream', body, signal } as const;
    const response = await this.#open({ ...call, accept: 'text/event-stream' });
    try {
      for await (const event of readEvents(response)) {
        yield event;
        if (event.event === 'conversation_completed') return;
      }
      throw new ApiError('connection', 'The answer broke off before its end');
    } catch (error) {
      throw toApiError(error, signal);
    } finally {
      response.destroy();
    }
  }

  async history(sessionId: string, signal?: AbortSignal): Promise<HistoryMessage[]> {
    const path = `/api/v1/session/${encodeURIComponent(sessionId)}/history`;
    const { messages } = await this.#json<{ messages?: HistoryMessage[] }>({ method: 'GET', path, signal });
    if (Array.isArray(messages)) return messages;
    throw new ApiError('protocol', 'The history has no messages');
  }

  close(): void {
    this.#transport.close();
  }

  async #json<T extends object>(call: Omit<HttpCall, 'accept'>): Promise<T> {
    const response = await this.#open({ ...call, accept: 'application/json' });
    const text = await readText(response, call.signal);
    try {
      return (JSON.parse(text) ?? {}) as T;
    } catch {
      throw new ApiError('protocol', 'The answer is not JSON');
    }
  }

  async #open(call: HttpCall): Promise<IncomingMessage> {
    const response = await this.#transport.open(call);
    if (response.statusCode === 200) return response;
    throw problemError(response, await readText(response, call.signal));
  }
}

async function* readEvents(response: IncomingMessage): AsyncGenerator<StreamEvent> {
  if (!response.headers['content-type']?.startsWith('text/event-stream')) {
    throw new ApiError('protocol', 'The answer is not an event stream');
  }
  const parser = new SseParser();
  for await (const chunk of response as AsyncIterable<Buffer>) {
    for (const frame of parser.push(chunk)) {
      const event = toStreamEvent(frame);
      if (event) yield event;
    }
  }
}
