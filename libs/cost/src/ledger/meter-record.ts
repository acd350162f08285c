import { metrics } from '#libs/observability';
import type { UsageRecord } from './usage-record.js';

/** Counts a newly settled call in the process's metrics. */
export function meterRecord(record: UsageRecord): void {
  const { provider } = record;
  metrics.modelCost.inc({ agent_type: record.agent_type ?? record.source, provider }, Number(record.cost));
  const kinds = { input: record.input_tokens, output: record.output_tokens, cache_read: record.cache_read_tokens, cache_write: record.cache_write_tokens };
  for (const [kind, tokens] of Object.entries(kinds)) if (tokens > 0) metrics.modelTokens.inc({ kind, provider }, tokens);
}
