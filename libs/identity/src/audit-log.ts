import { currentCorrelation, newId } from '#libs/kernel';
import type { Transaction } from '#libs/persistence';
import type { Principal } from './principal.js';

export interface AuditEntry {
  /** `<subject>.<past tense>`, e.g. `conversation.taken_over`. */
  action: string;
  subjectKind: string;
  subjectId: string;
  detail?: Record<string, unknown>;
}

/** Writes who did what, in the transaction that does it. `actor` null: the platform itself. */
export async function recordAudit(transaction: Transaction, tenantId: string, actor: Pick<Principal, 'kind' | 'id'> | null, entry: AuditEntry): Promise<void> {
  await transaction.query(
    {
      name: 'audit-insert',
      text: `INSERT INTO audit_log (tenant_id, id, actor_kind, actor_id, action, subject_kind, subject_id, detail, correlation_id)
             VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)`,
    },
    [
      tenantId,
      newId(),
      actor?.kind ?? 'system',
      actor?.id ?? null,
      entry.action,
      entry.subjectKind,
      entry.subjectId,
      JSON.stringify(entry.detail ?? {}),
      currentCorrelation()?.correlationId ?? null,
    ],
  );
}
