import { LRUCache } from 'lru-cache';
import type { TurnEvent } from '#libs/contracts';
import { OrderedFollower } from '../../ordered-follower.js';
import { LOG_LIFETIME_SECONDS, MAX_EVENTS_PER_TURN, type Follower, type LoggedEvent, type TurnEventLog } from '../../turn-event-log.js';

/** Events kept of all turns together (a few hundred bytes each); the turns least recently used go first. */
const MAX_EVENTS = 200_000;

export class InProcessTurnEventLog implements TurnEventLog {
  readonly kind = 'in-process';
  readonly #logs = new LRUCache<string, LoggedEvent[]>({
    maxSize: MAX_EVENTS,
    sizeCalculation: (log) => log.length,
    ttl: LOG_LIFETIME_SECONDS * 1_000,
  });
  readonly #followers = new Map<string, Set<OrderedFollower>>();
  #milliseconds = 0;
  #sequence = 0;

  async append(turnId: string, events: readonly TurnEvent[]): Promise<void> {
    if (events.length === 0) return;
    const log = this.#logs.get(turnId) ?? [];
    const logged = events.map((event) => ({ id: this.#nextId(), event }));
    this.#logs.set(turnId, [...log, ...logged].slice(-MAX_EVENTS_PER_TURN));
    for (const follower of this.#followers.get(turnId) ?? []) for (const one of logged) follower.live(one);
  }

  async follow(turnId: string, after: string | undefined, onEvent: (logged: LoggedEvent) => void): Promise<Follower> {
    const followers = this.#followers.get(turnId) ?? new Set();
    this.#followers.set(turnId, followers);
    const follower = new OrderedFollower(after === 'now' ? undefined : after, onEvent, () => {
      followers.delete(follower);
      if (followers.size === 0) this.#followers.delete(turnId);
    });
    const replay = follower.awaitReplay();
    followers.add(follower);
    follower.replayed(replay, after === 'now' ? [] : (this.#logs.get(turnId) ?? []));
    return follower;
  }

  async check(): Promise<void> {}

  async close(): Promise<void> {
    this.#followers.clear();
    this.#logs.clear();
  }

  /** Grows even when the clock is set back. */
  #nextId(): string {
    const now = Date.now();
    this.#sequence = now > this.#milliseconds ? 0 : this.#sequence + 1;
    this.#milliseconds = Math.max(now, this.#milliseconds);
    return `${this.#milliseconds}-${this.#sequence}`;
  }
}
