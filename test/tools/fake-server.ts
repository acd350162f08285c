import { createServer, type IncomingHttpHeaders, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { ChatRequest, HistoryMessage } from '../../tools/shared/api-types.js';

export interface Received {
  path: string;
  headers: IncomingHttpHeaders;
  body: ChatRequest;
}

export interface FakeAnswer {
  status?: number;
  type?: string;
  headers?: Record<string, string>;
  /** Written one by one; an object as JSON. */
  body: object | string | Buffer[];
  /** Ends the connection instead of the response. */
  breakOff?: boolean;
  /** Never ends the response. */
  hang?: boolean;
}

/** Switchboard's chat API with answers that a test chooses, over real HTTP. */
export class FakeServer {
  readonly received: Received[] = [];
  chat: (body: ChatRequest) => FakeAnswer | Promise<FakeAnswer> = ({ session_id }) => ({ body: completed({ session_id }) });
  stream: (body: ChatRequest) => FakeAnswer = ({ message }) => sse(...answerEvents(`You said: ${message}`));
  history: HistoryMessage[] = [];
  historyAnswer: (() => FakeAnswer) | undefined;
  url = '';
  readonly #server = createServer((request, response) => void this.#handle(request, response));

  async start(): Promise<this> {
    await new Promise<void>((resolve) => this.#server.listen(0, '127.0.0.1', resolve));
    this.url = `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
    return this;
  }

  async stop(): Promise<void> {
    this.#server.closeAllConnections();
    await new Promise((resolve) => this.#server.close(resolve));
  }

  async #handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const text = (await request.toArray()).join('');
    const body = text === '' ? { message: '' } : (JSON.parse(text) as ChatRequest);
    this.received.push({ path: request.url ?? '', headers: request.headers, body });
    await send(response, await this.#answer(request.url ?? '', body));
  }

  #answer(path: string, body: ChatRequest): FakeAnswer | Promise<FakeAnswer> {
    if (path === '/api/v1/chat') return this.chat(body);
    if (path === '/api/v1/chat/stream') return this.stream(body);
    return this.historyAnswer?.() ?? { body: { session_id: 's-1', messages: this.history } };
  }
}

async function send(response: ServerResponse, answer: FakeAnswer): Promise<void> {
  response.writeHead(answer.status ?? 200, { 'content-type': answer.type ?? 'application/json', ...answer.headers });
  const chunks = Array.isArray(answer.body)
    ? answer.body
    : [typeof answer.body === 'string' ? answer.body : JSON.stringify(answer.body)];
  for (const chunk of chunks) await new Promise((resolve) => response.write(chunk, resolve));
  if (answer.breakOff) response.socket?.destroy();
  else if (!answer.hang) response.end();
}

export function problem(status: number, code: string, more: object = {}): FakeAnswer {
  const body = { type: 'about:blank', title: code, status, code, detail: `detail of ${code}`, ...more };
  return { status, type: 'application/problem+json', body };
}

export function completed(data: object): object {
  return { session_id: 's-1', message: 'An answer', agent_type: 'faq', from_cache: false, ...data };
}

/** An event as the server writes it. */
export function frame(event: string, data: object, id = 1): string {
  const envelope = { event, task_id: 't-1', data, created_at: '2025-01-01T00:00:00.000Z' };
  return `id: ${id}\nevent: ${event}\ndata: ${JSON.stringify(envelope)}\n\n`;
}

export function delta(text: string, offset: number, agent_type = 'faq'): string {
  return frame('message_delta', { delta: text, offset, agent_type });
}

export function answerEvents(message: string, agent_type = 'faq'): string[] {
  const half = Math.ceil(message.length / 2);
  return [
    frame('conversation_started', { session_id: 's-1' }),
    ': ping\n\n',
    delta(message.slice(0, half), 0, agent_type),
    delta(message.slice(half), half, agent_type),
    frame('conversation_completed', completed({ message, agent_type })),
  ];
}

export function sse(...frames: string[]): FakeAnswer {
  return { type: 'text/event-stream; charset=utf-8', body: frames.map((text) => Buffer.from(text)) };
}
