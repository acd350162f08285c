import { createPostgresBackend, createRedisBackend, withBackend, type Job } from 'bullmq';
import { messageOf } from '#libs/kernel';
import type { Logger } from '#libs/observability';
import type { JobQueue, RecurringJob } from '../job-queue.js';
import { JOBS_SCHEMA } from './prepare-jobs-schema.js';

const QUEUE = 'maintenance';
/** Finished jobs kept for looking into; older ones are removed. */
const KEEP = { count: 50 };
/** Redis may come back empty, and with it the schedule is gone: so often it is looked for. */
const RESTORE_EVERY_MS = 5_000;
/** Connections for jobs on PostgreSQL: one works, one listens, one spare. */
const POSTGRES_CONNECTIONS = 3;

export type JobsConnection = { kind: 'redis'; url: string } | { kind: 'postgresql'; url: string };

interface Closable {
  close(): Promise<void>;
}

/** What BullMQ's queues of both backends have in common for schedules. */
interface Schedule {
  getJobSchedulers(): Promise<{ key: string }[]>;
  upsertJobScheduler(name: string, repeat: { every: number }, template: { name: string; opts: object }): Promise<unknown>;
}

/** BullMQ on Redis, or on PostgreSQL where there is no Redis: the same queues, the same code. */
export class BullMqJobQueue implements JobQueue {
  readonly #open: Closable[] = [];
  #timer: NodeJS.Timeout | undefined;
  #restoring = false;

  constructor(
    private readonly connection: JobsConnection,
    private readonly logger: Logger,
  ) {}

  get kind(): JobsConnection['kind'] {
    return this.connection.kind;
  }

  async start(jobs: readonly RecurringJob[]): Promise<void> {
    const byName = new Map(jobs.map((job) => [job.name, job]));
    if (byName.size !== jobs.length) throw new Error('Two jobs share a name');
    const { queue, worker } = this.#create((job) => this.#run(byName, job));
    this.#open.push(worker, queue);
    await schedule(queue, jobs);
    for (const scheduled of await queue.getJobSchedulers()) {
      if (!byName.has(scheduled.key)) await queue.removeJobScheduler(scheduled.key);
    }
    this.#timer = setInterval(() => void this.#restore(queue, jobs), RESTORE_EVERY_MS);
  }

  async stop(): Promise<void> {
    clearInterval(this.#timer);
    for (const part of this.#open.splice(0)) await part.close();
  }

  async onModuleDestroy(): Promise<void> {
    await this.stop();
  }

  async #restore(queue: Schedule, jobs: readonly RecurringJob[]): Promise<void> {
    // While Redis is away the question waits for it, and one is enough.
    if (this.#restoring) return;
    this.#restoring = true;
    try {
      const present = new Set((await queue.getJobSchedulers()).map(({ key }) => key));
      const missing = jobs.filter(({ name }) => !present.has(name));
      await schedule(queue, missing);
      if (missing.length > 0) this.logger.warn({ jobs: missing.map(({ name }) => name) }, 'jobs were lost and are scheduled again');
    } catch (error) {
      this.logger.warn({ reason: messageOf(error) }, 'lost jobs were not looked for');
    } finally {
      this.#restoring = false;
    }
  }

  async #run(byName: Map<string, RecurringJob>, job: Job): Promise<void> {
    const known = byName.get(job.name);
    if (!known) throw new Error(`Nobody does the job ${job.name}`);
    await known.run();
  }

  #create(process: (job: Job) => Promise<void>) {
    const onError = (error: Error) => this.logger.warn({ reason: error.message }, 'the job queue');
    const onFailed = (job: { name: string } | undefined, error: Error) => this.logger.error({ err: error, job: job?.name }, 'a job failed');
    if (this.connection.kind === 'redis') {
      const { Queue, Worker } = withBackend(createRedisBackend);
      const connection = { url: this.connection.url, maxRetriesPerRequest: null };
      const queue = new Queue(QUEUE, { connection });
      const worker = new Worker(QUEUE, process, { connection });
      queue.on('error', onError);
      worker.on('error', onError).on('failed', onFailed);
      return { queue, worker };
    }
    const { Queue, Worker } = withBackend(createPostgresBackend);
    const connection = { connectionString: this.connection.url, schema: JOBS_SCHEMA, skipMigrations: true, max: POSTGRES_CONNECTIONS };
    const queue = new Queue(QUEUE, { connection });
    const worker = new Worker(QUEUE, process, { connection });
    queue.on('error', onError);
    worker.on('error', onError).on('failed', onFailed);
    return { queue, worker };
  }
}

async function schedule(queue: Schedule, jobs: readonly RecurringJob[]): Promise<void> {
  for (const { name, everyMs } of jobs) {
    await queue.upsertJobScheduler(name, { every: everyMs }, { name, opts: { removeOnComplete: KEEP, removeOnFail: KEEP } });
  }
}
