import type { ResponseHead } from './exchange.js';
import type { OutboundBody } from './outbound-body.js';
import { ResponseHeaders } from './response-headers.js';

const utf8 = new TextDecoder();

/** What the vendors' SDKs use of a Response. */
export class OutboundResponse {
  readonly status: number;
  readonly statusText: string;
  readonly headers: ResponseHeaders;
  readonly redirected = false;
  readonly type = 'default';

  constructor(
    readonly url: string,
    head: ResponseHead,
    readonly body: OutboundBody | null,
  ) {
    this.status = head.status;
    this.statusText = head.statusText;
    this.headers = new ResponseHeaders(head.headers);
  }

  get ok(): boolean {
    return this.status >= 200 && this.status < 300;
  }

  get bodyUsed(): boolean {
    return this.body?.used ?? false;
  }

  async text(): Promise<string> {
    return utf8.decode(await this.body?.whole());
  }

  async json(): Promise<unknown> {
    return JSON.parse(await this.text());
  }

  async arrayBuffer(): Promise<ArrayBuffer> {
    return new Uint8Array((await this.body?.whole()) ?? []).buffer;
  }
}
