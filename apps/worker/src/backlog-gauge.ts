import { messageOf } from '#libs/kernel';
import type { Bus } from '#libs/messaging';
import { metrics, type Logger } from '#libs/observability';
import type { Database } from '#libs/persistence';

const EVERY_MS = 5_000;

/** Keeps the metrics of what waits up to date: envelopes in queues, and in the outbox, also while the broker is away. */
export class BacklogGauge {
  #timer: NodeJS.Timeout | undefined;

  constructor(
    private readonly bus: Bus,
    private readonly database: Database,
    private readonly logger: Logger,
  ) {}

  start(): void {
    this.#timer ??= setInterval(() => void this.measure(), EVERY_MS);
    this.#timer.unref();
  }

  async measure(): Promise<void> {
    await this.#measured('queue depths', async () => {
      for (const [queue, depth] of Object.entries(await this.bus.depths())) metrics.queueDepth.set({ queue }, depth);
    });
    await this.#measured('the outbox', async () => {
      const [row] = await this.database.asSystem((transaction) => transaction.queryAndCommit<{ rows: number }>({ name: 'outbox-count', text: 'SELECT count(*) AS rows FROM outbox' }));
      metrics.outboxPending.set(row!.rows);
    });
  }

  onModuleDestroy(): void {
    clearInterval(this.#timer);
  }

  /** What cannot be measured now does not keep the rest from being measured. */
  async #measured(what: string, measure: () => Promise<void>): Promise<void> {
    try {
      await measure();
    } catch (error) {
      this.logger.warn({ reason: messageOf(error) }, `${what} could not be measured`);
    }
  }
}
