import { z } from 'zod';
import { ShortText } from './text.js';

export const ChannelType = z.enum(['anthropic', 'openai-compatible', 'local']);
export type ChannelType = z.infer<typeof ChannelType>;

export const ChannelPreset = z.enum(['anthropic', 'openai', 'deepseek', 'openrouter', 'gemini', 'doubao', 'local-server']);
export type ChannelPreset = z.infer<typeof ChannelPreset>;

/** Name of a model as callers and vendors write it. */
export const ModelName = z
  .string()
  .trim()
  .min(1)
  .max(200)
  .regex(/^[\w.:/@+-]+$/, 'must consist of letters, digits and . : / @ + - _');

/** Ten places after the point, as the database keeps them. */
const Decimal = z
  .union([z.number().min(1e-10).max(1e15).transform((value) => value.toFixed(10).replace(/\.?0+$/, '')), z.string().regex(/^\d{1,18}(\.\d{1,10})?$/)])
  .refine((value) => Number(value) > 0, 'must be greater than zero');

/** An allowance that does not come back by itself. A number alone means tokens. */
export const Quota = z.union([
  z.int().positive().transform((limit) => ({ limit: String(limit), unit: 'tokens' as const })),
  z.object({ limit: Decimal, unit: z.enum(['tokens', 'usd']).default('tokens') }),
]);
export type Quota = z.infer<typeof Quota>;

const WIRE_SCOPE = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('tenant') }),
  z.object({ kind: z.literal('group'), group_id: z.uuid() }),
  z.object({ kind: z.literal('personal'), staff_id: z.uuid() }),
]);

/** Whose calls may use a channel. `"tenant"` alone is short for `{"kind": "tenant"}`. */
export const ChannelScope = z.union([z.literal('tenant').transform(() => ({ kind: 'tenant' as const })), WIRE_SCOPE]);
export type ChannelScope = z.infer<typeof ChannelScope>;

/** Milliseconds; what is left out keeps its default. */
export const ChannelTimeouts = z.object({
  first_token_ms: z.int().min(100).max(600_000).optional().describe('until the first token of a stream, or of a whole answer any sign of life (default 15000)'),
  idle_ms: z.int().min(100).max(600_000).optional().describe('between two pieces of a stream (default 30000)'),
  total_ms: z.int().min(100).max(600_000).optional().describe('of one attempt (default 120000; streams 600000)'),
});
export type ChannelTimeouts = z.infer<typeof ChannelTimeouts>;

const Keys = z.array(z.string().trim().min(1).max(1_000).regex(/^[\x21-\x7e]+$/, 'must be printable ASCII without spaces')).max(50);
const Models = z.array(ModelName).max(200);
const ModelMapping = z.record(ModelName, ModelName).refine((mapping) => Object.keys(mapping).length <= 200, 'must not have more than 200 entries');
const BaseUrl = z.url({ protocol: /^https?$/, hostname: /^.+$/ }).max(500);

const settings = {
  name: ShortText,
  base_url: BaseUrl.nullable(),
  keys: Keys,
  models: Models,
  model_mapping: ModelMapping,
  priority: z.int().min(1).max(100).describe('lower is taken first'),
  weight: z.int().min(1).max(1_000).describe('share among channels of the same priority'),
  quota: Quota.nullable(),
  scope: ChannelScope,
  requests_per_minute: z.int().positive().max(1_000_000).nullable(),
  timeouts: ChannelTimeouts,
};

/** A channel to make. `openai-compatible` and `anthropic` need a base URL or a preset; `local` needs neither URL nor keys. */
export const CreateChannel = z
  .object({
    type: ChannelType,
    preset: ChannelPreset.nullable().default(null),
    name: settings.name,
    base_url: settings.base_url.default(null),
    keys: settings.keys.default([]).describe('several are used in turn; none for a server that asks for none'),
    models: settings.models.default([]),
    model_mapping: settings.model_mapping.default({}),
    priority: settings.priority.default(50),
    weight: settings.weight.default(1),
    quota: settings.quota.default(null),
    scope: settings.scope.default({ kind: 'tenant' }),
    requests_per_minute: settings.requests_per_minute.default(null),
    timeouts: settings.timeouts.default({}),
  })
  .superRefine((channel, context) => {
    const issue = (path: string, message: string) => context.addIssue({ code: 'custom', path: [path], message });
    if (channel.type === 'local') {
      if (channel.base_url) issue('base_url', 'a local channel has none');
      if (channel.keys.length > 0) issue('keys', 'a local channel has none');
      return;
    }
    if (!channel.base_url && !channel.preset && channel.type === 'openai-compatible') issue('base_url', 'give a base_url or a preset');
    if (channel.models.length === 0 && Object.keys(channel.model_mapping).length === 0) issue('models', 'name at least one model');
    if (channel.preset && (channel.preset === 'anthropic') !== (channel.type === 'anthropic')) issue('preset', 'does not belong to this type');
  });
export type CreateChannel = z.infer<typeof CreateChannel>;

/** What to change; `keys` replaces all keys, and fresh keys bring an auto-disabled channel back. */
export const UpdateChannel = z
  .object({ ...settings, status: z.enum(['enabled', 'disabled']), reset_quota: z.boolean().describe('true: the used quota starts again from zero') })
  .partial()
  .refine((change) => Object.keys(change).length > 0, 'must change something');
export type UpdateChannel = z.infer<typeof UpdateChannel>;

export const ChannelStatus = z.enum(['enabled', 'disabled', 'auto_disabled']);
export type ChannelStatus = z.infer<typeof ChannelStatus>;

const ShownQuota = z.object({ limit: z.string(), unit: z.enum(['tokens', 'usd']) }).nullable();

export const Channel = z.object({
  id: z.uuid(),
  name: z.string(),
  type: ChannelType,
  preset: ChannelPreset.nullable(),
  base_url: z.string().nullable(),
  keys: z.array(z.object({ id: z.uuid(), last_four: z.string(), status: z.enum(['enabled', 'auto_disabled']), status_reason: z.string().nullable() })),
  models: z.array(z.string()),
  model_mapping: z.record(z.string(), z.string()),
  priority: z.int(),
  weight: z.int(),
  status: ChannelStatus,
  status_reason: z.string().nullable(),
  scope: WIRE_SCOPE,
  quota: ShownQuota,
  used_tokens: z.number().int(),
  used_cost: z.string().describe('US dollars'),
  requests_per_minute: z.int().nullable(),
  timeouts: ChannelTimeouts,
  legacy_credential_id: z.string().nullable(),
  created_at: z.iso.datetime(),
  updated_at: z.iso.datetime(),
});
export type Channel = z.infer<typeof Channel>;

export const ChannelTestResult = z.object({
  ok: z.boolean(),
  model: z.string().nullable(),
  latency_ms: z.int(),
  first_token_ms: z.int().nullable(),
  error: z.object({ code: z.string(), message: z.string() }).nullable(),
});
export type ChannelTestResult = z.infer<typeof ChannelTestResult>;

export const CircuitState = z.enum(['closed', 'open', 'half-open']);
export type CircuitState = z.infer<typeof CircuitState>;

export const ChannelHealth = z.object({
  channel_id: z.uuid(),
  name: z.string(),
  status: ChannelStatus,
  circuit: CircuitState,
  opens_again_at: z.iso.datetime().nullable().describe('when an open circuit is probed next'),
  window_seconds: z.int(),
  calls: z.int(),
  success_rate: z.number().nullable().describe('0 to 1; null without calls in the window'),
  consecutive_failures: z.int(),
  latency_ms_p50: z.number().nullable(),
  models: z.array(z.object({ model: z.string(), first_token_ms_p50: z.number().nullable(), gap_ms_p50: z.number().nullable(), gap_ms_p95: z.number().nullable() })).describe('streams: to the first token, and between pieces'),
  last_error: z.object({ code: z.string(), at: z.iso.datetime() }).nullable(),
  cooling_keys: z.int().describe('keys the vendor asked to leave alone for a while'),
});
export type ChannelHealth = z.infer<typeof ChannelHealth>;

/** Tasks agents ask completions for. */
export const ModelTask = z.enum(['route', 'answer-faq', 'agent-step', 'summarize', 'extract-memories', 'describe-image', 'embed']);
export type ModelTask = z.infer<typeof ModelTask>;

/** What a message asks of whoever answers it; a complaint is a matter of its own. */
export const Complexity = z.enum(['simple', 'normal', 'complex', 'complaint']);
export type Complexity = z.infer<typeof Complexity>;

export const ModelTier = z.enum(['small', 'medium', 'large']);
export type ModelTier = z.infer<typeof ModelTier>;

export const SelectChannel = z
  .object({
    model: ModelName.optional(),
    task: ModelTask.optional(),
    agent_type: z.enum(['faq', 'order', 'refund', 'technical']).optional(),
    complexity: Complexity.default('normal'),
    staff_id: z.uuid().optional().describe('whose personal and group channels come first'),
  })
  .refine((asked) => (asked.model === undefined) !== (asked.task === undefined), 'give a model or a task');
export type SelectChannel = z.infer<typeof SelectChannel>;

/** One channel as it was weighed up: taken, next in line, or passed over and why. */
export const WeighedChannel = z.object({
  channel_id: z.uuid().nullable().describe('null: the built-in local answers'),
  name: z.string(),
  type: ChannelType,
  model: z.string().nullable(),
  priority: z.int(),
  weight: z.int(),
  verdict: z.enum(['taken', 'next', 'passed_over']),
  reason: z.string(),
});
export type WeighedChannel = z.infer<typeof WeighedChannel>;

export const ChannelSelection = z.object({
  channel: WeighedChannel.nullable(),
  model: z.string().nullable(),
  tier: ModelTier.nullable(),
  reason: z.string(),
  considered: z.array(WeighedChannel),
});
export type ChannelSelection = z.infer<typeof ChannelSelection>;

/** What a tenant changes of data/model-choices.json; see there for the meaning. */
export const ModelChoices = z.object({
  tasks: z.record(z.string(), ModelTier).default({}).describe('by task, or by task and agent as `agent-step:refund`'),
  models: z.partialRecord(ModelTier, z.array(ModelName).max(100)).default({}).describe('models of a tier, the preferred first'),
});
export type ModelChoices = z.infer<typeof ModelChoices>;

/** The choices in force: the shipped ones with the tenant's laid over them. */
export const EffectiveModelChoices = z.object({
  tasks: z.record(z.string(), ModelTier),
  complexity: z.partialRecord(Complexity, z.int()).describe('how many sizes up or down'),
  models: z.partialRecord(ModelTier, z.array(z.string())),
});
export type EffectiveModelChoices = z.infer<typeof EffectiveModelChoices>;

export const Group = z.object({ id: z.uuid(), name: z.string(), staff_ids: z.array(z.uuid()), created_at: z.iso.datetime() });
export type Group = z.infer<typeof Group>;
const groupSettings = { name: ShortText, staff_ids: z.array(z.uuid()).max(1_000) };
export const CreateGroup = z.object({ name: groupSettings.name, staff_ids: groupSettings.staff_ids.default([]) });
export type CreateGroup = z.infer<typeof CreateGroup>;
export const UpdateGroup = z.object(groupSettings).partial().refine((change) => Object.keys(change).length > 0, 'must change something');
export type UpdateGroup = z.infer<typeof UpdateGroup>;
