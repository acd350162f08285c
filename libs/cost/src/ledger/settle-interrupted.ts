import type { Database, Transaction } from '#libs/persistence';
import type { PriceList } from '../prices/price-list.js';
import type { Prices } from '../prices/prices.js';
import { meterRecord } from './meter-record.js';
import { settleRecords } from './settle-records.js';
import type { SettleRecord, UsageRecord } from './usage-record.js';

const BATCH = 500;

/**
 * Calls whose process died in them: open for longer than any call may take, they are billed with the
 * estimate of their input and become `interrupted`, once.
 * @param olderThanMs longer than the longest call, or a call still under way is taken for a dead one
 * @returns how many there were
 */
export async function settleInterrupted(database: Database, prices: Prices, olderThanMs: number): Promise<number> {
  let settled = 0;
  for (const tenantId of await tenantsWithOpenCalls(database, olderThanMs)) {
    const list = await prices.listOf(tenantId);
    for (let found = BATCH; found === BATCH; settled += found) {
      found = await database.inTenant(tenantId, (transaction) => settleBatch(transaction, tenantId, list, olderThanMs));
    }
  }
  return settled;
}

async function tenantsWithOpenCalls(database: Database, olderThanMs: number): Promise<string[]> {
  const rows = await database.asSystem((transaction) =>
    transaction.queryAndCommit<{ tenant_id: string }>(`SELECT DISTINCT tenant_id FROM api_usage WHERE outcome = 'open' AND created_at < now() - make_interval(secs => $1 / 1000.0)`, [olderThanMs]),
  );
  return rows.map((row) => row.tenant_id);
}

async function settleBatch(transaction: Transaction, tenantId: string, prices: PriceList, olderThanMs: number): Promise<number> {
  // Locked, and what others have locked is passed over: they are settling it.
  const open = await transaction.query<UsageRecord>(
    `SELECT ${COLUMNS} FROM api_usage WHERE tenant_id = $1 AND outcome = 'open' AND created_at < now() - make_interval(secs => $2 / 1000.0)
     ORDER BY id LIMIT ${BATCH} FOR UPDATE SKIP LOCKED`,
    [tenantId, olderThanMs],
  );
  if (open.length === 0) return 0;
  const records = open.map((record) => interrupted(record, prices));
  const { ids } = await settleRecords(transaction, tenantId, records);
  for (const record of records) if (ids.has(record.id)) meterRecord(record);
  return ids.size;
}

const COLUMNS = `id, source, task, agent_type, conversation_id, turn_id, virtual_key_id, channel_id, provider, requested_model, model,
  input_tokens, output_tokens, cache_read_tokens, cache_write_tokens, latency_ms, first_token_ms, error_code, attempts, created_at`;

function interrupted(record: UsageRecord, prices: PriceList): SettleRecord {
  const tokens = { inputTokens: record.input_tokens, outputTokens: 0, cacheReadTokens: 0, cacheWriteTokens: 0 };
  return { ...record, ...prices.costOf(record.model, tokens), estimated: true, outcome: 'interrupted', error_code: 'interrupted', answer: null };
}
