import { LRUCache } from 'lru-cache';
import type { CreateGroup, Group, UpdateGroup } from '#libs/contracts';
import { AppError, newId } from '#libs/kernel';
import { violates, type Database, type Transaction } from '#libs/persistence';
import { recordAudit } from './audit-log.js';
import type { Principal } from './principal.js';

interface GroupRow {
  id: string;
  name: string;
  staff_ids: string[];
  created_at: Date;
}

/** How long it is believed which groups somebody is in: a change by another process takes this long to reach this one. */
const BELIEVED_MS = 5_000;

const GROUPS = `SELECT g.id, g.name, g.created_at, ARRAY(
    SELECT m.staff_id::text FROM staff_group_members m WHERE m.group_id = g.id AND m.tenant_id = g.tenant_id ORDER BY m.staff_id
  ) AS staff_ids FROM staff_groups g WHERE g.tenant_id = $1`;

/** Groups of staff, which share channels. */
export class StaffGroups {
  readonly #memberships: LRUCache<string, readonly string[]>;

  constructor(private readonly database: Database) {
    this.#memberships = new LRUCache({
      max: 10_000,
      ttl: BELIEVED_MS,
      fetchMethod: (key) => this.#readGroupIds(key),
      // A change drops what was known; whoever is being answered meanwhile still gets the answer.
      ignoreFetchAbort: true,
      // While the database is away what was last known is nearer the truth than a failure.
      allowStaleOnFetchRejection: true,
    });
  }

  /** @throws AppError already_exists when the name is taken; invalid_request when a member is not of the tenant's staff */
  create(tenantId: string, actor: Principal | null, input: CreateGroup): Promise<Group> {
    const id = newId();
    return this.#write(tenantId, async (transaction) => {
      await transaction.query('INSERT INTO staff_groups (tenant_id, id, name) VALUES ($1, $2, $3)', [tenantId, id, input.name]);
      await addMembers(transaction, tenantId, id, input.staff_ids);
      await recordAudit(transaction, tenantId, actor, { action: 'group.created', subjectKind: 'group', subjectId: id, detail: { name: input.name, staff_ids: input.staff_ids } });
      return readGroup(transaction, tenantId, id);
    });
  }

  async list(tenantId: string): Promise<Group[]> {
    const rows = await this.database.inTenant(tenantId, (transaction) => transaction.query<GroupRow>(`${GROUPS} ORDER BY g.created_at, g.id`, [tenantId]));
    return rows.map(toGroup);
  }

  /** @throws AppError not_found */
  get(tenantId: string, id: string): Promise<Group> {
    return this.database.inTenant(tenantId, (transaction) => readGroup(transaction, tenantId, id));
  }

  /** `staff_ids` replaces all members. @throws AppError not_found, already_exists, invalid_request */
  update(tenantId: string, actor: Principal | null, id: string, change: UpdateGroup): Promise<Group> {
    return this.#write(tenantId, async (transaction) => {
      const row = await transaction.first('UPDATE staff_groups SET name = COALESCE($3, name) WHERE tenant_id = $1 AND id = $2 RETURNING id', [tenantId, id, change.name ?? null]);
      if (!row) throw noSuchGroup();
      if (change.staff_ids) {
        await transaction.query('DELETE FROM staff_group_members WHERE tenant_id = $1 AND group_id = $2', [tenantId, id]);
        await addMembers(transaction, tenantId, id, change.staff_ids);
      }
      await recordAudit(transaction, tenantId, actor, { action: 'group.updated', subjectKind: 'group', subjectId: id, detail: { ...change } });
      return readGroup(transaction, tenantId, id);
    });
  }

  /** Deletes the group, and with it the channels that are its own. @throws AppError not_found */
  async delete(tenantId: string, actor: Principal | null, id: string): Promise<void> {
    await this.#write(tenantId, async (transaction) => {
      const row = await transaction.first<{ name: string }>('DELETE FROM staff_groups WHERE tenant_id = $1 AND id = $2 RETURNING name', [tenantId, id]);
      if (!row) throw noSuchGroup();
      await recordAudit(transaction, tenantId, actor, { action: 'group.deleted', subjectKind: 'group', subjectId: id, detail: { name: row.name } });
    });
  }

  /** The groups a member of staff is in; at most five seconds old while the database answers. @throws AppError service_unavailable */
  async groupIdsOf(tenantId: string, staffId: string): Promise<readonly string[]> {
    const key = `${tenantId}:${staffId}`;
    // Nothing at all: the reading failed and nothing was known. That must not pass for membership of no group.
    return (await this.#memberships.fetch(key)) ?? this.#readGroupIds(key);
  }

  async #readGroupIds(key: string): Promise<readonly string[]> {
    const [tenantId, staffId] = key.split(':') as [string, string];
    const rows = await this.database.inTenant(tenantId, (transaction) =>
      transaction.query<{ group_id: string }>(
        { name: 'group-ids-of-staff', text: 'SELECT group_id FROM staff_group_members WHERE staff_id = $2 AND tenant_id = $1 ORDER BY group_id' },
        [tenantId, staffId],
      ),
    );
    return rows.map((row) => row.group_id);
  }

  async #write<T>(tenantId: string, work: (transaction: Transaction) => Promise<T>): Promise<T> {
    try {
      return await this.database.inTenant(tenantId, work);
    } catch (error) {
      if (violates(error, 'staff_groups_name')) throw new AppError('already_exists', 'A group has this name already', { cause: error });
      if (isForeignKeyViolation(error)) throw new AppError('invalid_request', 'staff_ids: a member is not of the staff', { cause: error });
      throw error;
    } finally {
      this.#memberships.clear();
    }
  }
}

const addMembers = (transaction: Transaction, tenantId: string, groupId: string, staffIds: readonly string[]): Promise<unknown> =>
  transaction.query('INSERT INTO staff_group_members (tenant_id, group_id, staff_id) SELECT $1, $2, s FROM unnest($3::uuid[]) s ON CONFLICT DO NOTHING', [tenantId, groupId, staffIds]);

async function readGroup(transaction: Transaction, tenantId: string, id: string): Promise<Group> {
  const row = await transaction.first<GroupRow>(`${GROUPS} AND g.id = $2`, [tenantId, id]);
  if (!row) throw noSuchGroup();
  return toGroup(row);
}

const noSuchGroup = (): AppError => new AppError('not_found', 'There is no such group');

const isForeignKeyViolation = (error: unknown): boolean => (error as { code?: string }).code === '23503';

const toGroup = (row: GroupRow): Group => ({ ...row, created_at: row.created_at.toISOString() });
