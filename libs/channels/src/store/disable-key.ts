import type { Transaction } from '#libs/persistence';
import { auditChannel } from './channel-writes.js';

const LONGEST_REASON = 500;

/** @returns whether something changed; see ChannelStore.disableKey */
export async function disableKey(transaction: Transaction, tenantId: string, { channelId, keyId }: { channelId: string; keyId: string }, reason: string): Promise<boolean> {
  const why = reason.slice(0, LONGEST_REASON);
  // Held first: of two keys that go at the same moment, the second must see that it was the last.
  const channel = await transaction.first('SELECT 1 FROM channels WHERE tenant_id = $1 AND id = $2 FOR UPDATE', [tenantId, channelId]);
  if (!channel) return false;
  const key = await transaction.first<{ last_four: string }>(
    `UPDATE channel_keys SET status = 'auto_disabled', status_reason = $4 WHERE tenant_id = $1 AND id = $2 AND channel_id = $3 AND status = 'enabled' RETURNING last_four`,
    [tenantId, keyId, channelId, why],
  );
  if (!key) return false;
  await auditChannel(transaction, tenantId, null, channelId, 'key_auto_disabled', { key_id: keyId, last_four: key.last_four, reason: why });
  if (await disableWithoutKeys(transaction, tenantId, channelId, why)) await auditChannel(transaction, tenantId, null, channelId, 'auto_disabled', { reason: why });
  return true;
}

/** A channel that somebody disabled stays as it was left. */
const disableWithoutKeys = (transaction: Transaction, tenantId: string, channelId: string, reason: string): Promise<unknown> =>
  transaction.first(
    `UPDATE channels SET status = 'auto_disabled', status_reason = $3, updated_at = now() WHERE tenant_id = $1 AND id = $2 AND status = 'enabled'
       AND NOT EXISTS (SELECT FROM channel_keys WHERE tenant_id = $1 AND channel_id = $2 AND status = 'enabled') RETURNING id`,
    [tenantId, channelId, reason],
  );
