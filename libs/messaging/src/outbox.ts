import type { Envelope } from '#libs/contracts';
import { messageOf } from '#libs/kernel';
import type { Logger } from '#libs/observability';
import type { Database, Statement, Transaction } from '#libs/persistence';
import type { Bus } from './bus.js';

const INSERT: Statement = {
  name: 'outbox-insert',
  text: `INSERT INTO outbox (tenant_id, id, turn_id, envelope, available_at)
         VALUES ($1, $2, $3, $4, now() + $5 * interval '1 millisecond')`,
};

/**
 * Confirmed rows are deleted together: at most this many, or this long after the first. Each deletion
 * is a commit that the turns' own commits wait beside; what a crash leaves is published once more.
 */
const DELETE_BATCH = 200;
const DELETE_AFTER_MS = 200;

/**
 * The transactional outbox. A use case writes envelopes into its own transaction, commits, and then
 * relays them; what is not confirmed (the process died, the broker was away) the sweeper publishes.
 */
export class Outbox {
  readonly #inFlight = new Set<string>();
  #confirmed: string[] = [];
  #timer: NodeJS.Timeout | undefined;
  #deleting: Promise<void> = Promise.resolve();

  constructor(
    private readonly database: Database,
    private readonly bus: Bus,
    private readonly options: { graceMs: number },
    private readonly logger: Logger,
  ) {}

  /** Writes the envelope in the caller's transaction. */
  async write(transaction: Transaction, envelope: Envelope): Promise<void> {
    await transaction.query(INSERT, this.row(envelope));
  }

  /** Values for a statement that inserts the outbox row itself: tenant, id, turn, envelope, grace in ms. */
  row(envelope: Envelope): unknown[] {
    return [envelope.tenant_id, envelope.id, envelope.data.turn.turn_id, JSON.stringify(envelope), this.options.graceMs];
  }

  /** Publishes committed envelopes without making the caller wait; failures are left to the sweeper. */
  relay(envelopes: readonly Envelope[]): void {
    for (const envelope of envelopes) {
      if (this.#inFlight.has(envelope.id)) continue;
      this.#inFlight.add(envelope.id);
      this.bus
        .publish(envelope)
        .then(() => this.#markConfirmed(envelope.id))
        .catch((error: unknown) => this.logger.warn({ envelope_id: envelope.id, type: envelope.type, reason: messageOf(error) }, 'not published; the sweeper will'))
        .finally(() => this.#inFlight.delete(envelope.id));
    }
  }

  /** Waits for the deletions that are due; call before the database is closed. */
  async flush(): Promise<void> {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    const ids = this.#confirmed;
    this.#confirmed = [];
    if (ids.length > 0) this.#deleting = this.#deleting.then(() => this.#delete(ids));
    await this.#deleting;
  }

  async beforeApplicationShutdown(): Promise<void> {
    await this.flush();
  }

  #markConfirmed(id: string): void {
    this.#confirmed.push(id);
    if (this.#confirmed.length >= DELETE_BATCH) void this.flush();
    else this.#timer ??= setTimeout(() => void this.flush(), DELETE_AFTER_MS);
  }

  async #delete(ids: string[]): Promise<void> {
    try {
      await this.database.asSystem((transaction) =>
        transaction.queryAndCommit({ name: 'outbox-delete', text: 'DELETE FROM outbox WHERE id = ANY($1::uuid[])' }, [ids]),
      );
    } catch (error) {
      // They stay and are published once more; consumers drop the copies.
      this.logger.warn({ err: error, rows: ids.length }, 'confirmed outbox rows were not deleted');
    }
  }
}
