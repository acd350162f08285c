import type { Dispatcher } from 'undici';
import type { Target } from './load-job.js';
import { findFault } from './read-answer.js';

/** Longer than anything the relay lets a caller wait. */
const TIMEOUT_MS = 180_000;

/** One call, from its sending to its end. Costs the process little: it shares two cores with what it measures. */
export class Exchange implements Dispatcher.DispatchHandler {
  readonly #startedAt = performance.now();
  #status = 0;
  #body = '';
  /** Milliseconds since the start; of streams alone. */
  firstToken: number | null = null;
  elapsed: number | null = null;
  /** Pieces of the body that came. */
  received = 0;
  readonly #whenFirstToken: () => void;
  readonly #whenEnded: (fault: string | null) => void;
  /** Resolves at the first token, or at the end where there is none. */
  readonly begun: Promise<void>;
  /** What is wrong with the answer; null when nothing is. */
  readonly ended: Promise<string | null>;

  constructor(pool: Dispatcher, private readonly target: Target) {
    let whenFirstToken!: () => void;
    let whenEnded!: (fault: string | null) => void;
    this.begun = new Promise((resolve) => (whenFirstToken = resolve));
    this.ended = new Promise((resolve) => (whenEnded = resolve));
    this.#whenFirstToken = whenFirstToken;
    this.#whenEnded = whenEnded;
    const { path, headers, body } = target;
    pool.dispatch({ method: 'POST', path, headers, body, headersTimeout: TIMEOUT_MS, bodyTimeout: TIMEOUT_MS }, this);
  }

  /** By this method the dispatcher knows a handler of its present interface. */
  onRequestStart(): void {
    this.#status = 0;
  }

  onResponseStart(_controller: Dispatcher.DispatchController, status: number): void {
    this.#status = status;
  }

  onResponseData(_controller: Dispatcher.DispatchController, chunk: Buffer): void {
    this.received += 1;
    // All that is said is ASCII.
    this.#body += chunk.toString('latin1');
    if (this.firstToken !== null || !this.target.stream || !this.#body.includes(this.target.firstPiece)) return;
    this.firstToken = this.#sinceStart();
    this.#whenFirstToken();
  }

  onResponseEnd(): void {
    this.elapsed = this.#sinceStart();
    this.#end(findFault(this.target, this.#status, this.#body));
  }

  onResponseError(_controller: Dispatcher.DispatchController, error: Error & { code?: string }): void {
    this.#end(`connection lost: ${error.code ?? error.message}`);
  }

  #end(fault: string | null): void {
    this.#whenFirstToken();
    this.#whenEnded(fault);
  }

  #sinceStart(): number {
    return performance.now() - this.#startedAt;
  }
}
