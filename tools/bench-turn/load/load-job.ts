/** A server that answers `POST url` with a turn's events. */
export interface Target {
  name: string;
  url: string;
  headers: Record<string, string>;
  /** Asked in turn, each by a contact and in a session of its own. */
  questions: string[];
}

/** `closed`: so many turns in flight, each followed by the next. `open`: turns arrive at a steady pace, whatever becomes of them. */
export type LoadJob = { target: Target } & ({ kind: 'closed'; inFlight: number; seconds: number } | { kind: 'open'; perSecond: number; seconds: number });

/** Times in milliseconds; of `open` counted from when the turn should have arrived. */
export interface LoadResult {
  firstDelta: number[];
  wholeTurn: number[];
  /** Turns that completed within the job's time, and that time in seconds. */
  completed: number;
  seconds: number;
  failures: number;
  firstFailure?: string;
}
