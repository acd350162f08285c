import { z } from 'zod';
import { PageQuery } from './pagination.js';

export const CallOutcome = z.enum(['open', 'completed', 'failed', 'broken', 'cancelled', 'interrupted']);
export type CallOutcome = z.infer<typeof CallOutcome>;

/** One channel tried for a call: a line of the routing receipt. Times in milliseconds. */
export const RoutingAttempt = z.object({
  channel_id: z.uuid().nullable(),
  channel: z.string(),
  provider: z.string(),
  model: z.string(),
  key_last_four: z.string().nullable(),
  why_chosen: z.string(),
  outcome: z.string().describe('`completed`, or the kind of failure'),
  why_left: z.string().nullable().describe('null for the channel that answered'),
  status: z.int().nullable().describe('HTTP status of the vendor'),
  started_at: z.iso.datetime(),
  first_token_ms: z.int().nullable(),
  took_ms: z.int(),
});
export type RoutingAttempt = z.infer<typeof RoutingAttempt>;

/** One model call. Costs are US dollars as decimals. */
export const UsageRow = z.object({
  id: z.uuid(),
  source: z.enum(['agent', 'relay', 'probe', 'test']),
  task: z.string(),
  agent_type: z.string().nullable(),
  conversation_id: z.uuid().nullable(),
  turn_id: z.uuid().nullable(),
  virtual_key_id: z.uuid().nullable(),
  channel_id: z.uuid().nullable(),
  provider: z.string(),
  requested_model: z.string(),
  model: z.string(),
  input_tokens: z.int().describe('without the two cache columns'),
  output_tokens: z.int(),
  cache_read_tokens: z.int(),
  cache_write_tokens: z.int(),
  estimated: z.boolean().describe('the vendor gave no counts: tokens were counted by a tokenizer'),
  cost: z.string(),
  priced: z.boolean().describe('false: no price is known for the model'),
  latency_ms: z.int(),
  first_token_ms: z.int().nullable(),
  outcome: CallOutcome,
  error_code: z.string().nullable(),
  created_at: z.iso.datetime(),
});
export type UsageRow = z.infer<typeof UsageRow>;

/** A call's routing receipt. */
export const RelayReceipt = UsageRow.extend({ attempts: z.array(RoutingAttempt) });
export type RelayReceipt = z.infer<typeof RelayReceipt>;

export const TurnReceipt = z.object({
  turn_id: z.uuid(),
  conversation_id: z.uuid(),
  outcome: z.string().nullable().describe('of the turn; null while it is being answered'),
  answered_by: z.enum(['model', 'local', 'human']).nullable(),
  calls: z.array(RelayReceipt),
  totals: z.object({ calls: z.int(), input_tokens: z.int(), output_tokens: z.int(), cost: z.string() }),
});
export type TurnReceipt = z.infer<typeof TurnReceipt>;

export const UsageGroup = z.enum(['day', 'agent', 'model', 'channel', 'key', 'provider', 'source']);
export type UsageGroup = z.infer<typeof UsageGroup>;

export const UsageQuery = PageQuery.extend({
  from: z.iso.date().optional().describe('first day, UTC; default: 30 days ago'),
  to: z.iso.date().optional().describe('last day, UTC; default: today'),
  group_by: UsageGroup.default('day'),
  agent: z.string().max(50).optional(),
  model: z.string().max(200).optional(),
  channel_id: z.uuid().optional(),
  virtual_key_id: z.uuid().optional(),
  conversation_id: z.uuid().optional().describe('of the rows alone'),
});
export type UsageQuery = z.infer<typeof UsageQuery>;

const sums = {
  calls: z.int(),
  failed_calls: z.int(),
  estimated_calls: z.int(),
  unpriced_calls: z.int(),
  input_tokens: z.number().int(),
  output_tokens: z.number().int(),
  cache_read_tokens: z.number().int(),
  cache_write_tokens: z.number().int(),
  cost: z.string(),
};
export const UsageSum = z.object({ group: z.string(), label: z.string().describe('name of a channel or key, otherwise the group'), ...sums });
export type UsageSum = z.infer<typeof UsageSum>;

export const UsageReport = z.object({
  items: z.array(UsageRow),
  next_cursor: z.string().nullable(),
  sums: z.array(UsageSum),
  total: z.object(sums),
});
export type UsageReport = z.infer<typeof UsageReport>;

export const ForecastQuery = z.object({ days: z.coerce.number().int().min(1).max(90).default(30) });
export type ForecastQuery = z.infer<typeof ForecastQuery>;

const Band = z.object({ expected: z.string(), low: z.string(), high: z.string() });
export const UsageForecast = z.object({
  method: z.string(),
  based_on: z.array(z.object({ day: z.iso.date(), cost: z.string() })).describe('the last 7 whole days'),
  days: z.array(Band.extend({ day: z.iso.date() })),
  total: Band,
  confidence: z.number().describe('share of outcomes the band is to hold, 0 to 1'),
});
export type UsageForecast = z.infer<typeof UsageForecast>;

const Price = z
  .union([z.number().min(0).max(999_999_999), z.string().regex(/^\d{1,9}(\.\d{1,10})?$/)])
  .transform(String)
  .describe('US dollars per million tokens');

export const SetPrice = z.object({ model: z.string().trim().min(1).max(200), input: Price, output: Price, cache_read: Price.nullable().default(null), cache_write: Price.nullable().default(null) });
export type SetPrice = z.infer<typeof SetPrice>;

export const ModelPrice = z.object({
  model: z.string(),
  input: z.string(),
  output: z.string(),
  cache_read: z.string().nullable(),
  cache_write: z.string().nullable(),
  source: z.enum(['shipped', 'tenant']),
  as_of: z.string().describe('date of the price'),
});
export type ModelPrice = z.infer<typeof ModelPrice>;

export const BudgetScope = z.enum(['tenant', 'virtual_key', 'conversation']);
export const BudgetPeriod = z.enum(['day', 'month', 'total']);

const Amount = z
  .union([z.number().min(1e-10).max(999_999_999), z.string().regex(/^\d{1,9}(\.\d{1,10})?$/)])
  .transform(String)
  .refine((value) => Number(value) > 0, 'must be greater than zero')
  .describe('US dollars');

export const CreateBudget = z
  .object({
    scope: BudgetScope.default('tenant'),
    subject_id: z.uuid().nullable().default(null).describe('the VirtualKey; or one conversation (null: each conversation for itself)'),
    period: BudgetPeriod.optional().describe('default: month; a conversation’s budget is always total'),
    amount: Amount,
    hard_limit_percent: z.int().min(100).max(1_000).default(120).describe('from 100 % to here the cheapest model answers, beyond it none'),
  })
  .superRefine((budget, context) => {
    if (budget.scope === 'virtual_key' && !budget.subject_id) context.addIssue({ code: 'custom', path: ['subject_id'], message: 'name the virtual key' });
    if (budget.scope === 'tenant' && budget.subject_id) context.addIssue({ code: 'custom', path: ['subject_id'], message: 'a tenant’s budget has none' });
    if (budget.scope === 'conversation' && budget.period && budget.period !== 'total') context.addIssue({ code: 'custom', path: ['period'], message: 'must be total' });
  })
  .transform((budget) => ({ ...budget, period: budget.scope === 'conversation' ? ('total' as const) : (budget.period ?? ('month' as const)) }));
export type CreateBudget = z.infer<typeof CreateBudget>;

export const UpdateBudget = z.object({ amount: Amount, hard_limit_percent: z.int().min(100).max(1_000) }).partial().refine((change) => Object.keys(change).length > 0, 'must change something');
export type UpdateBudget = z.infer<typeof UpdateBudget>;

export const Budget = z.object({
  id: z.uuid(),
  scope: BudgetScope,
  subject_id: z.uuid().nullable(),
  period: BudgetPeriod,
  amount: z.string(),
  hard_limit_percent: z.int(),
  spent: z.string().nullable().describe('in the running period; null for a budget of each conversation'),
  percent: z.number().nullable(),
  state: z.enum(['ok', 'warning', 'exhausted', 'beyond']).describe('below 80 %, below 100 %, below the hard limit, beyond it'),
  created_at: z.iso.datetime(),
});
export type Budget = z.infer<typeof Budget>;
