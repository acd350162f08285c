import type { Statement, Transaction } from '#libs/persistence';
import { RECORD_COLUMNS, type SettleRecord } from './usage-record.js';

/** Which records were newly settled, and the transaction that did it. */
export interface SettledRecords {
  ids: ReadonlySet<string>;
  /** As pg_current_xact_id() gives it; null when nothing was settled. */
  transactionId: bigint | null;
}

const NOBODY = `'00000000-0000-0000-0000-000000000000'`;

const WRITTEN = `channel_id, provider, model, input_tokens, output_tokens, cache_read_tokens, cache_write_tokens, estimated, cost, priced,
  latency_ms, first_token_ms, outcome, error_code, attempts`;
const SUBJECT = 'id, source, task, agent_type, conversation_id, turn_id, virtual_key_id, requested_model, created_at';
const EXCLUDED = WRITTEN.replaceAll(/\w+/g, (column) => `EXCLUDED.${column}`);

const DAILY_KEY = 'day, source, agent_type, provider, model, channel_id, virtual_key_id';
const DAILY_SUMS = 'calls, failed_calls, estimated_calls, unpriced_calls, input_tokens, output_tokens, cache_read_tokens, cache_write_tokens, cost, latency_ms';
const ADDED = DAILY_SUMS.split(', ')
  .map((column) => `${column} = d.${column} + EXCLUDED.${column}`)
  .join(', ');

/** Adds what the settled calls used to a counter in another table; rows are locked in one order, so that two batches never wait for each other. */
const counted = (name: string, table: string, column: string): string => `
  ${name}_used AS (
    SELECT ${column} AS id, sum(input_tokens + output_tokens + cache_read_tokens + cache_write_tokens) AS tokens, sum(cost) AS cost
    FROM settled WHERE ${column} IS NOT NULL GROUP BY 1
  ), ${name}_locked AS (
    SELECT id FROM ${table} WHERE tenant_id = $1 AND id IN (SELECT id FROM ${name}_used) ORDER BY id FOR NO KEY UPDATE
  ), ${name}_counted AS (
    UPDATE ${table} t SET used_tokens = t.used_tokens + u.tokens, used_cost = t.used_cost + u.cost
    FROM ${name}_used u JOIN ${name}_locked USING (id) WHERE t.tenant_id = $1 AND t.id = u.id
  )`;

/**
 * Everything that follows from a settled call hangs on its row: only a row that was open or not there
 * feeds the sums, the counters and the kept answer, so that whatever is reported again changes nothing.
 */
const SETTLE: Statement = {
  name: 'usage-settle',
  text: `
  WITH input AS (
    SELECT * FROM json_to_recordset($2::json) AS r(${RECORD_COLUMNS}, answer jsonb)
  ), settled AS (
    INSERT INTO api_usage (tenant_id, ${SUBJECT}, ${WRITTEN}, settled_at)
    SELECT $1::uuid, ${SUBJECT}, ${WRITTEN}, now() FROM input ORDER BY id
    ON CONFLICT (id, tenant_id) DO UPDATE SET (${WRITTEN}, settled_at) = (${EXCLUDED}, now())
    WHERE api_usage.outcome = 'open'
    RETURNING *
  ), daily AS (
    INSERT INTO usage_daily AS d (tenant_id, ${DAILY_KEY}, ${DAILY_SUMS})
    SELECT $1::uuid, (created_at AT TIME ZONE 'UTC')::date, source, COALESCE(agent_type, ''), provider, model,
      COALESCE(channel_id, ${NOBODY}), COALESCE(virtual_key_id, ${NOBODY}),
      count(*), count(*) FILTER (WHERE outcome IN ('failed', 'broken', 'interrupted')), count(*) FILTER (WHERE estimated), count(*) FILTER (WHERE NOT priced),
      sum(input_tokens), sum(output_tokens), sum(cache_read_tokens), sum(cache_write_tokens), sum(cost), sum(latency_ms)
    FROM settled GROUP BY 2, 3, 4, 5, 6, 7, 8 ORDER BY 2, 3, 4, 5, 6, 7, 8
    ON CONFLICT (tenant_id, ${DAILY_KEY}) DO UPDATE SET ${ADDED}
  ), ${counted('keys', 'virtual_keys', 'virtual_key_id')}, ${counted('channels', 'channels', 'channel_id')}, steps AS (
    INSERT INTO turn_steps (tenant_id, id, turn_id, answer)
    SELECT $1::uuid, s.id, s.turn_id, i.answer FROM settled s JOIN input i USING (id)
    WHERE i.answer IS NOT NULL AND s.turn_id IS NOT NULL ON CONFLICT DO NOTHING
  )
  SELECT id, pg_current_xact_id()::text AS transaction_id FROM settled`,
};

/** Settles the records of one tenant, each id at most once in the list, and commits. */
export async function settleRecords(transaction: Transaction, tenantId: string, records: readonly SettleRecord[]): Promise<SettledRecords> {
  const rows = await transaction.queryAndCommit<{ id: string; transaction_id: string }>(SETTLE, [tenantId, JSON.stringify(records)]);
  return { ids: new Set(rows.map((row) => row.id)), transactionId: rows[0] ? BigInt(rows[0].transaction_id) : null };
}
