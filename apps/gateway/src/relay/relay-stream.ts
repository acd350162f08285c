import { once } from 'node:events';
import type { ServerResponse } from 'node:http';
import type { FastifyReply } from 'fastify';
import { metrics } from '#libs/observability';
import { openEventStream } from '../http/open-event-stream.js';

/** A client that takes nothing for so long has gone, whatever its connection says. */
const LONGEST_STALL_MS = 120_000;

/** A relayed stream of server-sent events; a client that reads slowly is waited for. */
export class RelayStream {
  readonly #raw: ServerResponse;

  private constructor(reply: FastifyReply) {
    this.#raw = reply.raw;
    this.#raw.on('error', () => undefined);
    if (this.#raw.destroyed) return;
    metrics.openStreams.inc();
    this.#raw.once('close', () => metrics.openStreams.dec());
  }

  static open(reply: FastifyReply): RelayStream {
    openEventStream(reply);
    return new RelayStream(reply);
  }

  /** Resolves when the client can take more; at once when it has gone. */
  async write(frames: string): Promise<void> {
    if (frames === '' || this.#raw.destroyed) return;
    if (this.#raw.write(frames) || this.#raw.destroyed) return;
    await this.#drained();
  }

  async #drained(): Promise<void> {
    const over = new AbortController();
    const stop = (): void => over.abort();
    const stalled = setTimeout(() => this.#raw.destroy(), LONGEST_STALL_MS);
    this.#raw.once('close', stop);
    await once(this.#raw, 'drain', { signal: over.signal }).catch(() => undefined);
    this.#raw.removeListener('close', stop);
    clearTimeout(stalled);
  }

  end(): void {
    this.#raw.end();
  }
}
