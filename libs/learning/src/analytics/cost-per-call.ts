import type { ModelPlanner } from '#libs/channels';
import { NOBODY } from '#libs/channels';
import type { FaqAnalytics } from '#libs/contracts';
import type { DayRange, Prices } from '#libs/cost';
import type { Transaction } from '#libs/persistence';

export interface PriceParts {
  planner: Pick<ModelPlanner, 'plan'>;
  prices: Pick<Prices, 'costOf'>;
}

export type CostPerCall = Pick<FaqAnalytics['money_saved'], 'cost_per_call' | 'based_on'>;

/** An answer from five articles: what goes in and comes out, roughly. */
const TYPICAL_CALL = { inputTokens: 1_000, outputTokens: 100, cacheReadTokens: 0, cacheWriteTokens: 0 };

/** What a call of the FAQ agent costs on average, US dollars: as it did in these days, else in the last 90; null when none was priced. */
export async function meanCostOfCalls(transaction: Transaction, tenantId: string, { from, to }: DayRange): Promise<CostPerCall | null> {
  const row = await transaction.first<{ in_range: string | null; of_90_days: string | null }>(
    `SELECT ${mean('WHERE day >= $2::date')} AS in_range, ${mean('WHERE true')} AS of_90_days FROM usage_daily
     WHERE tenant_id = $1 AND source = 'agent' AND agent_type = 'faq' AND day BETWEEN LEAST($2::date, $3::date - 90) AND $3::date`,
    [tenantId, from, to],
  );
  if (row?.in_range) return { cost_per_call: row.in_range, based_on: 'calls_in_range' };
  return row?.of_90_days ? { cost_per_call: row.of_90_days, based_on: 'calls_of_90_days' } : null;
}

const mean = (filter: string): string =>
  `trim_scale(round(sum(cost) FILTER (${filter}) / NULLIF(sum(calls - failed_calls - unpriced_calls) FILTER (${filter}), 0), 10))::text`;

/** The price of a typical call of the model that would be asked; nothing where there is none, or none that is priced. */
export async function listPriceOfCall({ planner, prices }: PriceParts, tenantId: string): Promise<CostPerCall> {
  const plan = await planner.plan(tenantId, { task: 'answer-faq', agentType: 'faq', complexity: 'normal', thrift: 'none', user: NOBODY });
  const model = plan.kind === 'models' ? plan.models[0] : undefined;
  const { cost, priced } = model === undefined ? { cost: '0', priced: false } : await prices.costOf(tenantId, model, TYPICAL_CALL);
  return priced ? { cost_per_call: cost, based_on: 'list_price' } : { cost_per_call: '0', based_on: 'nothing' };
}
