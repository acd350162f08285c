import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { eventually, type LlmFormat } from '#libs/testing';
import type { Json } from './api-client.js';

/** A vendor whose streams the test sends piece by piece, when it wants to. */
export interface HandDrivenLlm {
  url: string;
  /** The next call that nobody has taken yet. */
  nextCall(): Promise<HandDrivenCall>;
  /** All calls that nobody has taken yet. */
  takeCalls(): HandDrivenCall[];
  close(): Promise<void>;
}

export async function startHandDrivenLlm(): Promise<HandDrivenLlm> {
  const calls: HandDrivenCall[] = [];
  const server = createServer((request, response) => void readBody(request).then((body) => calls.push(new HandDrivenCall(request, response, body))));
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    nextCall: async () => {
      await eventually('a call of the vendor', () => calls.length > 0);
      return calls.shift()!;
    },
    takeCalls: () => calls.splice(0),
    close: async () => {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}

async function readBody(request: IncomingMessage): Promise<Json> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return JSON.parse(Buffer.concat(chunks).toString('utf8'));
}

export class HandDrivenCall {
  readonly format: LlmFormat;
  /** Whether the caller hung up. */
  gone = false;
  /** Bytes that were given to the connection. */
  sent = 0;

  constructor(
    request: IncomingMessage,
    private readonly response: ServerResponse,
    readonly body: Json,
  ) {
    this.format = request.url!.endsWith('/messages') ? 'anthropic' : 'openai';
    response.on('error', () => undefined);
    response.once('close', () => (this.gone = !response.writableFinished));
  }

  /** Whether what was sent waits for the caller to take it. */
  get heldBack(): boolean {
    return this.response.writableNeedDrain;
  }

  /** Everything before the first token. */
  open(): void {
    this.response.writeHead(200, { 'content-type': 'text/event-stream' });
    if (this.format === 'openai') return this.#send({ choices: [{ index: 0, delta: { role: 'assistant', content: '' }, finish_reason: null }] });
    this.#send({ type: 'message_start', message: { id: 'msg_1', type: 'message', role: 'assistant', model: 'm', content: [], stop_reason: null, stop_sequence: null, usage: { input_tokens: 20, output_tokens: 1 } } });
    this.#send({ type: 'content_block_start', index: 0, content_block: { type: 'text', text: '' } });
  }

  say(text: string): void {
    if (this.format === 'openai') this.#send({ choices: [{ index: 0, delta: { content: text }, finish_reason: null }] });
    else this.#send({ type: 'content_block_delta', index: 0, delta: { type: 'text_delta', text } });
  }

  /** Says `text` `times` times, as fast as the caller takes it. @returns how often it could be said before the caller went */
  async sayOften(text: string, times: number): Promise<number> {
    for (let time = 0; time < times; time += 1) {
      if (this.response.destroyed) return time;
      this.say(text);
      if (this.heldBack) await this.#heldBackNoMore();
    }
    return times;
  }

  /** Until the caller takes more, or has gone. */
  async #heldBackNoMore(): Promise<void> {
    const over = new AbortController();
    const first = (event: string): Promise<unknown> => once(this.response, event, { signal: over.signal }).catch(() => undefined);
    await Promise.race([first('drain'), first('close')]);
    over.abort();
  }

  /** The end of the answer, with the counts unless they are left out. */
  end(counts = true): void {
    if (this.format === 'openai') {
      this.#send({ choices: [{ index: 0, delta: {}, finish_reason: 'stop' }] });
      if (counts) this.#send({ choices: [], usage: { prompt_tokens: 20, completion_tokens: 10, total_tokens: 30 } });
      this.response.end('data: [DONE]\n\n');
      return;
    }
    this.#send({ type: 'content_block_stop', index: 0 });
    this.#send({ type: 'message_delta', delta: { stop_reason: 'end_turn', stop_sequence: null }, ...(counts && { usage: { output_tokens: 10 } }) });
    this.#send({ type: 'message_stop' });
    this.response.end();
  }

  cut(): void {
    this.response.destroy();
  }

  #send(event: Json): void {
    const data = this.format === 'openai' ? { id: 'chatcmpl-1', object: 'chat.completion.chunk', created: 1, model: 'm', ...event } : event;
    const frame = `${this.format === 'anthropic' ? `event: ${event.type}\n` : ''}data: ${JSON.stringify(data)}\n\n`;
    this.sent += Buffer.byteLength(frame);
    this.response.write(frame);
  }
}
