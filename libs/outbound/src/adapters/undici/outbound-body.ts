import type { Exchange } from './exchange.js';

/** Bytes text(), json() and arrayBuffer() take before they give up: an upstream may send without end. */
const WHOLE_BODY_BYTES = 16 * 1024 * 1024;

/** A body nobody has read to its end would hold its connection for ever. */
const forgotten = new FinalizationRegistry<Exchange>((exchange) => exchange.cancel());

/**
 * A response's body: an async iterator of its chunks as they arrive, for one reader. Reading slowly slows the upstream
 * down; leaving the loop early, or cancel(), closes the connection at once.
 */
export class OutboundBody implements AsyncIterableIterator<Uint8Array> {
  /** Whether reading has begun. */
  used = false;
  readonly #exchange: Exchange;

  constructor(exchange: Exchange) {
    this.#exchange = exchange;
    forgotten.register(this, exchange);
  }

  [Symbol.asyncIterator](): this {
    return this;
  }

  next(): Promise<IteratorResult<Uint8Array, undefined>> {
    this.used = true;
    return this.#exchange.read();
  }

  async return(): Promise<IteratorResult<Uint8Array, undefined>> {
    await this.cancel();
    return { done: true, value: undefined };
  }

  async cancel(): Promise<void> {
    this.used = true;
    this.#exchange.cancel();
  }

  /** @throws TypeError when reading has begun, or when there is more than 16 MiB */
  async whole(): Promise<Buffer> {
    if (this.used) throw new TypeError('The body has been read already');
    const chunks: Uint8Array[] = [];
    let size = 0;
    for await (const chunk of this) {
      size += chunk.length;
      if (size > WHOLE_BODY_BYTES) throw new TypeError(`The response is larger than ${WHOLE_BODY_BYTES} bytes`);
      chunks.push(chunk);
    }
    return Buffer.concat(chunks, size);
  }
}
