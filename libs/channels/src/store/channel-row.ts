import type { Channel, ChannelPreset, ChannelScope, ChannelStatus, ChannelTimeouts, ChannelType } from '#libs/contracts';

export interface KeyRow {
  id: string;
  last_four: string;
  status: 'enabled' | 'auto_disabled';
  status_reason: string | null;
}

export interface ChannelRow {
  id: string;
  name: string;
  type: ChannelType;
  preset: ChannelPreset | null;
  base_url: string | null;
  models: string[];
  model_mapping: Record<string, string>;
  priority: number;
  weight: number;
  status: ChannelStatus;
  status_reason: string | null;
  scope: ChannelScope['kind'];
  group_id: string | null;
  staff_id: string | null;
  quota_limit: string | null;
  quota_unit: 'tokens' | 'usd' | null;
  used_tokens: string;
  used_cost: string;
  requests_per_minute: number | null;
  timeouts: ChannelTimeouts;
  legacy_credential_id: string | null;
  created_at: Date;
  updated_at: Date;
  keys: KeyRow[];
}

/** Channels with what may be shown of their keys, as `c`; to be continued with conditions. `$1` is the tenant. */
export const SELECT_CHANNELS = `SELECT c.id, c.name, c.type, c.preset, c.base_url, c.models, c.model_mapping, c.priority, c.weight, c.status, c.status_reason,
    c.scope, c.group_id, c.staff_id, trim_scale(c.quota_limit)::text AS quota_limit, c.quota_unit, c.used_tokens::text, trim_scale(c.used_cost)::text AS used_cost,
    c.requests_per_minute, c.timeouts, c.legacy_credential_id, c.created_at, c.updated_at,
    COALESCE((
      SELECT jsonb_agg(jsonb_build_object('id', k.id, 'last_four', k.last_four, 'status', k.status, 'status_reason', k.status_reason) ORDER BY k.position)
      FROM channel_keys k WHERE k.channel_id = c.id AND k.tenant_id = c.tenant_id
    ), '[]') AS keys
  FROM channels c WHERE c.tenant_id = $1`;

/** The row as the REST API shows it. */
export function toChannel(row: ChannelRow): Channel {
  const { group_id: _group, staff_id: _staff, quota_limit: _limit, quota_unit: _unit, ...shown } = row;
  return {
    ...shown,
    scope: scopeOf(row),
    quota: quotaOf(row),
    used_tokens: Number(row.used_tokens),
    created_at: row.created_at.toISOString(),
    updated_at: row.updated_at.toISOString(),
  };
}

export const quotaOf = (row: ChannelRow): Channel['quota'] => (row.quota_limit && row.quota_unit ? { limit: row.quota_limit, unit: row.quota_unit } : null);

export function scopeOf(row: ChannelRow): ChannelScope {
  if (row.scope === 'group') return { kind: 'group', group_id: row.group_id! };
  if (row.scope === 'personal') return { kind: 'personal', staff_id: row.staff_id! };
  return { kind: 'tenant' };
}
