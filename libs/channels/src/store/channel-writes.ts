import { recordAudit, type Principal } from '#libs/identity';
import { AppError, newId } from '#libs/kernel';
import { violates, type Transaction } from '#libs/persistence';
import type { KeyVault } from '../vault/key-vault.js';
import { shownEnd } from '../vault/shown-end.js';
import { SELECT_CHANNELS, type ChannelRow } from './channel-row.js';
import { SETTINGS_COLUMNS, settingsPlaceholders, settingsValues, type ChannelSettings } from './channel-settings.js';

export type Actor = Pick<Principal, 'kind' | 'id'> | null;

/** @throws AppError not_found */
export async function readChannel(transaction: Transaction, tenantId: string, id: string): Promise<ChannelRow> {
  const row = await transaction.first<ChannelRow>(`${SELECT_CHANNELS} AND c.id = $2`, [tenantId, id]);
  if (!row) throw noSuchChannel();
  return row;
}

/**
 * The channel, held until the transaction ends: whatever changes a channel or its keys takes this
 * lock first, so that two changes at once come one after the other.
 * @throws AppError not_found
 */
export async function holdChannel(transaction: Transaction, tenantId: string, id: string): Promise<ChannelRow> {
  // A statement of its own: what the other change did to the keys is seen only by a statement that begins after it.
  const held = await transaction.first('SELECT 1 FROM channels WHERE tenant_id = $1 AND id = $2 FOR UPDATE', [tenantId, id]);
  if (!held) throw noSuchChannel();
  return readChannel(transaction, tenantId, id);
}

const noSuchChannel = (): AppError => new AppError('not_found', 'There is no such channel');

/** Writes a new channel without keys, and gives its id. */
export async function insertChannel(transaction: Transaction, tenantId: string, settings: ChannelSettings, legacyCredentialId: string | null): Promise<string> {
  const id = newId();
  await transaction.query(
    `INSERT INTO channels (tenant_id, id, type, preset, legacy_credential_id, ${SETTINGS_COLUMNS}) VALUES ($1, $2, $3, $4, $5, ${settingsPlaceholders(6)})`,
    [tenantId, id, settings.type, settings.preset, legacyCredentialId, ...settingsValues(settings)],
  );
  return id;
}

/** Replaces the keys of a channel by these; they begin enabled. @throws AppError master_key_missing */
export async function replaceKeys(transaction: Transaction, vault: KeyVault, place: { tenantId: string; channelId: string }, keys: readonly string[]): Promise<void> {
  const { tenantId, channelId } = place;
  await transaction.query('DELETE FROM channel_keys WHERE tenant_id = $1 AND channel_id = $2', [tenantId, channelId]);
  for (const [position, key] of keys.entries()) {
    const id = newId();
    const { sealed, masterKeyId } = vault.seal(key, { tenantId, keyId: id });
    await transaction.query(
      'INSERT INTO channel_keys (tenant_id, id, channel_id, position, sealed, master_key_id, last_four) VALUES ($1, $2, $3, $4, $5, $6, $7)',
      [tenantId, id, channelId, position, sealed, masterKeyId, shownEnd(key)],
    );
  }
}

/** Writes what happened to a channel; `detail` never holds a key. */
export const auditChannel = (transaction: Transaction, tenantId: string, actor: Actor, id: string, action: string, detail: Record<string, unknown> = {}): Promise<void> =>
  recordAudit(transaction, tenantId, actor, { action: `channel.${action}`, subjectKind: 'channel', subjectId: id, detail });

/** What the caller may know of a constraint the database refused to break; any other error as it is. */
export function explainViolation(error: unknown): unknown {
  if (violates(error, 'channels_name')) return new AppError('already_exists', 'A channel has this name already', { cause: error });
  const { code, constraint = '' } = error as { code?: string; constraint?: string };
  if (code !== '23503') return error;
  const field = constraint.includes('group') ? 'group_id: there is no such group' : 'staff_id: there is no such member of staff';
  return new AppError('invalid_request', `scope.${field}`, { cause: error });
}
