import type { ChannelPreset, ChannelScope, ChannelStatus, ChannelTimeouts, ChannelType } from '#libs/contracts';

/** One configured credential of a vendor, as the platform calls it: its keys are open in memory. */
export interface ProviderChannel {
  id: string;
  tenantId: string;
  name: string;
  type: ChannelType;
  preset: ChannelPreset | null;
  /** Null for `local`. */
  baseUrl: string | null;
  models: readonly string[];
  /** From the name a caller asks for to the vendor's. */
  modelMapping: Readonly<Record<string, string>>;
  priority: number;
  weight: number;
  status: ChannelStatus;
  statusReason: string | null;
  scope: ChannelScope;
  quota: { limit: string; unit: 'tokens' | 'usd' } | null;
  /** As of the last look at the database. */
  usedTokens: number;
  usedCost: string;
  requestsPerMinute: number | null;
  timeouts: ChannelTimeouts;
  keys: readonly ChannelKey[];
}

export interface ChannelKey {
  id: string;
  secret: string;
  lastFour: string;
  status: 'enabled' | 'auto_disabled';
}

/** Whose calls these are: a person's own channels come first, then their groups', then the tenant's. */
export interface ChannelUser {
  staffId: string | null;
  groupIds: readonly string[];
}

export const NOBODY: ChannelUser = { staffId: null, groupIds: [] };
