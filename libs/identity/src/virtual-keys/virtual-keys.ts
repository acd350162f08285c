import type { CreateVirtualKey, CreatedVirtualKey, UpdateVirtualKey, VirtualKey } from '#libs/contracts';
import { AppError, newId, randomToken, sha256 } from '#libs/kernel';
import type { Logger } from '#libs/observability';
import type { Database, Transaction } from '#libs/persistence';
import { recordAudit } from '../audit-log.js';
import { KeyReads } from '../key-reads.js';
import { LastUses } from '../last-uses.js';
import type { Principal } from '../principal.js';
import type { VirtualKeyHolder } from './virtual-key-holder.js';
import { VIRTUAL_KEY_COLUMNS, columnsOf, toHolder, toVirtualKey, type VirtualKeyByHash, type VirtualKeyRow } from './virtual-key-row.js';

const KEY_BY_HASH = { name: 'virtual-key-by-hash', text: `SELECT tenant_id, ${VIRTUAL_KEY_COLUMNS} FROM virtual_keys WHERE key_hash = $1` };

/** VirtualKeys: the tokens of the platform's own relay. Stored as SHA-256 (they are 256 random bits). */
export class VirtualKeys {
  readonly #reads: KeyReads<VirtualKeyByHash, VirtualKeyHolder>;
  readonly #lastUses: LastUses;

  constructor(
    private readonly database: Database,
    logger: Logger,
  ) {
    this.#reads = new KeyReads(database, KEY_BY_HASH, toHolder);
    this.#lastUses = new LastUses(database, logger, 'virtual_keys');
  }

  /** @throws AppError unauthenticated when the key is unknown, revoked or expired */
  async authenticate(key: string): Promise<VirtualKeyHolder> {
    const holder = await this.#reads.byHash(sha256(key));
    if (!holder) throw new AppError('unauthenticated', 'The key is not valid');
    if (holder.expiresAt && holder.expiresAt.getTime() <= Date.now()) throw new AppError('unauthenticated', 'The key has expired');
    this.#lastUses.mark(holder.tenantId, holder.id);
    return holder;
  }

  /** The secret is in the answer and nowhere else. @throws AppError invalid_request when there is no such member of staff */
  async create(tenantId: string, actor: Principal | null, input: CreateVirtualKey): Promise<CreatedVirtualKey> {
    const id = newId();
    const secret = `sk-sb-${randomToken()}`;
    const columns = { tenant_id: tenantId, id, key_hash: sha256(secret), last_four: secret.slice(-4), ...columnsOf(input) };
    const places = Object.keys(columns).map((_, at) => `$${at + 1}`);
    return this.database.inTenant(tenantId, async (transaction) => {
      await requireStaff(transaction, tenantId, input.staff_id);
      const row = await transaction.first<VirtualKeyRow>(
        `INSERT INTO virtual_keys (${Object.keys(columns).join(', ')}) VALUES (${places.join(', ')}) RETURNING ${VIRTUAL_KEY_COLUMNS}`,
        Object.values(columns),
      );
      await recordAudit(transaction, tenantId, actor, { action: 'virtual_key.created', subjectKind: 'virtual_key', subjectId: id, detail: input });
      return { ...toVirtualKey(row!), key: secret };
    });
  }

  async list(tenantId: string): Promise<VirtualKey[]> {
    const rows = await this.database.inTenant(tenantId, (transaction) =>
      transaction.query<VirtualKeyRow>(`SELECT ${VIRTUAL_KEY_COLUMNS} FROM virtual_keys WHERE tenant_id = $1 ORDER BY created_at, id`, [tenantId]),
    );
    return rows.map(toVirtualKey);
  }

  /** @throws AppError not_found */
  async get(tenantId: string, id: string): Promise<VirtualKey> {
    const row = await this.database.inTenant(tenantId, (transaction) =>
      transaction.first<VirtualKeyRow>(`SELECT ${VIRTUAL_KEY_COLUMNS} FROM virtual_keys WHERE tenant_id = $1 AND id = $2`, [tenantId, id]),
    );
    return toVirtualKey(found(row));
  }

  /**
   * Takes effect at once on this gateway, and within a second on the others.
   * @throws AppError not_found, or invalid_request when there is no such member of staff
   */
  async update(tenantId: string, actor: Principal, id: string, change: UpdateVirtualKey): Promise<VirtualKey> {
    const columns = columnsOf(change);
    const assignments = Object.keys(columns).map((column, at) => `${column} = $${at + 3}`);
    const row = await this.database.inTenant(tenantId, async (transaction) => {
      await requireStaff(transaction, tenantId, change.staff_id ?? null);
      const changed = await transaction.first<VirtualKeyRow>(
        `UPDATE virtual_keys SET ${assignments.join(', ')} WHERE tenant_id = $1 AND id = $2 RETURNING ${VIRTUAL_KEY_COLUMNS}`,
        [tenantId, id, ...Object.values(columns)],
      );
      await recordAudit(transaction, tenantId, actor, { action: 'virtual_key.updated', subjectKind: 'virtual_key', subjectId: found(changed).id, detail: change });
      return found(changed);
    });
    this.#reads.forget();
    return toVirtualKey(row);
  }

  /** Takes effect at once on this gateway, and within a second on the others. @throws AppError not_found */
  async revoke(tenantId: string, actor: Principal, id: string): Promise<void> {
    await this.database.inTenant(tenantId, async (transaction) => {
      found(await transaction.first('UPDATE virtual_keys SET revoked_at = COALESCE(revoked_at, now()) WHERE tenant_id = $1 AND id = $2 RETURNING id', [tenantId, id]));
      await recordAudit(transaction, tenantId, actor, { action: 'virtual_key.revoked', subjectKind: 'virtual_key', subjectId: id });
    });
    this.#reads.forget();
  }

  onModuleDestroy(): Promise<void> {
    return this.#lastUses.close();
  }
}

function found<Row>(row: Row | undefined): Row {
  if (!row) throw new AppError('not_found', 'There is no such key');
  return row;
}

/** @throws AppError invalid_request */
async function requireStaff(transaction: Transaction, tenantId: string, staffId: string | null): Promise<void> {
  if (staffId === null) return;
  const member = await transaction.first('SELECT id FROM staff WHERE tenant_id = $1 AND id = $2', [tenantId, staffId]);
  if (!member) throw new AppError('invalid_request', undefined, { errors: [{ path: 'body.staff_id', message: 'There is no such member of staff' }] });
}
