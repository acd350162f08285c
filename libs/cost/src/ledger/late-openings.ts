import type { OpenedCall } from '../model-call.js';

/** A call that is over sooner is settled without having been opened: that saves a row's first version, and there is little time to die in. */
const OPEN_AFTER_MS = 50;

/** Calls under way that are not on record yet; those that last are opened together. */
export class LateOpenings {
  readonly #waiting = new Map<string, { call: OpenedCall; since: number }>();
  #timer: NodeJS.Timeout | undefined;

  /** @param open puts a call on record; must not throw */
  constructor(private readonly open: (call: OpenedCall) => void) {}

  add(call: OpenedCall): void {
    this.#waiting.set(call.id, { call, since: performance.now() });
    this.#timer ??= setTimeout(() => this.#look(), OPEN_AFTER_MS).unref();
  }

  /** The call is over. */
  drop(callId: string): void {
    this.#waiting.delete(callId);
  }

  #look(): void {
    const due = performance.now() - OPEN_AFTER_MS;
    // The map keeps the order in which they came.
    for (const [id, { call, since }] of this.#waiting) {
      if (since > due) break;
      this.#waiting.delete(id);
      this.open(call);
    }
    this.#timer = this.#waiting.size > 0 ? setTimeout(() => this.#look(), OPEN_AFTER_MS).unref() : undefined;
  }
}
