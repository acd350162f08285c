import { recordAudit } from '#libs/identity';
import { metrics, type Logger } from '#libs/observability';
import type { Database, Transaction } from '#libs/persistence';
import { periodStart } from './budget-period.js';
import type { BudgetRow } from './budget-row.js';

/** 80 % and 100 % of a budget. */
export type BudgetLevel = 'warned' | 'exhausted';

export interface ReachedLevel {
  budget: BudgetRow;
  level: BudgetLevel;
  /** The conversation, where the budget is one of each conversation. */
  conversationId: string | null;
  percent: number;
}

/**
 * Says once per period, however many processes notice it, that a budget is nearly or wholly spent: in
 * the audit log, as a metric and as a warning in the log.
 */
export async function announceBudget(database: Database, logger: Logger, tenantId: string, reached: ReachedLevel): Promise<void> {
  const { budget, level, conversationId, percent } = reached;
  const first = await database.inTenant(tenantId, async (transaction) => {
    const isFirst = conversationId ? await isNewForConversation(transaction, tenantId, reached) : await isNewInPeriod(transaction, tenantId, reached);
    if (isFirst) {
      const [subjectKind, subjectId] = conversationId ? ['conversation', conversationId] : ['budget', budget.id];
      await recordAudit(transaction, tenantId, null, { action: `budget.${level}`, subjectKind, subjectId, detail: { budget_id: budget.id, percent, amount: budget.amount } });
    }
    return isFirst;
  });
  if (!first) return;
  metrics.budgetAlerts.inc({ scope: budget.scope, level });
  logger.warn({ tenant_id: tenantId, budget_id: budget.id, conversation_id: conversationId ?? undefined, percent, level }, 'a budget is running out');
}

async function isNewInPeriod(transaction: Transaction, tenantId: string, { budget, level }: ReachedLevel): Promise<boolean> {
  const column = `${level}_on`;
  const row = await transaction.first(
    `UPDATE budgets SET ${column} = (now() AT TIME ZONE 'UTC')::date WHERE tenant_id = $1 AND id = $2 AND (${column} IS NULL OR ${column} < $3::date) RETURNING id`,
    [tenantId, budget.id, periodStart(budget.period)],
  );
  return row !== undefined;
}

/** A budget of each conversation has one row for all: the audit log knows of which it was said. */
async function isNewForConversation(transaction: Transaction, tenantId: string, { budget, level, conversationId }: ReachedLevel): Promise<boolean> {
  // Locked, so that two processes do not both find nothing.
  const locked = await transaction.first('SELECT id FROM budgets WHERE tenant_id = $1 AND id = $2 FOR UPDATE', [tenantId, budget.id]);
  const said = await transaction.first(
    `SELECT id FROM audit_log WHERE tenant_id = $1 AND subject_kind = 'conversation' AND subject_id = $2 AND action = $3 AND detail->>'budget_id' = $4 AND detail->>'amount' = $5`,
    [tenantId, conversationId, `budget.${level}`, budget.id, budget.amount],
  );
  return locked !== undefined && said === undefined;
}
