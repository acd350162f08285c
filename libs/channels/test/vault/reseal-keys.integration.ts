import { afterAll, beforeAll, beforeEach, expect, it } from '@jest/globals';
import type { Principal } from '#libs/identity';
import { describeWith } from '#libs/testing';
import { KeyVault } from '../../src/vault/key-vault.js';
import { resealKeys, type ResealCounts } from '../../src/vault/reseal-keys.js';
import { aChannel, aKey, aMasterKey, openChannelParts, type ChannelParts } from '../store/channel-parts.js';

describeWith('postgresql', 'rotating the master key', () => {
  let parts: ChannelParts;
  let tenants: Principal[];
  let secrets: string[];
  const fresh = aMasterKey('second');

  beforeAll(async () => {
    parts = await openChannelParts();
  });

  afterAll(() => parts?.postgres.drop());

  beforeEach(async () => {
    await parts.postgres.asOwner('DELETE FROM channels');
    tenants = [await parts.admin(), await parts.admin()];
    secrets = Array.from({ length: 7 }, aKey);
    for (const [index, secret] of secrets.entries()) {
      const tenant = tenants[index % 2]!;
      await parts.store.create(tenant.tenantId, tenant, aChannel({ keys: [secret] }));
    }
  });

  const rotating = () => new KeyVault([fresh, parts.master]);
  const under = async (id: string) => (await parts.postgres.asOwner('SELECT 1 FROM channel_keys WHERE master_key_id = $1', [id])).length;
  const openWith = async (vault: KeyVault): Promise<string[]> => {
    const rows = await parts.postgres.asOwner<{ tenant_id: string; id: string; sealed: Buffer; master_key_id: string }>('SELECT * FROM channel_keys');
    return rows.map((row) => vault.open({ sealed: row.sealed, masterKeyId: row.master_key_id }, { tenantId: row.tenant_id, keyId: row.id })).sort();
  };

  it('seals the keys of all tenants under the first master key; the old one is needed no more', async () => {
    expect(await resealKeys(parts.postgres.database, rotating(), { batchSize: 3 })).toEqual({ resealed: 7, failed: [] });
    expect(await openWith(new KeyVault([fresh]))).toEqual([...secrets].sort());
    expect(await resealKeys(parts.postgres.database, rotating())).toEqual({ resealed: 0, failed: [] });
  });

  it('goes on where it was interrupted', async () => {
    const interrupt = new AbortController();
    const batches: number[] = [];
    const onBatch = ({ resealed }: ResealCounts) => {
      batches.push(resealed);
      interrupt.abort();
    };
    await resealKeys(parts.postgres.database, rotating(), { batchSize: 3, onBatch, signal: interrupt.signal });
    expect([batches, await under('first'), await under('second')]).toEqual([[3], 4, 3]);
    expect(await openWith(rotating())).toEqual([...secrets].sort());
    expect((await resealKeys(parts.postgres.database, rotating(), { batchSize: 3 })).resealed).toBe(4);
    expect(await under('first')).toBe(0);
  });

  it('leaves a key that does not open as it is, names it, and does the others', async () => {
    const [broken] = await parts.postgres.asOwner<{ id: string; tenant_id: string }>(`UPDATE channel_keys SET sealed = sealed || 'x'::bytea WHERE id = (SELECT id FROM channel_keys ORDER BY id LIMIT 1) RETURNING id, tenant_id`);
    const counts = await resealKeys(parts.postgres.database, rotating(), { batchSize: 2 });
    expect(counts).toEqual({ resealed: 6, failed: [{ tenantId: broken!.tenant_id, keyId: broken!.id, reason: 'The sealed key does not open here' }] });
    expect(await under('first')).toBe(1);
  });

  it('does nothing without the old master key but to say so', async () => {
    const counts = await resealKeys(parts.postgres.database, new KeyVault([fresh]));
    expect(counts).toMatchObject({ resealed: 0, failed: Array(7).fill({ reason: 'The master key "first" is not among SWITCHBOARD_MASTER_KEYS' }) });
    expect(await openWith(parts.vault)).toEqual([...secrets].sort());
  });

  it('needs a master key', async () => {
    await expect(resealKeys(parts.postgres.database, new KeyVault([]))).rejects.toMatchObject({ code: 'master_key_missing' });
  });

  it('by two at once loses nothing', async () => {
    const both = await Promise.all([1, 2].map((batchSize) => resealKeys(parts.postgres.database, rotating(), { batchSize })));
    expect(both[0]!.resealed + both[1]!.resealed).toBe(7);
    expect(await openWith(new KeyVault([fresh]))).toEqual([...secrets].sort());
  });

  it('does not disturb channels at work', async () => {
    const [tenant] = tenants;
    await parts.directory.of(tenant!.tenantId);
    await resealKeys(parts.postgres.database, rotating());
    parts.directory.invalidate(tenant!.tenantId);
    const channels = await parts.directory.of(tenant!.tenantId);
    expect(channels.every((channel) => channel.status === 'enabled' && channel.keys.length === 1)).toBe(true);
  });
});
