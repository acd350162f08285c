import type { Quota, RelayScope, UpdateVirtualKey, VirtualKey } from '#libs/contracts';
import type { VirtualKeyHolder } from './virtual-key-holder.js';

export const VIRTUAL_KEY_COLUMNS = `id, name, last_four, scopes, models, staff_id, trim_scale(quota_limit) AS quota_limit, quota_unit,
  used_tokens, trim_scale(used_cost) AS used_cost, requests_per_minute, tokens_per_minute, created_at, last_used_at, expires_at, revoked_at`;

/** Amounts are decimals, as the database gives them. */
export type VirtualKeyRow = {
  id: string;
  name: string;
  last_four: string;
  scopes: RelayScope[];
  models: string[] | null;
  staff_id: string | null;
  quota_limit: string | null;
  quota_unit: Quota['unit'] | null;
  used_tokens: string;
  used_cost: string;
  requests_per_minute: number | null;
  tokens_per_minute: number | null;
  created_at: Date;
  last_used_at: Date | null;
  expires_at: Date | null;
  revoked_at: Date | null;
};

export type VirtualKeyByHash = VirtualKeyRow & { tenant_id: string };

export function toVirtualKey({ quota_limit, quota_unit, ...row }: VirtualKeyRow): VirtualKey {
  return {
    ...row,
    quota: quotaOf({ quota_limit, quota_unit }),
    used_tokens: Number(row.used_tokens),
    created_at: row.created_at.toISOString(),
    last_used_at: row.last_used_at?.toISOString() ?? null,
    expires_at: row.expires_at?.toISOString() ?? null,
    revoked_at: row.revoked_at?.toISOString() ?? null,
  };
}

/** Null for a revoked key. Expiry is looked at with each call. */
export function toHolder(row: VirtualKeyByHash, readAt: number): VirtualKeyHolder | null {
  if (row.revoked_at) return null;
  return {
    tenantId: row.tenant_id,
    id: row.id,
    name: row.name,
    scopes: row.scopes,
    models: row.models,
    staffId: row.staff_id,
    quota: quotaOf(row),
    used: { tokens: Number(row.used_tokens), cost: row.used_cost },
    limits: { requestsPerMinute: row.requests_per_minute, tokensPerMinute: row.tokens_per_minute },
    expiresAt: row.expires_at,
    readAt,
  };
}

const PLAIN_COLUMNS = ['name', 'scopes', 'models', 'requests_per_minute', 'tokens_per_minute', 'expires_at', 'staff_id'] as const;

/** The columns that a change touches, with their values. */
export function columnsOf(change: UpdateVirtualKey): Record<string, unknown> {
  const columns: Record<string, unknown> = {};
  for (const column of PLAIN_COLUMNS) if (change[column] !== undefined) columns[column] = change[column];
  const { quota } = change;
  if (quota === undefined) return columns;
  return { ...columns, quota_limit: quota?.limit ?? null, quota_unit: quota?.unit ?? null };
}

const quotaOf = (row: Pick<VirtualKeyRow, 'quota_limit' | 'quota_unit'>): Quota | null =>
  row.quota_limit === null || row.quota_unit === null ? null : { limit: row.quota_limit, unit: row.quota_unit };
