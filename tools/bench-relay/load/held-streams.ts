import { Pool } from 'undici';
import { Exchange } from './exchange.js';
import type { HeldState, LoadResult, Target } from './load-job.js';
import { noResult, note } from './run-job.js';

/** How many are opened at a time: a burst of all at once would measure something else. */
const OPENING = 50;

/** Streams that stay open together. */
export class HeldStreams {
  readonly #pool: Pool;
  readonly #streams: { exchange: Exchange; seen: number; open: boolean }[] = [];

  constructor(private readonly target: Target) {
    this.#pool = new Pool(target.url, { connections: null, pipelining: 1 });
  }

  /** Resolves when `count` streams have their first token. Throws when one ends instead. */
  async open(count: number): Promise<void> {
    const oneAfterAnother = async (): Promise<void> => {
      while (this.#streams.length < count) await this.#openOne();
    };
    await Promise.all(Array.from({ length: OPENING }, oneAfterAnother));
  }

  async #openOne(): Promise<void> {
    const stream = { exchange: new Exchange(this.#pool, this.target), seen: 0, open: true };
    this.#streams.push(stream);
    void stream.exchange.ended.then(() => (stream.open = false));
    await stream.exchange.begun;
    if (stream.exchange.firstToken === null) throw new Error(`${this.target.name}: a stream did not open: ${await stream.exchange.ended}`);
  }

  look(): HeldState {
    const delivering = this.#streams.filter(({ exchange, seen }) => exchange.received > seen).length;
    for (const stream of this.#streams) stream.seen = stream.exchange.received;
    return { open: this.#streams.filter(({ open }) => open).length, delivering };
  }

  /** Waits for the end of all of them. */
  async finish(): Promise<LoadResult> {
    const result = noResult();
    for (const { exchange } of this.#streams) {
      const fault = await exchange.ended;
      result.sent += 1;
      if (fault === null) result.completed += 1;
      note(result, exchange, fault);
    }
    await this.#pool.destroy();
    return result;
  }
}
