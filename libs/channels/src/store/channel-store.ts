import type { Channel, CreateChannel, UpdateChannel } from '#libs/contracts';
import type { Principal } from '#libs/identity';
import type { Database, Transaction } from '#libs/persistence';
import type { KeyVault } from '../vault/key-vault.js';
import { checkGivenBaseUrl, checkPresetBaseUrl, refuseToCarryKeys, type BaseUrlPolicy } from './base-url.js';
import type { ChannelDirectory } from './channel-directory.js';
import { SELECT_CHANNELS, toChannel, type ChannelRow } from './channel-row.js';
import { auditChannel, explainViolation, holdChannel, insertChannel, readChannel, replaceKeys } from './channel-writes.js';
import { SETTINGS_COLUMNS, change as changed, settingsPlaceholders, settingsValues, settle, type ChannelSettings } from './channel-settings.js';
import { disableKey } from './disable-key.js';
import { putLegacyCredential, type ImportOutcome, type LegacyCredential } from './put-legacy-credential.js';

/** Channels of a tenant as they are kept: settings in the open, keys sealed. Every change is in the audit log. */
export class ChannelStore {
  constructor(
    private readonly database: Database,
    private readonly vault: KeyVault,
    private readonly outbound: BaseUrlPolicy,
    private readonly directory: Pick<ChannelDirectory, 'changed'>,
  ) {}

  /**
   * @throws AppError already_exists when the name is taken; invalid_request when the group or member of
   * staff is not the tenant's; outbound_address_refused; master_key_missing
   */
  async create(tenantId: string, actor: Principal | null, input: CreateChannel): Promise<Channel> {
    const settings = await this.#settle(input);
    return this.#write(tenantId, async (transaction) => {
      const id = await insertChannel(transaction, tenantId, settings, null);
      await replaceKeys(transaction, this.vault, { tenantId, channelId: id }, input.keys);
      await auditChannel(transaction, tenantId, actor, id, 'created', { name: settings.name, type: settings.type, scope: settings.scope, keys: input.keys.length });
      return toChannel(await readChannel(transaction, tenantId, id));
    });
  }

  async list(tenantId: string): Promise<Channel[]> {
    const rows = await this.database.inTenant(tenantId, (transaction) => transaction.query<ChannelRow>(`${SELECT_CHANNELS} ORDER BY c.priority, c.created_at, c.id`, [tenantId]));
    return rows.map(toChannel);
  }

  /** @throws AppError not_found */
  get(tenantId: string, id: string): Promise<Channel> {
    return this.database.inTenant(tenantId, async (transaction) => toChannel(await readChannel(transaction, tenantId, id)));
  }

  /**
   * Changes what is given. `keys` replaces all keys; fresh keys, or the status `enabled`, bring an
   * auto-disabled channel and its keys back.
   * @throws AppError not_found, and as `create` does
   */
  async update(tenantId: string, actor: Principal | null, id: string, change: UpdateChannel): Promise<Channel> {
    if (change.base_url) await checkGivenBaseUrl(this.outbound, change.base_url);
    return this.#write(tenantId, async (transaction) => {
      const row = await holdChannel(transaction, tenantId, id);
      const settings = changed(row, change);
      if (change.base_url === null) checkPresetBaseUrl(this.outbound, settings.base_url);
      if (row.keys.length > 0 && !change.keys) refuseToCarryKeys(row.base_url, settings.base_url);
      const status = statusAfter(row, change);
      await transaction.query(
        `UPDATE channels SET (${SETTINGS_COLUMNS}) = (${settingsPlaceholders(5)}), status = $3, status_reason = CASE WHEN $3 = 'auto_disabled' THEN status_reason END,
           used_tokens = CASE WHEN $4::boolean THEN 0 ELSE used_tokens END, used_cost = CASE WHEN $4 THEN 0 ELSE used_cost END, updated_at = now()
         WHERE tenant_id = $1 AND id = $2`,
        [tenantId, id, status, change.reset_quota ?? false, ...settingsValues(settings)],
      );
      if (change.keys) await replaceKeys(transaction, this.vault, { tenantId, channelId: id }, change.keys);
      else if (change.status === 'enabled') await enableKeys(transaction, tenantId, id);
      await auditChannel(transaction, tenantId, actor, id, 'updated', { changed: Object.keys(change), status });
      return toChannel(await readChannel(transaction, tenantId, id));
    });
  }

  /** Takes a channel out until somebody enables it again. @throws AppError not_found */
  disable(tenantId: string, actor: Principal | null, id: string): Promise<Channel> {
    return this.#write(tenantId, async (transaction) => {
      const row = await holdChannel(transaction, tenantId, id);
      if (row.status === 'disabled') return toChannel(row);
      await transaction.query(`UPDATE channels SET status = 'disabled', status_reason = NULL, updated_at = now() WHERE tenant_id = $1 AND id = $2`, [tenantId, id]);
      await auditChannel(transaction, tenantId, actor, id, 'disabled');
      return toChannel(await readChannel(transaction, tenantId, id));
    });
  }

  /** @throws AppError not_found */
  async delete(tenantId: string, actor: Principal | null, id: string): Promise<void> {
    await this.#write(tenantId, async (transaction) => {
      const { name } = await holdChannel(transaction, tenantId, id);
      await transaction.query('DELETE FROM channels WHERE tenant_id = $1 AND id = $2', [tenantId, id]);
      await auditChannel(transaction, tenantId, actor, id, 'deleted', { name });
    });
  }

  /**
   * Takes out a key the vendor refused, and the channel with its last one. A key or channel that is
   * gone or out already is left as it is.
   * @param reason in words for the admin; never with a part of a key
   */
  async disableKey(tenantId: string, channelId: string, keyId: string, reason: string): Promise<void> {
    const done = await this.database.inTenant(tenantId, (transaction) => disableKey(transaction, tenantId, { channelId, keyId }, reason));
    if (done) this.directory.changed(tenantId);
  }

  /**
   * Makes a channel of a credential from an older system, or brings the one it became up to date.
   * @param dryRun does everything and takes it back
   * @throws AppError as `create` does
   */
  async putLegacyCredential(tenantId: string, credential: LegacyCredential, { dryRun = false } = {}): Promise<ImportOutcome> {
    const settings = await this.#settle(credential.channel);
    const outcome = await putLegacyCredential(this.database, this.vault, tenantId, { ...credential, settings }, dryRun).catch((error: unknown) => {
      throw explainViolation(error);
    });
    if (!dryRun && outcome !== 'unchanged') this.directory.changed(tenantId);
    return outcome;
  }

  async #settle(input: CreateChannel): Promise<ChannelSettings> {
    const settings = settle(input);
    if (input.base_url) await checkGivenBaseUrl(this.outbound, input.base_url);
    else checkPresetBaseUrl(this.outbound, settings.base_url);
    return settings;
  }

  async #write<T>(tenantId: string, work: (transaction: Transaction) => Promise<T>): Promise<T> {
    try {
      const result = await this.database.inTenant(tenantId, work);
      this.directory.changed(tenantId);
      return result;
    } catch (error) {
      throw explainViolation(error);
    }
  }
}

function statusAfter(row: ChannelRow, change: UpdateChannel): ChannelRow['status'] {
  if (change.status) return change.status;
  return row.status === 'auto_disabled' && change.keys ? 'enabled' : row.status;
}

const enableKeys = (transaction: Transaction, tenantId: string, channelId: string): Promise<unknown> =>
  transaction.query(`UPDATE channel_keys SET status = 'enabled', status_reason = NULL WHERE tenant_id = $1 AND channel_id = $2 AND status <> 'enabled'`, [tenantId, channelId]);
