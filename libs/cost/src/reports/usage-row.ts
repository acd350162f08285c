import type { RelayReceipt, RoutingAttempt, UsageRow } from '#libs/contracts';

/** A row of api_usage as the reports read it. */
export interface StoredUsage extends Omit<UsageRow, 'created_at'> {
  created_at: Date;
}

export const USAGE_COLUMNS = `id, source, task, agent_type, conversation_id, turn_id, virtual_key_id, channel_id, provider, requested_model, model,
  input_tokens, output_tokens, cache_read_tokens, cache_write_tokens, estimated, trim_scale(cost)::text AS cost, priced, latency_ms, first_token_ms,
  outcome, error_code, created_at`;

export const toUsageRow = (row: StoredUsage): UsageRow => ({ ...row, created_at: row.created_at.toISOString() });

export interface StoredReceipt extends StoredUsage {
  attempts: RoutingAttempt[];
}

export const RECEIPT_COLUMNS = `${USAGE_COLUMNS}, attempts`;

export const toReceipt = (row: StoredReceipt): RelayReceipt => ({ ...row, created_at: row.created_at.toISOString() });
