import type { CallOutcome } from '#libs/contracts';
import type { Statement, Transaction } from '#libs/persistence';
import { RECORD_COLUMNS, type UsageRecord } from './usage-record.js';

const COLUMNS = `id, source, task, agent_type, conversation_id, turn_id, virtual_key_id, provider, requested_model, model, input_tokens,
  estimated, outcome, created_at`;

const OPEN: Statement = {
  name: 'usage-open',
  text: `
  WITH input AS (
    SELECT * FROM json_to_recordset($2::json) AS r(${RECORD_COLUMNS})
  ), opened AS (
    INSERT INTO api_usage (tenant_id, ${COLUMNS}) SELECT $1::uuid, ${COLUMNS} FROM input ORDER BY id
    ON CONFLICT (id, tenant_id) DO NOTHING RETURNING id
  )
  SELECT i.id, u.outcome FROM input i LEFT JOIN api_usage u ON u.id = i.id AND u.tenant_id = $1
  WHERE NOT EXISTS (SELECT FROM opened WHERE opened.id = i.id)`,
};

/** Writes open rows. @returns the calls that were known before, with what is known of their outcome */
export async function openRecords(transaction: Transaction, tenantId: string, records: readonly UsageRecord[]): Promise<ReadonlyMap<string, CallOutcome>> {
  const rows = await transaction.queryAndCommit<{ id: string; outcome: CallOutcome | null }>(OPEN, [tenantId, JSON.stringify(records)]);
  // No outcome: another process opened it after this statement had begun.
  return new Map(rows.map((row) => [row.id, row.outcome ?? 'open']));
}
