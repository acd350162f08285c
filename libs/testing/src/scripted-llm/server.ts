import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { LlmBehaviour } from './behaviours.js';
import { describeRequest, type LlmRequest } from './llm-request.js';
import { objectionTo } from './objection.js';
import { planReply } from './plan-reply.js';
import { parseBody, readBody } from './read-body.js';
import { ScriptBook, type BehaviourSource } from './script-book.js';
import { sendReply } from './send-reply.js';

export interface ScriptedLlmOptions {
  /** A free one unless given. */
  port?: number;
  /** What the lists of models say. */
  models?: readonly string[];
  /** Only the first so many requests are kept in `requests`. */
  keepRequests?: number;
}

const DEFAULT_MODELS = ['scripted-small', 'scripted-medium', 'scripted-large'];
const KEPT_REQUESTS = 20_000;
/** Longer than any client keeps an idle connection, so that the server is never the one to close it under a request. */
const KEEP_ALIVE_MS = 120_000;

/** A server of both vendors' formats on 127.0.0.1 that answers by script, and with some text without one. */
export async function startScriptedLlm(options: ScriptedLlmOptions = {}): Promise<ScriptedLlm> {
  const llm = new ScriptedLlm(options);
  await llm.listen(options.port ?? 0);
  return llm;
}

export class ScriptedLlm {
  /** In the order their bodies were complete. */
  readonly requests: LlmRequest[] = [];
  /** How many came, also those that are not kept. */
  received = 0;
  openConnections = 0;
  /** Streams whose end has neither been sent nor given up. */
  openStreams = 0;
  readonly #book = new ScriptBook();
  readonly #server: Server;
  readonly #models: readonly string[];
  readonly #keepRequests: number;

  constructor({ models = DEFAULT_MODELS, keepRequests = KEPT_REQUESTS }: ScriptedLlmOptions) {
    this.#models = models;
    this.#keepRequests = keepRequests;
    this.#server = createServer({ keepAliveTimeout: KEEP_ALIVE_MS }, (request, response) => void this.#handle(request, response));
    this.#server.on('connection', (socket) => {
      this.openConnections += 1;
      socket.once('close', () => (this.openConnections -= 1));
    });
  }

  get url(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  /** Base URL for clients of OpenAI's format. */
  get openAiUrl(): string {
    return `${this.url}/v1`;
  }

  /** Base URL for clients of Anthropic's format, which add /v1 themselves. */
  get anthropicUrl(): string {
    return this.url;
  }

  /** For the next requests, one behaviour each; lists of models do not count. */
  script(...sources: BehaviourSource[]): void {
    this.#book.enqueue(sources);
  }

  /** For all requests that nothing else is scripted for. */
  always(source: BehaviourSource): void {
    this.#book.setAlways(source);
  }

  /** For all requests with this API key while the queue of `script` is empty. */
  forKey(key: string, source: BehaviourSource): void {
    this.#book.setForKey(key, source);
  }

  /** For all requests for this model whose key has no behaviour of its own, while the queue of `script` is empty. */
  forModel(model: string, source: BehaviourSource): void {
    this.#book.setForModel(model, source);
  }

  /** Forgets scripts and requests; what is being answered goes on. */
  reset(): void {
    this.#book.clear();
    this.requests.length = 0;
    this.received = 0;
  }

  async listen(port: number): Promise<void> {
    this.#server.listen(port, '127.0.0.1');
    await once(this.#server, 'listening');
  }

  /** Ends every connection, whatever is being sent on it. */
  async close(): Promise<void> {
    if (!this.#server.listening) return;
    const closed = once(this.#server, 'close');
    this.#server.close();
    this.#server.closeAllConnections();
    await closed;
  }

  async #handle(incoming: IncomingMessage, response: ServerResponse): Promise<void> {
    const text = await readBody(incoming);
    const request = describeRequest(incoming.url ?? '', incoming.headers, parseBody(text ?? ''));
    this.#record(request);
    const { hangUp } = this.#watch(response, request);
    const behaviour = objectionTo(request, incoming.method, text === null) ?? this.#scripted(request);
    await sendReply(response, planReply(behaviour, request, this.#models), hangUp);
  }

  #record(request: LlmRequest): void {
    this.received += 1;
    if (this.requests.length < this.#keepRequests) this.requests.push(request);
  }

  /** A script that throws must be seen by the client: nobody waits for this server's errors. */
  #scripted(request: LlmRequest): LlmBehaviour {
    try {
      return this.#book.behaviourFor(request);
    } catch (error) {
      return { kind: 'error', status: 500, message: `The script failed: ${String(error)}` };
    }
  }

  /** Notes who ends the exchange. */
  #watch(response: ServerResponse, request: LlmRequest): { hangUp: () => void } {
    let hungUp = false;
    if (request.streaming) this.openStreams += 1;
    response.once('close', () => {
      if (request.streaming) this.openStreams -= 1;
      request.aborted = !response.writableFinished && !hungUp && this.#server.listening;
    });
    // A client that goes while it is written to is what this server is made for.
    response.on('error', () => undefined);
    return {
      hangUp: () => {
        hungUp = true;
        response.socket?.destroySoon();
      },
    };
  }
}
