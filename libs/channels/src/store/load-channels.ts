import { inspect } from 'node:util';
import type { Database, Transaction } from '#libs/persistence';
import type { ChannelKey, ProviderChannel } from '../provider-channel.js';
import type { KeyVault } from '../vault/key-vault.js';
import { SELECT_CHANNELS, quotaOf, scopeOf, type ChannelRow, type KeyRow } from './channel-row.js';
import { readSealedKeys } from './sealed-keys.js';

/** The channels of a tenant as of one look at the database. */
export interface LoadedChannels {
  channels: readonly ProviderChannel[];
  /** Ids of keys that do not open with the master keys at hand. */
  broken: ReadonlySet<string>;
}

/** Told of a key that does not open, once. */
export type OnBrokenKey = (keyId: string, error: Error) => void;

/**
 * Reads the channels of a tenant. A key never changes under its id, so those that `previous` has open
 * are not opened again.
 */
export function loadChannels(database: Database, vault: KeyVault, tenantId: string, previous: LoadedChannels | undefined, onBrokenKey: OnBrokenKey): Promise<LoadedChannels> {
  return database.inTenant(tenantId, async (transaction) => {
    const rows = await transaction.query<ChannelRow>({ name: 'channels-of-tenant', text: `${SELECT_CHANNELS} ORDER BY c.priority, c.created_at, c.id` }, [tenantId]);
    const secrets = secretsOf(previous);
    const broken = await openFresh(transaction, vault, tenantId, rows, secrets, (id, error) => {
      if (!previous?.broken.has(id)) onBrokenKey(id, error);
    });
    return { channels: Object.freeze(rows.map((row) => toProviderChannel(tenantId, row, secrets))), broken };
  });
}

const secretsOf = (loaded: LoadedChannels | undefined): Map<string, string> => new Map((loaded?.channels ?? []).flatMap((channel) => channel.keys.map((key) => [key.id, key.secret])));

/** Adds the keys not open yet to `secrets`, and gives the ids of those that do not open. */
async function openFresh(transaction: Transaction, vault: KeyVault, tenantId: string, rows: readonly ChannelRow[], secrets: Map<string, string>, onBroken: OnBrokenKey): Promise<Set<string>> {
  const fresh = rows.flatMap((row) => row.keys.map((key) => key.id)).filter((id) => !secrets.has(id));
  const broken = new Set<string>();
  const opened = await readSealedKeys(transaction, vault, tenantId, fresh, (id, error) => {
    broken.add(id);
    onBroken(id, error);
  });
  for (const [id, secret] of opened) secrets.set(id, secret);
  return broken;
}

function toProviderChannel(tenantId: string, row: ChannelRow, secrets: ReadonlyMap<string, string>): ProviderChannel {
  const keys = row.keys.filter((key) => secrets.has(key.id)).map((key) => toKey(key, secrets.get(key.id)!));
  const channel: ProviderChannel = {
    id: row.id,
    tenantId,
    name: row.name,
    type: row.type,
    preset: row.preset,
    baseUrl: row.base_url,
    models: Object.freeze(row.models),
    modelMapping: Object.freeze(row.model_mapping),
    priority: row.priority,
    weight: row.weight,
    ...statusOf(row, keys),
    scope: Object.freeze(scopeOf(row)),
    quota: Object.freeze(quotaOf(row)),
    usedTokens: Number(row.used_tokens),
    usedCost: row.used_cost,
    requestsPerMinute: row.requests_per_minute,
    timeouts: Object.freeze(row.timeouts),
    keys: Object.freeze(keys),
  };
  return Object.freeze(channel);
}

/** A channel none of whose keys opens must not pass for one that needs none. */
function statusOf(row: ChannelRow, opened: readonly ChannelKey[]): Pick<ProviderChannel, 'status' | 'statusReason'> {
  const locked = row.status === 'enabled' && row.keys.some(isEnabled) && !opened.some(isEnabled);
  return locked ? { status: 'auto_disabled', statusReason: 'its keys do not open with the master keys of this process' } : { status: row.status, statusReason: row.status_reason };
}

const isEnabled = ({ status }: { status: ChannelKey['status'] }): boolean => status === 'enabled';

function toKey({ id, last_four: lastFour, status }: KeyRow, secret: string): ChannelKey {
  const key: ChannelKey = { id, secret, lastFour, status };
  const shown = () => ({ id, lastFour, status });
  // Who prints a channel, or logs it by mistake, sees no secret.
  Object.defineProperties(key, { toJSON: { value: shown }, [inspect.custom]: { value: shown } });
  return Object.freeze(key);
}
