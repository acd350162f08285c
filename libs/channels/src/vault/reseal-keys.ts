import type { Database } from '#libs/persistence';
import type { KeyVault } from './key-vault.js';

export interface ResealCounts {
  /** Sealed under the first master key now. */
  resealed: number;
  /** Left as they were: their master key is missing, or the seal is broken. */
  failed: { tenantId: string; keyId: string; reason: string }[];
}

interface SealedRow {
  tenant_id: string;
  id: string;
  sealed: Buffer;
  master_key_id: string;
}

export interface ResealOptions {
  /** Keys read at a time. */
  batchSize?: number;
  /** Called after each batch. */
  onBatch?: (counts: ResealCounts) => void;
  /** Ends the work after the batch in hand; the next run goes on where this one ended. */
  signal?: AbortSignal;
}

/**
 * Seals every key of all tenants that is under another master key under the vault's first one.
 * @throws AppError master_key_missing when the vault has none
 */
export async function resealKeys(database: Database, vault: KeyVault, { batchSize = 200, onBatch, signal }: ResealOptions = {}): Promise<ResealCounts> {
  const counts: ResealCounts = { resealed: 0, failed: [] };
  let after = '00000000-0000-0000-0000-000000000000';
  for (;;) {
    const batch = await readBatch(database, vault.sealsUnder, after, batchSize);
    for (const row of batch) await reseal(database, vault, row, counts);
    onBatch?.(counts);
    if (batch.length < batchSize || signal?.aborted) return counts;
    after = batch.at(-1)!.id;
  }
}

const readBatch = (database: Database, current: string, after: string, batchSize: number): Promise<SealedRow[]> =>
  database.asSystem((transaction) =>
    transaction.query<SealedRow>('SELECT tenant_id, id, sealed, master_key_id FROM channel_keys WHERE master_key_id <> $1 AND id > $2 ORDER BY id LIMIT $3', [current, after, batchSize]),
  );

async function reseal(database: Database, vault: KeyVault, row: SealedRow, counts: ResealCounts): Promise<void> {
  const place = { tenantId: row.tenant_id, keyId: row.id };
  const secret = openOrReason(vault, row);
  if ('reason' in secret) {
    counts.failed.push({ ...place, reason: secret.reason });
    return;
  }
  const { sealed, masterKeyId } = vault.seal(secret.text, place);
  // One row a transaction: whoever replaces or disables keys meanwhile is neither held up nor deadlocked.
  const rows = await database.asSystem((transaction) =>
    transaction.query('UPDATE channel_keys SET sealed = $3, master_key_id = $4 WHERE tenant_id = $1 AND id = $2 AND master_key_id = $5 RETURNING id', [row.tenant_id, row.id, sealed, masterKeyId, row.master_key_id]),
  );
  counts.resealed += rows.length;
}

function openOrReason(vault: KeyVault, row: SealedRow): { text: string } | { reason: string } {
  try {
    return { text: vault.open({ sealed: row.sealed, masterKeyId: row.master_key_id }, { tenantId: row.tenant_id, keyId: row.id }) };
  } catch (error) {
    return { reason: (error as Error).message };
  }
}
