import type { TurnEvent } from '#libs/contracts';

/** An event with its id in the log: `<milliseconds>-<sequence>`, growing within a turn. */
export interface LoggedEvent {
  id: string;
  event: TurnEvent;
}

/** Nest's injection token of the TurnEventLog. */
export const TURN_EVENT_LOG = Symbol('TURN_EVENT_LOG');

/** Logs are kept this long after their last event; later readers get the outcome from the database. */
export const LOG_LIFETIME_SECONDS = 3_600;

/** Events kept per turn; an answer of more deltas loses its first ones for late readers, never its outcome. */
export const MAX_EVENTS_PER_TURN = 5_000;

/**
 * The events of each turn, readable while they are written and for a while after, from any process.
 * Both adapters pass the same contract suite. Losing it loses no answer: the outcome is in the database.
 */
export interface TurnEventLog {
  readonly kind: 'redis' | 'in-process';

  /** Appends events in order and tells every follower. */
  append(turnId: string, events: readonly TurnEvent[]): Promise<void>;

  /**
   * Calls `onEvent` for every event after `after` (from the beginning when absent), then for new ones
   * as they are appended, in order and once each, until the follower is closed. `after: 'now'`
   * skips what is there, for a turn that has only just been made. `onEvent` must not throw.
   */
  follow(turnId: string, after: string | undefined, onEvent: (logged: LoggedEvent) => void): Promise<Follower>;

  check(): Promise<void>;
  close(): Promise<void>;
}

export interface Follower {
  close(): void;
}

/** Negative when `a` comes before `b`. Both are `<milliseconds>-<sequence>`. */
export function compareEventIds(a: string, b: string): number {
  const [aMs = 0, aSeq = 0] = a.split('-').map(Number);
  const [bMs = 0, bSeq = 0] = b.split('-').map(Number);
  return aMs - bMs || aSeq - bSeq;
}

export const isEventId = (value: string): boolean => /^\d{1,15}-\d{1,9}$/.test(value);
