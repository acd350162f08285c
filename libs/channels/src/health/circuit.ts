import type { CircuitState } from '#libs/contracts';
import { HEALTH_RULES, openFor } from './health-rules.js';
import { OutcomeWindow } from './outcome-window.js';

/** Whether one channel is called: what came of its calls, from every process, and what follows from it. */
export class Circuit {
  readonly #window = new OutcomeWindow(HEALTH_RULES.windowMs);
  #failuresInARow = 0;
  #open = false;
  #opensInARow = 0;
  #until = 0;
  #lastSuccessAt = 0;
  #lastError: { code: string; at: number } | null = null;

  /** An open circuit whose time is over waits, half open, for a probe. */
  state(now: number): CircuitState {
    if (!this.#open) return 'closed';
    return now < this.#until ? 'open' : 'half-open';
  }

  get until(): number {
    return this.#until;
  }

  get opensInARow(): number {
    return this.#opensInARow;
  }

  get lastSuccessAt(): number {
    return this.#lastSuccessAt;
  }

  get lastError(): { code: string; at: number } | null {
    return this.#lastError;
  }

  get failuresInARow(): number {
    return this.#failuresInARow;
  }

  counts(now: number): { ok: number; failed: number } {
    return this.#window.count(now);
  }

  succeeded(at: number): void {
    this.reported(at, 1, 0, null);
  }

  /** It answers, whatever becomes of the answer. */
  sawLife(at: number): void {
    this.#lastSuccessAt = Math.max(this.#lastSuccessAt, at);
  }

  /** @returns whether this failure calls for opening the circuit */
  failed(at: number, code: string): boolean {
    return this.reported(at, 0, 1, code);
  }

  /**
   * Calls that ended within a moment, in an order nobody knows: their failures count as in a row only
   * when none of them succeeded.
   * @param code of the last failure; null when there was none
   * @returns whether the failures call for opening the circuit
   */
  reported(at: number, ok: number, failed: number, code: string | null): boolean {
    this.#window.add(at, ok, failed);
    this.#failuresInARow = ok > 0 ? 0 : this.#failuresInARow + failed;
    if (ok > 0) this.#lastSuccessAt = Math.max(this.#lastSuccessAt, at);
    if (failed === 0) return false;
    this.#lastError = { code: code ?? 'unknown', at };
    return !this.#open && this.#isBad(at);
  }

  /** Opens, or opens again after a failed probe. @returns until when */
  open(now: number): number {
    this.opened(now + openFor(this.#opensInARow + 1), this.#opensInARow + 1);
    return this.#until;
  }

  /** As decided by another process. When several decide at once the latest moment holds for all; older news changes nothing. */
  opened(until: number, opensInARow: number): void {
    if (this.#open && until <= this.#until) return;
    this.#open = true;
    this.#until = until;
    this.#opensInARow = opensInARow;
  }

  /** What counted against the channel before it recovered counts no more. */
  close(): void {
    this.#open = false;
    this.#opensInARow = 0;
    this.#failuresInARow = 0;
    this.#window.clear();
  }

  #isBad(now: number): boolean {
    if (this.#failuresInARow >= HEALTH_RULES.failuresInARow) return true;
    const { ok, failed } = this.#window.count(now);
    return failed >= HEALTH_RULES.failuresInWindow && failed / (ok + failed) >= HEALTH_RULES.failureShare;
  }
}
