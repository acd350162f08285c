import type { Transaction } from '#libs/persistence';
import type { Candidate } from './train-candidate.js';

/** Versions of a tenant that are kept, besides the one in use. */
const KEPT = 10;

/** `kept`: good, but compared with a model that is no longer the one in use; `unchanged`: there already. */
export type StoredAs = 'promoted' | 'rejected' | 'kept' | 'unchanged';

export interface NewModel {
  candidate: Candidate;
  /** Version of the shipped model. */
  base: string;
  counts: object;
  comparedWithCurrent: boolean;
}

const STATUS = { promoted: 'candidate', kept: 'candidate', rejected: 'rejected' } as const;

/** Keeps a trained model, and puts it to use when it may be. */
export async function storeCandidate(transaction: Transaction, tenantId: string, { candidate, base, counts, comparedWithCurrent }: NewModel): Promise<StoredAs> {
  const { version, model, metrics, verdict } = candidate;
  const outcome = verdict.promote ? (comparedWithCurrent ? 'promoted' : 'kept') : 'rejected';
  const rows = await transaction.query(
    `INSERT INTO intent_models (tenant_id, version, base_version, status, reason, metrics, examples, model) VALUES ($1, $2, $3, $4, $5, $6, $7, $8)
     ON CONFLICT (tenant_id, version) DO NOTHING RETURNING version`,
    [tenantId, version, base, STATUS[outcome], verdict.reason, JSON.stringify(metrics), JSON.stringify(counts), verdict.promote ? Buffer.from(model) : null],
  );
  if (rows.length === 0) return 'unchanged';
  if (outcome === 'promoted') await activate(transaction, tenantId, version);
  await prune(transaction, tenantId);
  return outcome;
}

/** Puts a stored version to use, and what was in use aside. */
export async function activate(transaction: Transaction, tenantId: string, version: string): Promise<void> {
  await retire(transaction, tenantId);
  await transaction.query(`UPDATE intent_models SET status = 'active', activated_at = clock_timestamp() WHERE tenant_id = $1 AND version = $2`, [tenantId, version]);
  await transaction.query('UPDATE intent_learning SET active_version = $2 WHERE tenant_id = $1', [tenantId, version]);
}

/** Goes back to the shipped model. */
export async function deactivate(transaction: Transaction, tenantId: string): Promise<void> {
  await retire(transaction, tenantId);
  await transaction.query('UPDATE intent_learning SET active_version = NULL WHERE tenant_id = $1', [tenantId]);
}

const retire = (transaction: Transaction, tenantId: string): Promise<unknown> =>
  transaction.query(`UPDATE intent_models SET status = 'retired' WHERE tenant_id = $1 AND status = 'active'`, [tenantId]);

const prune = (transaction: Transaction, tenantId: string): Promise<unknown> =>
  transaction.query(
    `DELETE FROM intent_models WHERE tenant_id = $1 AND status <> 'active'
       AND version NOT IN (SELECT version FROM intent_models WHERE tenant_id = $1 AND status <> 'active' ORDER BY created_at DESC, version LIMIT ${KEPT})`,
    [tenantId],
  );
