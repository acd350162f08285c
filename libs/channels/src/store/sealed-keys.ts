import type { Transaction } from '#libs/persistence';
import type { KeyVault } from '../vault/key-vault.js';

/**
 * Opens keys of a tenant, by id.
 * @param onBroken told of each that does not open; it is left out
 */
export async function readSealedKeys(transaction: Transaction, vault: KeyVault, tenantId: string, ids: readonly string[], onBroken: (id: string, error: Error) => void = () => undefined): Promise<Map<string, string>> {
  const opened = new Map<string, string>();
  if (ids.length === 0) return opened;
  const rows = await transaction.query<{ id: string; sealed: Buffer; master_key_id: string }>('SELECT id, sealed, master_key_id FROM channel_keys WHERE tenant_id = $1 AND id = ANY($2::uuid[])', [tenantId, ids]);
  for (const row of rows) {
    try {
      opened.set(row.id, vault.open({ sealed: row.sealed, masterKeyId: row.master_key_id }, { tenantId, keyId: row.id }));
    } catch (error) {
      onBroken(row.id, error as Error);
    }
  }
  return opened;
}
