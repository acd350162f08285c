import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { Scope } from '#libs/contracts';
import { loadConfig, newId, sha256 } from '#libs/kernel';
import { Database } from '#libs/persistence';
import { createTestDatabase, describeWith, silentLogger, startTcpProxy, type TestDatabase } from '#libs/testing';
import { AccessTokens, ApiKeys, StaffDirectory, StaffSessions, ensureDemoTenant } from '../src/index.js';

describeWith('postgresql', 'identity on PostgreSQL', () => {
  let test: TestDatabase;
  let keys: ApiKeys;
  let tenantId: string;

  beforeAll(async () => {
    test = await createTestDatabase();
    keys = new ApiKeys(test.database, silentLogger());
    tenantId = newId();
    await test.asOwner('INSERT INTO tenants (id, slug, name) VALUES ($1, $2, $2)', [tenantId, `tenant-${tenantId}`]);
  }, 30_000);

  afterAll(async () => {
    await keys?.onModuleDestroy();
    await test?.drop();
  });

  describe('API keys', () => {
    it('are found by their hash, whichever tenant they belong to', async () => {
      const { key, id } = await keys.create(tenantId, null, { name: 'a', scopes: ['desk'] });
      expect(await keys.authenticate(key)).toEqual({ kind: 'api_key', id, tenantId, name: 'a', role: null, scopes: ['desk'] });
    });

    it('are not valid or not valid for ever because the database was away for a moment', async () => {
      const { key } = await keys.create(tenantId, null, { name: 'b', scopes: ['chat'] });
      const proxy = await startTcpProxy(test.app);
      const database = new Database(proxy.url, { poolSize: 1, applicationName: 'switchboard-test' });
      const elsewhere = new ApiKeys(database, silentLogger());
      proxy.cutAt('app.api_key_hash');
      await expect(elsewhere.authenticate(key)).rejects.toMatchObject({ code: 'service_unavailable' });
      proxy.cutAt(null);
      expect(await elsewhere.authenticate(key)).toMatchObject({ name: 'b' });
      await elsewhere.onModuleDestroy();
      await database.close();
      await proxy.close();
    });

    it('have their last use written when the process stops', async () => {
      const own = new ApiKeys(test.database, silentLogger());
      const { key, id } = await own.create(tenantId, null, { name: 'c', scopes: ['chat'] });
      await own.authenticate(key);
      await own.onModuleDestroy();
      expect((await own.list(tenantId)).find((item) => item.id === id)!.last_used_at).not.toBeNull();
    });

    it('cannot be revoked by another tenant', async () => {
      const { id, key } = await keys.create(tenantId, null, { name: 'd', scopes: ['admin'] });
      const stranger = { kind: 'api_key' as const, id: newId(), tenantId: newId(), name: 'x', role: null, scopes: [] };
      await expect(keys.revoke(stranger.tenantId, stranger, id)).rejects.toMatchObject({ code: 'not_found' });
      expect(await keys.authenticate(key)).toMatchObject({ id });
    });
  });

  it('signs staff in with a new family of refresh tokens each time', async () => {
    const staff = new StaffDirectory(test.database);
    const sessions = new StaffSessions(test.database, new AccessTokens('x'.repeat(32), 900), 3_600);
    const { id } = await staff.create(tenantId, null, { email: 'ana@staff.example', name: 'Ana', role: 'admin', password: 'a long password' });
    const pairs = [];
    for (let time = 0; time < 2; time += 1) pairs.push(await sessions.signIn({ tenant: `tenant-${tenantId}`, email: 'Ana@staff.example', password: 'a long password' }));
    const next = await sessions.refresh(pairs[0]!.refresh_token);
    await expect(sessions.refresh(pairs[0]!.refresh_token)).rejects.toMatchObject({ code: 'unauthenticated' });
    await expect(sessions.refresh(next.refresh_token)).rejects.toMatchObject({ code: 'unauthenticated' });
    expect((await sessions.refresh(pairs[1]!.refresh_token)).token_type).toBe('Bearer');
    const rows = await test.asOwner<{ family_id: string; revoked: boolean }>('SELECT family_id, revoked_at IS NOT NULL AS revoked FROM refresh_tokens WHERE staff_id = $1', [id]);
    expect(new Set(rows.map(({ family_id }) => family_id)).size).toBe(2);
    expect(rows.filter(({ revoked }) => revoked)).toHaveLength(2);
    expect(await test.asOwner(`SELECT 1 FROM audit_log WHERE action = 'staff.signed_out' AND detail = '{"replayed": true}' AND subject_id = $1`, [id])).toHaveLength(1);
  });

  describe('the demo tenant', () => {
    let folder: string;

    beforeEach(async () => {
      folder = await mkdtemp(join(tmpdir(), 'switchboard-demo-'));
    });

    afterEach(() => rm(folder, { recursive: true, force: true }));

    const ensure = (more: Record<string, string> = {}) => ensureDemoTenant(loadConfig({ DATA_DIR: folder, ...more }), test.database, keys, new StaffDirectory(test.database));
    const signIn = ({ tenant, staff_email: email, staff_password: password }: { tenant: string; staff_email: string; staff_password: string }) =>
      new StaffSessions(test.database, new AccessTokens('x'.repeat(32), 900), 3_600).signIn({ tenant, email, password });

    it('is made once, with credentials that stay the same and work', async () => {
      const first = (await ensure())!;
      expect(await ensure()).toEqual(first);
      expect(await keys.authenticate(first.credentials.api_key)).toMatchObject({ tenantId: first.tenantId, scopes: Scope.options });
      expect((await signIn(first.credentials)).token_type).toBe('Bearer');
      expect(JSON.parse(await readFile(join(folder, 'demo-credentials.json'), 'utf8'))).toEqual(first.credentials);
    });

    it('has the key that is configured', async () => {
      const { credentials } = (await ensure({ SWITCHBOARD_DEMO_API_KEY: 'sb_configured_key' }))!;
      expect(credentials.api_key).toBe('sb_configured_key');
      expect(await test.asOwner('SELECT 1 FROM api_keys WHERE key_hash = $1', [sha256('sb_configured_key')])).toHaveLength(1);
    });

    it('prints a password that works when the file with the old one is gone', async () => {
      await ensure();
      await rm(join(folder, 'demo-credentials.json'));
      expect((await signIn((await ensure())!.credentials)).token_type).toBe('Bearer');
    });

    it('does not exist in production unless its key is set', async () => {
      const production = { NODE_ENV: 'production', ALLOW_EMBEDDED_IN_PRODUCTION: 'true' };
      expect(await ensure(production)).toBeNull();
      expect((await ensure({ ...production, SWITCHBOARD_DEMO_API_KEY: 'sb_production_demo' }))?.credentials.api_key).toBe('sb_production_demo');
    });

    it('is one tenant, also when many processes make it at the same moment', async () => {
      const fresh = await createTestDatabase();
      const freshKeys = new ApiKeys(fresh.database, silentLogger());
      const config = loadConfig({ DATA_DIR: folder, SWITCHBOARD_DEMO_API_KEY: 'sb_at_once' });
      const made = await Promise.all(Array.from({ length: 4 }, () => ensureDemoTenant(config, fresh.database, freshKeys, new StaffDirectory(fresh.database))));
      expect(new Set(made.map((demo) => demo!.tenantId)).size).toBe(1);
      expect(await fresh.asOwner('SELECT email FROM staff ORDER BY email')).toEqual([{ email: 'admin@demo.example' }, { email: 'agent@demo.example' }]);
      await freshKeys.onModuleDestroy();
      await fresh.drop();
    }, 30_000);
  });
});
