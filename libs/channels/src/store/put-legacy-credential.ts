import type { CreateChannel } from '#libs/contracts';
import { AppError } from '#libs/kernel';
import type { Database, Transaction } from '#libs/persistence';
import type { KeyVault } from '../vault/key-vault.js';
import { SELECT_CHANNELS, type ChannelRow } from './channel-row.js';
import type { ChannelSettings } from './channel-settings.js';
import { auditChannel, insertChannel, replaceKeys } from './channel-writes.js';
import { readSealedKeys } from './sealed-keys.js';

/** A credential of an older system, and the channel it is to become. */
export interface LegacyCredential {
  /** Its id over there, by which a later import finds the channel again. */
  id: string;
  channel: CreateChannel;
}

export type ImportOutcome = 'created' | 'updated' | 'unchanged';

type Settled = LegacyCredential & { settings: ChannelSettings };

const LONGEST_NAME = 200;

/** Carries the outcome out of a transaction that must not last. */
class TakenBack extends Error {
  constructor(readonly outcome: ImportOutcome) {
    super('taken back');
  }
}

/** See ChannelStore.putLegacyCredential. One transaction. */
export async function putLegacyCredential(database: Database, vault: KeyVault, tenantId: string, credential: Settled, dryRun: boolean): Promise<ImportOutcome> {
  try {
    return await database.inTenant(tenantId, async (transaction) => {
      const outcome = await put(transaction, vault, tenantId, credential);
      if (dryRun) throw new TakenBack(outcome);
      return outcome;
    });
  } catch (error) {
    if (error instanceof TakenBack) return error.outcome;
    throw error;
  }
}

async function put(transaction: Transaction, vault: KeyVault, tenantId: string, credential: Settled): Promise<ImportOutcome> {
  // Two imports at once take turns: whether a credential is new, and whether a name is free, is decided below.
  await transaction.query('SELECT pg_advisory_xact_lock(hashtextextended($1, 0))', [`import-channels:${tenantId}`]);
  const known = await transaction.first<ChannelRow>(`${SELECT_CHANNELS} AND c.legacy_credential_id = $2`, [tenantId, credential.id]);
  const name = await freeName(transaction, tenantId, credential, known?.id ?? null);
  return known ? refresh(transaction, vault, tenantId, known, name, credential) : add(transaction, vault, tenantId, name, credential);
}

async function add(transaction: Transaction, vault: KeyVault, tenantId: string, name: string, { id: legacyId, channel, settings }: Settled): Promise<ImportOutcome> {
  const id = await insertChannel(transaction, tenantId, { ...settings, name }, legacyId);
  await replaceKeys(transaction, vault, { tenantId, channelId: id }, channel.keys);
  await auditChannel(transaction, tenantId, null, id, 'imported', { name, type: settings.type, legacy_credential_id: legacyId, keys: channel.keys.length });
  return 'created';
}

/** Name and keys follow the older system; what was set here since stays. */
async function refresh(transaction: Transaction, vault: KeyVault, tenantId: string, row: ChannelRow, name: string, { id: legacyId, channel }: Settled): Promise<ImportOutcome> {
  if (row.type !== channel.type || row.preset !== channel.preset) {
    throw new AppError('invalid_request', `its channel is one of ${row.preset ?? row.type}; delete that to import it as one of ${channel.preset ?? channel.type}`);
  }
  await transaction.query('SELECT 1 FROM channels WHERE tenant_id = $1 AND id = $2 FOR UPDATE', [tenantId, row.id]);
  const changed = [...(row.name === name ? [] : ['name']), ...((await holdsKeys(transaction, vault, tenantId, row, channel.keys)) ? [] : ['keys'])];
  if (changed.length === 0) return 'unchanged';
  const comesBack = changed.includes('keys') && row.status === 'auto_disabled';
  await transaction.query(
    `UPDATE channels SET name = $3, status = CASE WHEN $4 THEN 'enabled' ELSE status END, status_reason = CASE WHEN $4 THEN NULL ELSE status_reason END, updated_at = now()
     WHERE tenant_id = $1 AND id = $2`,
    [tenantId, row.id, name, comesBack],
  );
  if (changed.includes('keys')) await replaceKeys(transaction, vault, { tenantId, channelId: row.id }, channel.keys);
  await auditChannel(transaction, tenantId, null, row.id, 'updated', { changed, legacy_credential_id: legacyId });
  return 'updated';
}

/** Older systems name credentials as they like, also several alike: the second gets its id behind the name. */
async function freeName(transaction: Transaction, tenantId: string, { id, channel: { name } }: Settled, ownId: string | null): Promise<string> {
  const taken = await transaction.first('SELECT 1 FROM channels WHERE tenant_id = $1 AND name = $2 AND id IS DISTINCT FROM $3', [tenantId, name, ownId]);
  const suffix = ` (${id})`;
  return taken ? `${name.slice(0, LONGEST_NAME - suffix.length)}${suffix}` : name;
}

async function holdsKeys(transaction: Transaction, vault: KeyVault, tenantId: string, row: ChannelRow, keys: readonly string[]): Promise<boolean> {
  if (row.keys.length !== keys.length) return false;
  const opened = await readSealedKeys(transaction, vault, tenantId, row.keys.map((key) => key.id));
  return row.keys.every((key, position) => opened.get(key.id) === keys[position]);
}
