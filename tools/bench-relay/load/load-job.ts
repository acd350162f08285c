export type CallFormat = 'openai' | 'anthropic';

/** The calls that a job makes: all alike. */
export interface Target {
  /** For people. */
  name: string;
  /** Where the server is, without a path. */
  url: string;
  path: string;
  headers: Record<string, string>;
  body: string;
  format: CallFormat;
  stream: boolean;
  /** What the model must be heard to say, and the piece of it that a stream begins with. */
  answer: string;
  firstPiece: string;
}

export type LoadJob =
  /** So many connections, each making one call after another for so long. */
  | { kind: 'timed'; target: Target; connections: number; seconds: number }
  /** The same until so many calls were made. */
  | { kind: 'counted'; target: Target; connections: number; calls: number }
  /** Opens streams, each on a connection of its own; answered when each has its first token. `look` and `finish` are about these. */
  | { kind: 'hold'; target: Target; streams: number }
  | { kind: 'look' }
  | { kind: 'finish' };

/** Times in milliseconds. */
export interface LoadResult {
  sent: number;
  /** Calls that came to their end well within the job's time, and that time in seconds. */
  completed: number;
  seconds: number;
  /** Of each call that came to its end, well or not; of streams also to the first token, where there was one. */
  whole: number[];
  firstToken: number[];
  failures: Failures;
}

/** Calls that did not bring the answer, by what they brought: a status and an error's code, or what was wrong. */
export type Failures = Record<string, number>;

/** How streams that are held open are doing. */
export interface HeldState {
  open: number;
  /** To how many of them something came since the last look. */
  delivering: number;
}

export const failedCalls = ({ failures }: LoadResult): number => Object.values(failures).reduce((sum, count) => sum + count, 0);
