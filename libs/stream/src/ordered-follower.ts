import { compareEventIds, type Follower, type LoggedEvent } from './turn-event-log.js';

/**
 * Joins what was in the log with what is appended while it is read: live events wait until the
 * replay is through, and none is given twice.
 */
export class OrderedFollower implements Follower {
  #last: string | undefined;
  #waiting: LoggedEvent[] = [];
  /** Replays under way: the first one, and one after each reconnect. */
  #replays = 1;
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

  /** Makes live events wait for one more replay, because some may have been missed. */
  hold(): void {
    this.#replays += 1;
  }

  live(logged: LoggedEvent): void {
    if (this.#replays > 0) this.#waiting.push(logged);
    else this.#give(logged);
  }

  replayed(past: readonly LoggedEvent[]): void {
    for (const logged of past) this.#give(logged);
    this.#replays -= 1;
    if (this.#replays === 0) for (const logged of this.#waiting.splice(0)) this.#give(logged);
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
