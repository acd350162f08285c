import type { JsonObject } from '../completion.js';
import type { Meter } from '../formats/meter.js';
import { ProviderError } from '../provider-adapter.js';
import type { AttemptClock } from './attempt-clock.js';

export type StreamEnding = { outcome: 'completed' } | { outcome: 'cancelled' } | { outcome: 'broken'; error: ProviderError };

export interface StreamWatch {
  /** Milliseconds that were waited for a piece after the one before it. */
  onGap(ms: number): void;
  /** Called exactly once, however the stream ends. */
  onEnd(ending: StreamEnding): void;
}

/** A stream of which the first token is there. */
export interface BegunStream {
  /** What came up to the first token; metered already. */
  begun: JsonObject[];
  /** Whether the answer was whole with it. */
  stopped: boolean;
  rest: AsyncIterator<JsonObject>;
}

/**
 * A vendor's stream on its way to the caller. Nothing is read ahead: the next event is taken from the
 * vendor when the caller asks for it, so a slow caller slows the vendor down. Ends exactly once, also
 * when the caller never begins to read. A stream that breaks tells so to whoever reads it next.
 */
export class MeteredStream implements AsyncIterableIterator<JsonObject> {
  readonly #begun: JsonObject[];
  readonly #rest: AsyncIterator<JsonObject>;
  readonly #idle: NodeJS.Timeout;
  #stopped: boolean;
  #ended = false;
  #failure: ProviderError | null = null;
  #waiting = false;
  #waitedMs = 0;

  constructor(
    { begun, stopped, rest }: BegunStream,
    private readonly meter: Meter,
    private readonly clock: AttemptClock,
    idleMs: number,
    /** Beyond it an answer is cut off: a vendor may send without end. */
    private readonly mostChars: number,
    private readonly watch: StreamWatch,
  ) {
    this.#begun = begun;
    this.#stopped = stopped;
    this.#rest = rest;
    this.#idle = clock.after(idleMs, () => this.#onIdle(idleMs));
    if (clock.signal.aborted) this.#onAbort();
    else clock.signal.addEventListener('abort', () => this.#onAbort(), { once: true });
  }

  [Symbol.asyncIterator](): this {
    return this;
  }

  async next(): Promise<IteratorResult<JsonObject>> {
    if (this.#ended) return this.#over();
    const early = this.#begun.shift();
    if (early) return { done: false, value: early };
    try {
      const step = await this.#read();
      if (this.#ended) return this.#over();
      if (!step.done && this.meter.length() > this.mostChars) this.#break(new ProviderError('garbled', 'The answer grew beyond what was asked for'));
      else if (!step.done) return this.#passOn(step.value);
      else this.#finish();
    } catch (error) {
      this.#break(this.clock.explain(error));
    }
    return this.#over();
  }

  async return(): Promise<IteratorResult<JsonObject>> {
    this.#end(this.#stopped ? { outcome: 'completed' } : { outcome: 'cancelled' });
    this.#failure = null;
    return { done: true, value: undefined };
  }

  async #read(): Promise<IteratorResult<JsonObject>> {
    const since = performance.now();
    this.#idle.refresh();
    this.#waiting = true;
    try {
      return await this.#rest.next();
    } finally {
      this.#waiting = false;
      this.#waitedMs += performance.now() - since;
    }
  }

  /** Time that a slow caller takes is not the vendor's. */
  #onIdle(idleMs: number): void {
    if (this.#waiting) this.clock.expire(`Nothing came for ${idleMs} ms`);
  }

  #passOn(event: JsonObject): IteratorResult<JsonObject> {
    const { begins, stopped } = this.meter.event(event);
    if (stopped) this.#stopped = true;
    if (begins) {
      this.watch.onGap(this.#waitedMs);
      this.#waitedMs = 0;
    }
    return { done: false, value: event };
  }

  /** The vendor has closed the stream: there is nothing left to abort. */
  #finish(): void {
    if (!this.#stopped) return this.#break(new ProviderError('garbled', 'The stream ended before the answer did'));
    this.clock.stop();
    this.#ended = true;
    this.watch.onEnd({ outcome: 'completed' });
  }

  /** An answer that is whole is not broken any more by how its stream ends. */
  #break(error: ProviderError): void {
    if (this.#ended) return;
    if (this.#stopped) return this.#end({ outcome: 'completed' });
    this.#failure = error;
    this.#end(error.kind === 'aborted' ? { outcome: 'cancelled' } : { outcome: 'broken', error });
  }

  /** Nothing more comes: a failure is told once. */
  #over(): IteratorResult<JsonObject> {
    const failure = this.#failure;
    this.#failure = null;
    if (failure) throw failure;
    return { done: true, value: undefined };
  }

  /** The caller hung up, or a bound passed, perhaps while nobody was reading, e.g. during back-pressure. */
  #onAbort(): void {
    if (!this.#ended) queueMicrotask(() => this.#break(this.clock.explain(null)));
  }

  #end(ending: StreamEnding): void {
    if (this.#ended) return;
    this.#ended = true;
    this.clock.abandon();
    this.watch.onEnd(ending);
    // The vendor's side of the stream is closed by the signal; this lets its generators finish.
    this.#rest.return?.().then(undefined, () => undefined);
  }
}
