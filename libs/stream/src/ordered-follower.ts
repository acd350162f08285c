import { compareEventIds, type Follower, type LoggedEvent } from './turn-event-log.js';

/**
 * Joins what was in the log with what is appended while it is read: live events wait until the
 * replay is through, and none is given twice.
 */
export class OrderedFollower implements Follower {
  #last: string | undefined;
  #waiting: LoggedEvent[] | null = null;
  #replay = 0;
  #closed = false;

  constructor(
    after: string | undefined,
    private readonly onEvent: (logged: LoggedEvent) => void,
    private readonly onClose: () => void,
  ) {
    this.#last = after;
  }

  /** Id of the last event given, or where it was asked to begin; undefined: at the beginning. */
  get position(): string | undefined {
    return this.#last;
  }

  /** From now on live events wait for a replay. Returns its number; a later one makes the earlier ones void. */
  awaitReplay(): number {
    this.#waiting ??= [];
    this.#replay += 1;
    return this.#replay;
  }

  replayed(replay: number, past: readonly LoggedEvent[]): void {
    if (replay !== this.#replay) return;
    const waiting = this.#waiting ?? [];
    this.#waiting = null;
    for (const logged of [...past, ...waiting]) this.#give(logged);
  }

  live(logged: LoggedEvent): void {
    if (this.#waiting) this.#waiting.push(logged);
    else this.#give(logged);
  }

  close(): void {
    if (this.#closed) return;
    this.#closed = true;
    this.onClose();
  }

  #give(logged: LoggedEvent): void {
    if (this.#closed || (this.#last && compareEventIds(logged.id, this.#last) <= 0)) return;
    this.#last = logged.id;
    this.onEvent(logged);
  }
}
