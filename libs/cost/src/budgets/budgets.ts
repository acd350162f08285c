import type { Budget, CreateBudget, UpdateBudget } from '#libs/contracts';
import { recordAudit, type Principal } from '#libs/identity';
import { AppError, newId } from '#libs/kernel';
import { violates, type Database, type Transaction } from '#libs/persistence';
import { TenantCache } from '../tenant-cache.js';
import { BUDGET_COLUMNS, toBudget, type BudgetRow } from './budget-row.js';
import { spentSubjectOf, type BudgetStanding, type BudgetStandings, type BudgetSubject } from './budget-standing.js';
import { readSpent } from './read-spent.js';

/** How long a budget changed through another process may stay unseen. */
const BELIEVED_MS = 5_000;

/** How much a tenant, a VirtualKey or a conversation may spend, and how far each has got. */
export class Budgets {
  readonly #lists: TenantCache<BudgetRow[]>;

  constructor(
    private readonly database: Database,
    private readonly standings: BudgetStandings,
  ) {
    this.#lists = new TenantCache((tenantId) => this.#rows(tenantId), BELIEVED_MS);
  }

  /**
   * The worst standing of all budgets that apply to a call. Without budgets it costs nothing; with some
   * the database is asked once a second, and what this process settled meanwhile is counted in.
   */
  async standing(tenantId: string, subject: BudgetSubject): Promise<BudgetStanding> {
    return this.standings.worst(tenantId, this.#lists.known(tenantId) ?? (await this.#lists.of(tenantId)), subject);
  }

  /** @throws AppError already_exists when the subject has one of this period, invalid_request when there is no such subject */
  async create(tenantId: string, actor: Principal, input: CreateBudget): Promise<Budget> {
    const row = await this.#change(tenantId, async (transaction) => {
      await requireSubject(transaction, tenantId, input);
      const created = await insertBudget(transaction, tenantId, input);
      await recordAudit(transaction, tenantId, actor, { action: 'budget.created', subjectKind: 'budget', subjectId: created.id, detail: { ...input } });
      return created;
    });
    return this.#withSpent(tenantId, row);
  }

  async list(tenantId: string): Promise<Budget[]> {
    return this.#allWithSpent(tenantId, await this.#rows(tenantId));
  }

  /** @throws AppError not_found */
  async get(tenantId: string, id: string): Promise<Budget> {
    const row = (await this.#rows(tenantId)).find((budget) => budget.id === id);
    if (!row) throw notFound();
    return this.#withSpent(tenantId, row);
  }

  /** With another amount its levels are announced anew. @throws AppError not_found */
  async update(tenantId: string, actor: Principal, id: string, change: UpdateBudget): Promise<Budget> {
    const row = await this.#change(tenantId, async (transaction) => {
      const updated = await transaction.first<BudgetRow>(
        `UPDATE budgets SET amount = COALESCE($3, amount), hard_limit_percent = COALESCE($4, hard_limit_percent), updated_at = now(),
           warned_on = CASE WHEN $3::numeric IS NULL THEN warned_on END, exhausted_on = CASE WHEN $3::numeric IS NULL THEN exhausted_on END
         WHERE tenant_id = $1 AND id = $2 RETURNING ${BUDGET_COLUMNS}`,
        [tenantId, id, change.amount ?? null, change.hard_limit_percent ?? null],
      );
      if (!updated) throw notFound();
      await recordAudit(transaction, tenantId, actor, { action: 'budget.updated', subjectKind: 'budget', subjectId: id, detail: { ...change } });
      return updated;
    });
    return this.#withSpent(tenantId, row);
  }

  /** @throws AppError not_found */
  async remove(tenantId: string, actor: Principal, id: string): Promise<void> {
    await this.#change(tenantId, async (transaction) => {
      const row = await transaction.first('DELETE FROM budgets WHERE tenant_id = $1 AND id = $2 RETURNING id', [tenantId, id]);
      if (!row) throw notFound();
      await recordAudit(transaction, tenantId, actor, { action: 'budget.removed', subjectKind: 'budget', subjectId: id });
    });
  }

  /** Takes effect at once here, and within five seconds in other processes. */
  async #change<T>(tenantId: string, work: (transaction: Transaction) => Promise<T>): Promise<T> {
    const changed = await this.database.inTenant(tenantId, work);
    this.#lists.forget(tenantId);
    return changed;
  }

  #rows(tenantId: string): Promise<BudgetRow[]> {
    return this.database.inTenant(tenantId, (transaction) =>
      transaction.queryAndCommit<BudgetRow>({ name: 'budgets', text: `SELECT ${BUDGET_COLUMNS} FROM budgets WHERE tenant_id = $1 ORDER BY created_at, id` }, [tenantId]),
    );
  }

  async #withSpent(tenantId: string, row: BudgetRow): Promise<Budget> {
    return (await this.#allWithSpent(tenantId, [row]))[0]!;
  }

  async #allWithSpent(tenantId: string, rows: readonly BudgetRow[]): Promise<Budget[]> {
    const summed = rows.filter(hasOneSum);
    const { sums } = await readSpent(this.database, tenantId, summed.map((row) => spentSubjectOf(row, null)));
    const spent = new Map(summed.map((row, index) => [row.id, sums[index]!]));
    return rows.map((row) => toBudget(row, spent.get(row.id) ?? null));
  }
}

const hasOneSum = ({ scope, subject_id }: BudgetRow): boolean => scope !== 'conversation' || subject_id !== null;

const notFound = (): AppError => new AppError('not_found', 'There is no such budget');

async function insertBudget(transaction: Transaction, tenantId: string, input: CreateBudget): Promise<BudgetRow> {
  try {
    const [row] = await transaction.query<BudgetRow>(
      `INSERT INTO budgets (tenant_id, id, scope, subject_id, period, amount, hard_limit_percent) VALUES ($1, $2, $3, $4, $5, $6, $7) RETURNING ${BUDGET_COLUMNS}`,
      [tenantId, newId(), input.scope, input.subject_id, input.period, input.amount, input.hard_limit_percent],
    );
    return row!;
  } catch (error) {
    if (violates(error, 'budgets_subject')) throw new AppError('already_exists', 'There is a budget of this period for the same subject');
    throw error;
  }
}

const SUBJECT_TABLES = { virtual_key: 'virtual_keys', conversation: 'conversations' } as const;

async function requireSubject(transaction: Transaction, tenantId: string, { scope, subject_id }: CreateBudget): Promise<void> {
  if (scope === 'tenant' || !subject_id) return;
  const row = await transaction.first(`SELECT id FROM ${SUBJECT_TABLES[scope]} WHERE tenant_id = $1 AND id = $2`, [tenantId, subject_id]);
  if (row) return;
  const message = scope === 'virtual_key' ? 'there is no such virtual key' : 'there is no such conversation';
  throw new AppError('invalid_request', `body.subject_id: ${message}`, { errors: [{ path: 'body.subject_id', message }] });
}
