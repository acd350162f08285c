import { messageOf } from '#libs/kernel';
import { ProviderError } from '../provider-adapter.js';

/**
 * Ends one attempt in time: aborts its signal when the caller goes or a bound passes, and afterwards
 * tells which of the two it was.
 */
export class AttemptClock {
  readonly #controller = new AbortController();
  readonly #timers = new Set<NodeJS.Timeout>();
  readonly #onCallerGone = () => this.#controller.abort();
  readonly startedAt = performance.now();
  #expired: string | null = null;
  #stopped = false;

  constructor(private readonly caller: AbortSignal) {
    if (caller.aborted) this.#controller.abort();
    else caller.addEventListener('abort', this.#onCallerGone, { once: true });
  }

  get signal(): AbortSignal {
    return this.#controller.signal;
  }

  /** Milliseconds since the attempt began. */
  get elapsed(): number {
    return performance.now() - this.startedAt;
  }

  /** Aborts after `ms`; `refresh()` on what it gives begins anew. */
  expireAfter(ms: number, reason: string): NodeJS.Timeout {
    return this.after(ms, () => this.expire(reason));
  }

  /** Calls `onTime` unless the attempt is over by then. */
  after(ms: number, onTime: () => void): NodeJS.Timeout {
    const timer = setTimeout(onTime, ms);
    if (this.#stopped) clearTimeout(timer);
    else this.#timers.add(timer);
    return timer;
  }

  cancel(timer: NodeJS.Timeout): void {
    clearTimeout(timer);
    this.#timers.delete(timer);
  }

  /** What ended the attempt first explains it. */
  expire(reason: string): void {
    if (!this.signal.aborted) this.#expired = reason;
    this.#controller.abort();
  }

  /** Why the attempt failed. */
  explain(error: unknown): ProviderError {
    if (this.#expired) return new ProviderError('timeout', this.#expired, { cause: error });
    if (this.caller.aborted) return new ProviderError('aborted', 'The caller hung up', { cause: error });
    return error instanceof ProviderError ? error : new ProviderError('connection', messageOf(error), { cause: error });
  }

  stop(): void {
    this.#stopped = true;
    for (const timer of this.#timers) clearTimeout(timer);
    this.caller.removeEventListener('abort', this.#onCallerGone);
  }

  /** Ends the attempt for a reason of our own: nobody reads it any more. */
  abandon(): void {
    this.stop();
    this.#controller.abort();
  }
}
