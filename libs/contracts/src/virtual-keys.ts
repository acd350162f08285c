import { z } from 'zod';
import { ModelName, Quota } from './channels.js';
import { ShortText } from './text.js';

/** What a VirtualKey may call. */
export const RelayScope = z.enum(['completions', 'embeddings', 'models']);
export type RelayScope = z.infer<typeof RelayScope>;

const FutureTime = z.iso.datetime({ offset: true }).refine((value) => Date.parse(value) > Date.now(), 'must be in the future');

const settings = {
  name: ShortText,
  scopes: z.array(RelayScope).min(1),
  models: z.array(ModelName).min(1).max(200).nullable().describe('null: every model the channels offer'),
  quota: Quota.nullable(),
  requests_per_minute: z.int().positive().max(1_000_000).nullable(),
  tokens_per_minute: z.int().positive().max(1_000_000_000).nullable(),
  expires_at: FutureTime.nullable(),
  staff_id: z.uuid().nullable().describe('whose personal and group channels the key may use'),
};

export const CreateVirtualKey = z.object({
  name: settings.name,
  scopes: settings.scopes.default([...RelayScope.options]),
  models: settings.models.default(null),
  quota: settings.quota.default(null),
  requests_per_minute: settings.requests_per_minute.default(null),
  tokens_per_minute: settings.tokens_per_minute.default(null),
  expires_at: settings.expires_at.default(null),
  staff_id: settings.staff_id.default(null),
});
export type CreateVirtualKey = z.infer<typeof CreateVirtualKey>;

export const UpdateVirtualKey = z.object(settings).partial().refine((change) => Object.keys(change).length > 0, 'must change something');
export type UpdateVirtualKey = z.infer<typeof UpdateVirtualKey>;

export const VirtualKey = z.object({
  id: z.uuid(),
  name: z.string(),
  last_four: z.string(),
  scopes: z.array(RelayScope),
  models: z.array(z.string()).nullable(),
  quota: z.object({ limit: z.string(), unit: z.enum(['tokens', 'usd']) }).nullable(),
  used_tokens: z.number().int(),
  used_cost: z.string().describe('US dollars'),
  requests_per_minute: z.int().nullable(),
  tokens_per_minute: z.int().nullable(),
  staff_id: z.uuid().nullable(),
  created_at: z.iso.datetime(),
  last_used_at: z.iso.datetime().nullable(),
  expires_at: z.iso.datetime().nullable(),
  revoked_at: z.iso.datetime().nullable(),
});
export type VirtualKey = z.infer<typeof VirtualKey>;

/** The only time the secret is shown. */
export const CreatedVirtualKey = VirtualKey.extend({ key: z.string() });
export type CreatedVirtualKey = z.infer<typeof CreatedVirtualKey>;
