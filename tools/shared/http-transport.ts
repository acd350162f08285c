import http from 'node:http';
import https from 'node:https';
import { ApiError, toApiError } from './api-error.js';

const MAX_BODY_BYTES = 16 * 1024 * 1024;

export interface HttpTransportOptions {
  baseUrl: string;
  apiKey: string;
  /** Longest silence of the server, while connecting, before and within a response. */
  idleTimeoutMs: number;
  /** Connections kept open between requests; 0 opens one per request. */
  keepAliveSockets: number;
}

export interface HttpCall {
  method: 'GET' | 'POST';
  path: string;
  accept: string;
  body?: unknown;
  signal?: AbortSignal;
}

export class HttpTransport {
  readonly #options: HttpTransportOptions;
  readonly #agent: http.Agent;
  readonly #request: typeof http.request;

  constructor(options: HttpTransportOptions) {
    this.#options = options;
    const secure = options.baseUrl.startsWith('https:');
    const keepAlive = options.keepAliveSockets > 0;
    const agentOptions = keepAlive ? { keepAlive, maxSockets: options.keepAliveSockets } : {};
    this.#agent = secure ? new https.Agent(agentOptions) : new http.Agent(agentOptions);
    this.#request = secure ? https.request : http.request;
  }

  /** The response once its headers are there; its body is the caller's to read. Throws ApiError. */
  async open(call: HttpCall): Promise<http.IncomingMessage> {
    try {
      return await this.#send(call);
    } catch (error) {
      throw toApiError(error, call.signal);
    }
  }

  close(): void {
    this.#agent.destroy();
  }

  #send(call: HttpCall): Promise<http.IncomingMessage> {
    const payload = call.body === undefined ? undefined : Buffer.from(JSON.stringify(call.body));
    const { baseUrl, idleTimeoutMs } = this.#options;
    return new Promise((resolve, reject) => {
      const request = this.#request(`${baseUrl}${call.path}`, {
        method: call.method,
        agent: this.#agent,
        headers: this.#headers(call, payload),
        signal: call.signal,
        timeout: idleTimeoutMs,
      });
      let response: http.IncomingMessage | undefined;
      request.on('timeout', () => (response ?? request).destroy(timeoutError(idleTimeoutMs)));
      request.on('error', reject);
      request.on('response', (incoming) => resolve((response = incoming)));
      request.end(payload);
    });
  }

  #headers(call: HttpCall, payload: Buffer | undefined): http.OutgoingHttpHeaders {
    const headers = { 'x-api-key': this.#options.apiKey, accept: call.accept };
    if (!payload) return headers;
    return { ...headers, 'content-type': 'application/json', 'content-length': payload.length };
  }
}

/** The whole body as text. Throws ApiError when it breaks off or is larger than 16 MiB. */
export async function readText(body: http.IncomingMessage, signal?: AbortSignal): Promise<string> {
  const chunks: Buffer[] = [];
  let size = 0;
  try {
    for await (const chunk of body as AsyncIterable<Buffer>) {
      size += chunk.length;
      if (size > MAX_BODY_BYTES) throw new ApiError('protocol', 'The response is too large');
      chunks.push(chunk);
    }
  } catch (error) {
    throw toApiError(error, signal);
  }
  return Buffer.concat(chunks).toString('utf8');
}

function timeoutError(idleTimeoutMs: number): ApiError {
  return new ApiError('timeout', `No answer within ${idleTimeoutMs / 1000} s`);
}
