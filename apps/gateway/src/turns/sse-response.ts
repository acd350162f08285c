import type { FastifyReply } from 'fastify';
import { metrics } from '#libs/observability';
import type { LoggedEvent } from '#libs/stream';
import { openEventStream } from '../http/open-event-stream.js';

const PING_EVERY_MS = 15_000;
/** A reader this far behind is cut off; it may come back with Last-Event-ID. */
const MAX_BUFFERED_BYTES = 1_048_576;

/** A response of server-sent events (the WHATWG format), written as they come. */
export class SseResponse {
  readonly #ping: NodeJS.Timeout;
  #open = true;

  private constructor(
    private readonly reply: FastifyReply,
    onClosed: () => void,
  ) {
    metrics.openStreams.inc();
    this.#ping = setInterval(() => this.#write(': ping\n\n'), PING_EVERY_MS);
    reply.raw.on('close', () => {
      this.#release();
      onClosed();
    });
    reply.raw.on('error', () => undefined);
  }

  /** Sends the headers; `onClosed` is called when the stream is over, whoever ended it. */
  static open(reply: FastifyReply, onClosed: () => void): SseResponse {
    openEventStream(reply);
    return new SseResponse(reply, onClosed);
  }

  send({ id, event }: LoggedEvent): void {
    this.#write(`id: ${id}\nevent: ${event.event}\ndata: ${JSON.stringify(event)}\n\n`);
  }

  end(): void {
    if (this.#open) this.reply.raw.end();
  }

  #write(chunk: string): void {
    const { raw } = this.reply;
    if (!this.#open || raw.destroyed) return;
    this.#gather();
    raw.write(chunk);
    if (raw.writableLength > MAX_BUFFERED_BYTES) raw.destroy();
  }

  /** What is written in one go leaves in one packet: headers and first event, or the last words and the end. */
  #gather(): void {
    const { raw } = this.reply;
    if (raw.writableCorked > 0) return;
    raw.cork();
    process.nextTick(() => raw.uncork());
  }

  #release(): void {
    if (!this.#open) return;
    this.#open = false;
    clearInterval(this.#ping);
    metrics.openStreams.dec();
  }
}
