import type { Logger } from '#libs/observability';
import type { Database } from '#libs/persistence';

const WRITE_EVERY_MS = 5_000;

/** Writes when keys were last used: many at a time, and at the latest when the process stops. */
export class LastUses {
  readonly #used = new Map<string, Set<string>>();
  readonly #timer: NodeJS.Timeout;

  constructor(
    private readonly database: Database,
    private readonly logger: Logger,
    private readonly table: 'api_keys' | 'virtual_keys',
  ) {
    this.#timer = setInterval(() => void this.#write(), WRITE_EVERY_MS);
    this.#timer.unref();
  }

  mark(tenantId: string, id: string): void {
    const ids = this.#used.get(tenantId);
    if (ids) ids.add(id);
    else this.#used.set(tenantId, new Set([id]));
  }

  async close(): Promise<void> {
    clearInterval(this.#timer);
    await this.#write();
  }

  async #write(): Promise<void> {
    const used = [...this.#used];
    this.#used.clear();
    for (const [tenantId, ids] of used) {
      try {
        await this.database.inTenant(tenantId, (transaction) =>
          transaction.query(`UPDATE ${this.table} SET last_used_at = now() WHERE tenant_id = $1 AND id = ANY($2::uuid[])`, [tenantId, [...ids]]),
        );
      } catch (error) {
        this.logger.warn({ err: error, table: this.table }, 'the last use of keys was not written');
      }
    }
  }
}
