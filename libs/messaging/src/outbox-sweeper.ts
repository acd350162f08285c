import type { Envelope } from '#libs/contracts';
import type { Logger } from '#libs/observability';
import type { Database } from '#libs/persistence';
import type { Bus } from './bus.js';
import type { Outbox } from './outbox.js';

const EVERY_MS = 1_000;
const BATCH = 500;
/** How long a row that was just picked is left alone, so that two sweepers do not both publish it. */
const LEASE_SECONDS = 15;

/** Publishes what was committed but never confirmed. Any number of them may run. */
export class OutboxSweeper {
  #timer: NodeJS.Timeout | undefined;
  #sweeping: Promise<void> | undefined;

  constructor(
    private readonly database: Database,
    private readonly outbox: Outbox,
    private readonly bus: Bus,
    private readonly logger: Logger,
  ) {}

  start(): void {
    this.#timer ??= setInterval(() => {
      this.#sweeping ??= this.sweep()
        .catch((error: unknown) => this.logger.warn({ err: error }, 'the outbox was not swept'))
        .finally(() => (this.#sweeping = undefined));
    }, EVERY_MS);
  }

  async onModuleDestroy(): Promise<void> {
    clearInterval(this.#timer);
    await this.#sweeping;
  }

  /** One pass: leases the rows that are due and relays them. */
  async sweep(): Promise<void> {
    // Rows leased while nothing can be published would wait out their lease after the broker is back.
    await this.bus.check();
    const due = await this.database.asSystem((transaction) =>
      transaction.queryAndCommit<{ envelope: Envelope }>(
        {
          name: 'outbox-lease',
          text: `UPDATE outbox SET attempts = attempts + 1, available_at = now() + $2 * interval '1 second'
                 WHERE id IN (SELECT id FROM outbox WHERE available_at <= now() ORDER BY available_at LIMIT $1 FOR UPDATE SKIP LOCKED)
                 RETURNING envelope`,
        },
        [BATCH, LEASE_SECONDS],
      ),
    );
    this.outbox.relay(due.map((row) => row.envelope));
  }
}
