import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { CreateVirtualKey, UpdateVirtualKey } from '#libs/contracts';
import { newId, sha256 } from '#libs/kernel';
import { Database } from '#libs/persistence';
import { createSubjectLimits } from '#libs/ratelimit';
import { RedisConnection, openRedis } from '#libs/stream';
import { createTestDatabase, createTestRedisDatabase, describeWith, eventually, silentLogger, startTcpProxy, type TestDatabase, type TestRedisDatabase } from '#libs/testing';
import { KeyAdmission, StaffDirectory, VirtualKeys, type Principal, type VirtualKeyHolder } from '../src/index.js';

const SECRET = /^sk-sb-[\w-]{43}$/;

describeWith(['postgresql', 'redis'], 'VirtualKeys on PostgreSQL and Redis', () => {
  let test: TestDatabase;
  let redis: TestRedisDatabase;
  let keys: VirtualKeys;
  /** Another gateway's. */
  let elsewhere: VirtualKeys;
  let tenantId: string;
  let admin: Principal;

  beforeAll(async () => {
    [test, redis] = await Promise.all([createTestDatabase(), createTestRedisDatabase()]);
    keys = new VirtualKeys(test.database, silentLogger());
    elsewhere = new VirtualKeys(test.database, silentLogger());
    tenantId = await createTenant();
    admin = adminOf(tenantId);
  }, 30_000);

  afterAll(async () => {
    await keys?.onModuleDestroy();
    await elsewhere?.onModuleDestroy();
    await test?.drop();
    await redis?.drop();
  });

  async function createTenant(): Promise<string> {
    const id = newId();
    await test.asOwner('INSERT INTO tenants (id, slug, name) VALUES ($1, $2, $2)', [id, `tenant-${id}`]);
    return id;
  }

  const adminOf = (tenant: string): Principal => ({ kind: 'api_key', id: newId(), tenantId: tenant, name: 'admin', role: null, scopes: ['admin'] });
  const create = (input: object = {}) => keys.create(tenantId, admin, CreateVirtualKey.parse({ name: 'relay', ...input }));
  const update = (id: string, change: object) => keys.update(tenantId, admin, id, UpdateVirtualKey.parse(change));
  const audited = (id: string) => test.asOwner<{ action: string; detail: object }>('SELECT action, detail FROM audit_log WHERE subject_id = $1 ORDER BY created_at, id', [id]);
  /** What the usage ledger does when a call is over. */
  const write = ({ id }: VirtualKeyHolder, tokens: number, cost = '0') =>
    test.database.inTenant(tenantId, (transaction) => transaction.query('UPDATE virtual_keys SET used_tokens = used_tokens + $2, used_cost = used_cost + $3 WHERE id = $1', [id, tokens, cost]));

  describe('the store', () => {
    it('shows the secret once and keeps a hash of it alone', async () => {
      const { key, ...shown } = await create();
      expect(key).toMatch(SECRET);
      expect(shown).toMatchObject({ name: 'relay', last_four: key.slice(-4), scopes: ['completions', 'embeddings', 'models'], models: null, quota: null, used_tokens: 0, used_cost: '0', revoked_at: null });
      expect(await keys.get(tenantId, shown.id)).toEqual(shown);
      expect(await keys.list(tenantId)).toContainEqual(shown);
      const [row] = await test.asOwner<{ text: string; key_hash: string }>('SELECT key_hash, k::text AS text FROM virtual_keys k WHERE id = $1', [shown.id]);
      expect(row!.key_hash).toBe(sha256(key));
      expect(row!.text).not.toContain(key);
      expect(JSON.stringify(await audited(shown.id))).not.toContain(key);
    });

    it('tells the relay everything it needs to know', async () => {
      const { id: staffId } = await new StaffDirectory(test.database).create(tenantId, null, { email: `${newId()}@staff.example`, name: 'Ana', role: 'admin', password: 'a long password' });
      const expires_at = new Date(Date.now() + 3_600_000).toISOString();
      const { key, id } = await create({ scopes: ['embeddings'], models: ['small'], quota: { limit: '12.50', unit: 'usd' }, requests_per_minute: 5, tokens_per_minute: 500, expires_at, staff_id: staffId });
      expect(await keys.authenticate(key)).toEqual({
        tenantId,
        id,
        name: 'relay',
        scopes: ['embeddings'],
        models: ['small'],
        staffId,
        quota: { limit: '12.5', unit: 'usd' },
        used: { tokens: 0, cost: '0' },
        limits: { requestsPerMinute: 5, tokensPerMinute: 500 },
        expiresAt: new Date(expires_at),
        readAt: expect.any(Number),
      });
    });

    it('changes what is named and nothing else', async () => {
      const { key: _, ...before } = await create({ models: ['small'], quota: 100, requests_per_minute: 5 });
      expect(await update(before.id, { name: 'renamed' })).toEqual({ ...before, name: 'renamed' });
      expect(await update(before.id, { quota: { limit: 2, unit: 'usd' }, models: null })).toEqual({ ...before, name: 'renamed', models: null, quota: { limit: '2', unit: 'usd' } });
      expect(await update(before.id, { quota: null, requests_per_minute: null })).toEqual({ ...before, name: 'renamed', models: null, quota: null, requests_per_minute: null });
      expect((await audited(before.id)).slice(0, 2)).toMatchObject([{ action: 'virtual_key.created' }, { action: 'virtual_key.updated', detail: { name: 'renamed' } }]);
    });

    it('refuses a member of staff that the tenant does not have', async () => {
      const other = await createTenant();
      const theirs = await new StaffDirectory(test.database).create(other, null, { email: 'ben@staff.example', name: 'Ben', role: 'admin', password: 'a long password' });
      const { id } = await create();
      for (const staff_id of [newId(), theirs.id]) {
        const refusal = { code: 'invalid_request', errors: [{ path: 'body.staff_id', message: expect.any(String) }] };
        await expect(create({ staff_id })).rejects.toMatchObject(refusal);
        await expect(update(id, { staff_id })).rejects.toMatchObject(refusal);
      }
    });

    it('keeps tenants apart', async () => {
      const { id, key } = await create();
      const stranger = adminOf(await createTenant());
      await expect(keys.get(stranger.tenantId, id)).rejects.toMatchObject({ code: 'not_found' });
      await expect(keys.update(stranger.tenantId, stranger, id, { name: 'mine' })).rejects.toMatchObject({ code: 'not_found' });
      await expect(keys.revoke(stranger.tenantId, stranger, id)).rejects.toMatchObject({ code: 'not_found' });
      expect(await keys.list(stranger.tenantId)).toEqual([]);
      expect(await keys.authenticate(key)).toMatchObject({ id, tenantId, name: 'relay' });
      expect(await audited(id)).toHaveLength(1);
    });
  });

  describe('authentication', () => {
    it('refuses what is no key', async () => {
      for (const key of ['', 'sk-sb-unknown', 'é']) await expect(keys.authenticate(key)).rejects.toMatchObject({ code: 'unauthenticated', message: 'The key is not valid' });
    });

    it('refuses a revoked key at once, and elsewhere within a second', async () => {
      const { key, id } = await create();
      await Promise.all([keys.authenticate(key), elsewhere.authenticate(key)]);
      await keys.revoke(tenantId, admin, id);
      await expect(keys.authenticate(key)).rejects.toMatchObject({ code: 'unauthenticated', message: 'The key is not valid' });
      await eventually('the other gateway refuses the key', () => elsewhere.authenticate(key).then(() => false, (error: { code?: string }) => error.code === 'unauthenticated'));
      const { revoked_at } = await keys.get(tenantId, id);
      await keys.revoke(tenantId, admin, id);
      expect((await keys.get(tenantId, id)).revoked_at).toBe(revoked_at);
    });

    it('refuses an expired key, also one that it remembers', async () => {
      const expires_at = new Date(Date.now() + 3_600_000).toISOString();
      const { key } = await create({ expires_at });
      await keys.authenticate(key);
      const clock = jest.spyOn(Date, 'now').mockReturnValue(Date.parse(expires_at));
      await expect(keys.authenticate(key)).rejects.toMatchObject({ code: 'unauthenticated', message: 'The key has expired' });
      clock.mockRestore();
    });

    it('does not take a database that was away for a moment as an answer', async () => {
      const { key, id } = await create();
      const proxy = await startTcpProxy(test.app);
      const database = new Database(proxy.url, { poolSize: 1, applicationName: 'switchboard-test' });
      const behind = new VirtualKeys(database, silentLogger());
      proxy.cutAt('app.api_key_hash');
      await expect(behind.authenticate(key)).rejects.toMatchObject({ code: 'service_unavailable' });
      proxy.cutAt(null);
      expect(await behind.authenticate(key)).toMatchObject({ id });
      await behind.onModuleDestroy();
      await database.close();
      await proxy.close();
    });

    it('has the last use written when the process stops', async () => {
      const own = new VirtualKeys(test.database, silentLogger());
      const { key, id } = await create();
      await own.authenticate(key);
      await own.onModuleDestroy();
      expect((await keys.get(tenantId, id)).last_used_at).not.toBeNull();
    });
  });

  describe('quotas', () => {
    const admission = new KeyAdmission(createSubjectLimits(new RedisConnection(null)));
    const estimate = (estimatedTokens: number) => ({ estimatedTokens, estimatedCost: '0' });
    const spent = { code: 'quota_exceeded' };
    /** The key as its row is now. */
    const refreshed = (key: string, tokens: number) => eventually('the row is read again', async () => {
      const holder = await keys.authenticate(key);
      return holder.used.tokens === tokens ? holder : null;
    });

    it('hold under 50 calls at once, and when the costs have come into the row', async () => {
      const { key } = await create({ quota: 1_000 });
      const admit = async () => admission.admit(await keys.authenticate(key), estimate(100));
      const results = await Promise.allSettled(Array.from({ length: 50 }, admit));
      const admitted = results.flatMap((result) => (result.status === 'fulfilled' ? [result.value] : []));
      expect(admitted).toHaveLength(10);
      expect(results.flatMap((result) => (result.status === 'rejected' ? [(result.reason as { code: string }).code] : []))).toEqual(Array(40).fill('quota_exceeded'));

      const holder = await keys.authenticate(key);
      for (const call of admitted) await call.settle({ tokens: 95, cost: '0' }, write(holder, 95));
      const read = await refreshed(key, 950);
      const last = await admission.admit(read, estimate(50));
      await expect(admission.admit(read, estimate(1))).rejects.toMatchObject(spent);
      await last.release();
      await admission.admit(read, estimate(1));
    });

    it('are spent for the very next call, before the cost is written', async () => {
      const { key } = await create({ quota: 100 });
      const holder = await keys.authenticate(key);
      const call = await admission.admit(holder, estimate(1));
      const writing = write(holder, 100);
      const settling = call.settle({ tokens: 100, cost: '0' }, writing);
      await expect(admission.admit(holder, estimate(1))).rejects.toMatchObject(spent);
      await Promise.all([settling, writing]);
      await expect(admission.admit(await refreshed(key, 100), estimate(1))).rejects.toMatchObject(spent);
    });

    it('know what was used elsewhere within a second', async () => {
      const { key } = await create({ quota: { limit: '0.01', unit: 'usd' } });
      const holder = await keys.authenticate(key);
      await (await admission.admit(holder, estimate(1))).release();
      await write(holder, 1, '0.01');
      await expect(admission.admit(await refreshed(key, 1), estimate(1))).rejects.toMatchObject(spent);
    });

    it('that are raised take effect at once, and elsewhere within a second', async () => {
      const { key, id } = await create({ quota: 100 });
      const other = new KeyAdmission(createSubjectLimits(new RedisConnection(null)));
      await admission.admit(await keys.authenticate(key), estimate(100));
      await other.admit(await elsewhere.authenticate(key), estimate(100));
      await expect(other.admit(await elsewhere.authenticate(key), estimate(100))).rejects.toMatchObject(spent);
      await update(id, { quota: 200 });
      await admission.admit(await keys.authenticate(key), estimate(100));
      await eventually('the other gateway knows the quota', async () => (await elsewhere.authenticate(key)).quota?.limit === '200');
      await other.admit(await elsewhere.authenticate(key), estimate(100));
    });
  });

  describe('limits', () => {
    const count = async (calls: Promise<unknown>[]): Promise<number> => (await Promise.allSettled(calls)).filter(({ status }) => status === 'fulfilled').length;
    const estimate = { estimatedTokens: 60, estimatedCost: '0' };
    const overLimit = { code: 'key_limit_exceeded', retryAfter: expect.any(Number) };

    async function gateway(): Promise<{ admission: KeyAdmission; close: () => void }> {
      const connection = new RedisConnection(await openRedis(redis.url, silentLogger()));
      return { admission: new KeyAdmission(createSubjectLimits(connection)), close: () => connection.onApplicationShutdown() };
    }

    it('are shared by all gateways', async () => {
      const [a, b] = [await gateway(), await gateway()];
      const requests = await keys.authenticate((await create({ requests_per_minute: 5 })).key);
      const admitted = await Promise.all([a, b].map(({ admission }) => count(Array.from({ length: 10 }, () => admission.admit(requests, estimate)))));
      expect(admitted[0]! + admitted[1]!).toBe(5);

      const tokens = await keys.authenticate((await create({ tokens_per_minute: 100 })).key);
      const first = await a.admission.admit(tokens, estimate);
      await b.admission.admit(tokens, estimate);
      await expect(a.admission.admit(tokens, estimate)).rejects.toMatchObject(overLimit);
      await first.settle({ tokens: 10, cost: '0' });
      await b.admission.admit(tokens, estimate);
      await expect(b.admission.admit(tokens, estimate)).rejects.toMatchObject(overLimit);
      a.close();
      b.close();
    });

    it('are each process’s own without Redis', async () => {
      const holder = await keys.authenticate((await create({ requests_per_minute: 5 })).key);
      for (let process = 0; process < 2; process += 1) {
        const admission = new KeyAdmission(createSubjectLimits(new RedisConnection(null)));
        expect(await count(Array.from({ length: 10 }, () => admission.admit(holder, estimate)))).toBe(5);
      }
    });
  });
});
