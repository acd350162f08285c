import { SseParser } from '../../../tools/shared/sse-parser.js';

/** JSON of which the test knows the form. */
// oxlint-disable-next-line typescript/no-explicit-any
export type Json = any;

export interface ApiResponse {
  status: number;
  headers: Headers;
  /** Parsed when it is JSON; null when there is none. */
  body: Json;
  text: string;
}

export interface RequestOptions {
  headers?: Record<string, string>;
  /** Sent as JSON; a string or bytes are sent as they are. */
  body?: unknown;
  signal?: AbortSignal;
}

/** Speaks HTTP to the platform as an integrator does. */
export class ApiClient {
  constructor(
    readonly url: string,
    private readonly key: string | null,
  ) {}

  withKey(key: string | null): ApiClient {
    return new ApiClient(this.url, key);
  }

  /** As a signed-in member of staff. */
  withBearer(token: string): ApiClient {
    return new BearerClient(this.url, token);
  }

  get(path: string, options: RequestOptions = {}): Promise<ApiResponse> {
    return this.request('GET', path, options);
  }

  post(path: string, body?: unknown, options: RequestOptions = {}): Promise<ApiResponse> {
    return this.request('POST', path, { ...options, body });
  }

  delete(path: string, options: RequestOptions = {}): Promise<ApiResponse> {
    return this.request('DELETE', path, options);
  }

  async request(method: string, path: string, options: RequestOptions): Promise<ApiResponse> {
    const response = await this.open(method, path, options);
    const text = await response.text();
    return { status: response.status, headers: response.headers, text, body: parse(text, response.headers) };
  }

  /** The response with its body unread. */
  open(method: string, path: string, { headers = {}, body, signal }: RequestOptions): Promise<Response> {
    const raw = typeof body === 'string' || body instanceof Uint8Array;
    return fetch(`${this.url}${path}`, {
      method,
      headers: { ...this.credentials(), ...(body !== undefined && { 'Content-Type': 'application/json' }), ...headers },
      ...(body !== undefined && { body: raw ? body : JSON.stringify(body) }),
      ...(signal && { signal }),
    });
  }

  protected credentials(): Record<string, string> {
    return this.key === null ? {} : { 'X-API-Key': this.key };
  }
}

class BearerClient extends ApiClient {
  constructor(
    url: string,
    private readonly token: string,
  ) {
    super(url, null);
  }

  protected override credentials(): Record<string, string> {
    return { Authorization: `Bearer ${this.token}` };
  }
}

function parse(text: string, headers: Headers): Json {
  if (text === '' || !/json/.test(headers.get('content-type') ?? '')) return null;
  return JSON.parse(text);
}

/** One server-sent event: its id, its name, and the parsed data. */
export interface StreamedEvent {
  id: string;
  name: string;
  event: Json;
}

/** Reads a response of server-sent events until it ends. */
export async function readEvents(response: Response): Promise<StreamedEvent[]> {
  const events: StreamedEvent[] = [];
  for await (const event of eventsOf(response)) events.push(event);
  return events;
}

export async function* eventsOf(response: Response): AsyncGenerator<StreamedEvent> {
  if (response.status !== 200) throw new Error(`Not a stream: ${response.status} ${await response.text()}`);
  const parser = new SseParser();
  for await (const chunk of response.body as unknown as AsyncIterable<Uint8Array>) {
    for (const frame of parser.push(chunk)) yield { id: frame.id, name: frame.event, event: JSON.parse(frame.data) };
  }
}
