import type { Statement, Transaction } from '#libs/persistence';

/** What a tenant's classifier consists of at the moment. */
export interface LearningState {
  revision: number;
  /** Null: the shipped model. */
  active_version: string | null;
}

export const NOTHING_LEARNED: LearningState = { revision: 0, active_version: null };

const READ: Statement = { name: 'intent-learning', text: 'SELECT revision, active_version FROM intent_learning WHERE tenant_id = $1' };

/** Reads and ends the transaction: one round trip, as it is asked for on the way of a customer's message. */
export async function readState(transaction: Transaction, tenantId: string): Promise<LearningState> {
  const [row] = await transaction.queryAndCommit<LearningState & Record<string, unknown>>(READ, [tenantId]);
  return row ?? NOTHING_LEARNED;
}

/** Tells every process that the examples change, and holds them against other writers until the transaction ends. */
export const noteChange = (transaction: Transaction, tenantId: string): Promise<unknown> =>
  transaction.query(
    `INSERT INTO intent_learning (tenant_id, revision) VALUES ($1, 1)
     ON CONFLICT (tenant_id) DO UPDATE SET revision = intent_learning.revision + 1,
       changed_at = CASE WHEN intent_learning.revision = intent_learning.trained_revision THEN clock_timestamp() ELSE intent_learning.changed_at END`,
    [tenantId],
  );
