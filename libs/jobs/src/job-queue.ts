/** Work that is done again and again. `name` is unique; `run` must be safe to repeat. */
export interface RecurringJob {
  name: string;
  everyMs: number;
  run: () => Promise<void>;
}

/** Nest's injection token of the JobQueue. */
export const JOB_QUEUE = Symbol('JOB_QUEUE');

/** Background jobs. A recurring job runs on one process at a time, however many workers there are. */
export interface JobQueue {
  readonly kind: 'redis' | 'postgresql';

  /** Schedules the jobs and works on them. @throws Error when two share a name */
  start(jobs: readonly RecurringJob[]): Promise<void>;

  /** Waits for the job in work. */
  stop(): Promise<void>;
}
