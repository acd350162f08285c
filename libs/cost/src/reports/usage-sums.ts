import type { UsageGroup, UsageQuery, UsageReport, UsageSum } from '#libs/contracts';
import type { Transaction } from '#libs/persistence';
import { SHARED_FILTER, sharedValues, type DayRange } from './usage-filter.js';

/** More groups than anybody reads; those that cost least are left out, never from the total. */
const MOST_GROUPS = 1_000;

const NOBODY = `'00000000-0000-0000-0000-000000000000'`;
const COUNTS = ['calls', 'failed_calls', 'estimated_calls', 'unpriced_calls', 'input_tokens', 'output_tokens', 'cache_read_tokens', 'cache_write_tokens'];
const SUMS = `${COUNTS.map((column) => `COALESCE(sum(u.${column}), 0)::float8 AS ${column}`).join(', ')}, trim_scale(COALESCE(sum(u.cost), 0))::text AS cost`;

/** What each group is called; `none` is what belongs to no agent, channel or key. */
const GROUPS: Record<UsageGroup, { by: string; label?: string; join?: string }> = {
  day: { by: 'u.day::text' },
  agent: { by: `COALESCE(NULLIF(u.agent_type, ''), 'none')` },
  model: { by: 'u.model' },
  provider: { by: 'u.provider' },
  source: { by: 'u.source' },
  channel: named('channel_id', 'channels'),
  key: named('virtual_key_id', 'virtual_keys'),
};

function named(column: string, table: string): { by: string; label: string; join: string } {
  const by = `CASE WHEN u.${column} = ${NOBODY} THEN 'none' ELSE u.${column}::text END`;
  return { by, label: `COALESCE(max(n.name), ${by})`, join: `LEFT JOIN ${table} n ON n.tenant_id = $1 AND n.id = u.${column}` };
}

/** The sums by group, newest day or largest cost first, and of everything together. */
export async function readSums(transaction: Transaction, tenantId: string, query: UsageQuery, { from, to }: DayRange): Promise<Pick<UsageReport, 'sums' | 'total'>> {
  const { by, label = by, join = '' } = GROUPS[query.group_by];
  const where = `WHERE u.tenant_id = $1 AND u.day BETWEEN $2::date AND $3::date AND ${SHARED_FILTER}`;
  const values = [tenantId, from, to, ...sharedValues(query)];
  const order = query.group_by === 'day' ? '1 DESC' : 'sum(u.cost) DESC, 1';
  const sums = await transaction.query<UsageSum>(`SELECT ${by} AS "group", ${label} AS label, ${SUMS} FROM usage_daily u ${join} ${where} GROUP BY ${by} ORDER BY ${order} LIMIT ${MOST_GROUPS}`, values);
  const total = await transaction.first<UsageReport['total']>(`SELECT ${SUMS} FROM usage_daily u ${where}`, values);
  return { sums, total: total! };
}
