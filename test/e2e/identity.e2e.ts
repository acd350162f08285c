import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { newId, sha256 } from '#libs/kernel';
import { describeWith, eventually } from '#libs/testing';
import type { ApiClient, Json } from './support/api-client.js';
import { startPlatform, type Platform, type TestTenant } from './support/platform.js';
import { rowsWith } from './support/rows-with.js';
import { PASSWORD, signInStaff } from './support/staff.js';

describeWith('postgresql', 'identity', () => {
  let platform: Platform;
  let tenant: TestTenant;
  let anonymous: ApiClient;

  beforeAll(async () => {
    platform = await startPlatform({ parts: 'embedded' });
    tenant = await platform.createTenant();
    anonymous = tenant.api.withKey(null);
  }, 60_000);

  afterAll(() => platform?.close(), 30_000);

  const createKey = async (body: object = {}): Promise<Json> => (await tenant.api.post('/api/v1/api-keys', { name: 'integration', scopes: ['chat'], ...body })).body;
  const listed = async (id: string): Promise<Json> => (await tenant.api.get('/api/v1/api-keys')).body.items.find((item: Json) => item.id === id);
  const actions = async (subjectId: string): Promise<string[]> =>
    (await platform.postgres.asOwner<{ action: string }>('SELECT action FROM audit_log WHERE subject_id = $1 ORDER BY created_at, id', [subjectId])).map(({ action }) => action);
  const login = (body: object) => anonymous.post('/api/v1/auth/login', body);
  const refresh = (token: string) => anonymous.post('/api/v1/auth/refresh', { refresh_token: token });

  describe('API keys', () => {
    it('show their secret once and keep a hash of it alone', async () => {
      const created = await createKey();
      expect(created).toMatchObject({ name: 'integration', scopes: ['chat'], last_used_at: null, revoked_at: null, last_four: created.key.slice(-4) });
      expect(await listed(created.id)).toEqual(without(created, 'key'));
      expect(await rowsWith(platform.postgres, created.key)).toEqual({});
      const [row] = await platform.postgres.asOwner<{ key_hash: string }>('SELECT key_hash FROM api_keys WHERE id = $1', [created.id]);
      expect(row!.key_hash).toBe(sha256(created.key));
      expect(await actions(created.id)).toEqual(['api_key.created']);
    });

    it('stop working the moment they are revoked, for good', async () => {
      const { id, key } = await createKey();
      const client = tenant.api.withKey(key);
      expect((await client.get('/api/v1/me')).body).toMatchObject({ kind: 'api_key', id, tenant_id: tenant.id, scopes: ['chat'], role: null });
      expect((await tenant.api.delete(`/api/v1/api-keys/${id}`)).status).toBe(204);
      expect(await client.get('/api/v1/me')).toMatchObject({ status: 401, body: { code: 'unauthenticated' } });
      expect((await tenant.api.delete(`/api/v1/api-keys/${id}`)).status).toBe(204);
      expect((await listed(id)).revoked_at).not.toBeNull();
      expect(await actions(id)).toEqual(expect.arrayContaining(['api_key.created', 'api_key.revoked']));
    });

    it('reach another gateway’s notice within seconds when they are revoked', async () => {
      const { id, key } = await createKey();
      const other = await platform.startGateway();
      expect((await other.client(key).get('/api/v1/me')).status).toBe(200);
      await tenant.api.delete(`/api/v1/api-keys/${id}`);
      await eventually('the other gateway refuses the key', async () => (await other.client(key).get('/api/v1/me')).status === 401);
    });

    it('end at their expiry', async () => {
      const { id, key } = await createKey({ expires_at: new Date(Date.now() + 3_600_000).toISOString() });
      expect((await tenant.api.withKey(key).get('/api/v1/me')).status).toBe(200);
      await platform.postgres.asOwner(`UPDATE api_keys SET expires_at = now() - interval '1 second' WHERE id = $1`, [id]);
      await eventually('the key has ended', async () => (await tenant.api.withKey(key).get('/api/v1/me')).status === 401);
    });

    it('remember when they were last used', async () => {
      const { id, key } = await createKey();
      await tenant.api.withKey(key).get('/api/v1/me');
      const other = await platform.startGateway();
      await other.client(key).get('/api/v1/me');
      // A gateway writes it every few seconds, and at the latest when it stops.
      await other.close();
      await eventually('the last use', async () => (await listed(id)).last_used_at);
    });

    it.each([
      ['chat', 'GET', '/api/v1/conversations'],
      ['chat', 'GET', '/api/v1/desk/conversations'],
      ['chat', 'POST', '/api/v1/api-keys'],
      ['conversations', 'POST', '/api/v1/chat'],
      ['conversations', 'POST', '/api/v1/chat/stream'],
      ['conversations', 'GET', '/api/v1/session/any/history'],
      ['desk', 'GET', '/api/v1/staff'],
      ['desk', 'DELETE', `/api/v1/api-keys/${newId()}`],
      ['admin', 'POST', `/api/v1/desk/conversations/${newId()}/take-over`],
    ])('with the scope %s alone may not %s %s', async (scope, method, path) => {
      const { key } = await createKey({ scopes: [scope] });
      const { status, body } = await tenant.api.withKey(key).request(method, path, method === 'POST' ? { body: {} } : {});
      expect({ status, code: body.code }).toEqual({ status: 403, code: 'forbidden' });
    });

    it.each(['', 'sb_wrong', 'x'.repeat(501), "' OR 1=1 --", 'é'])('%j is none', async (key) => {
      expect(await tenant.api.withKey(key).get('/api/v1/me')).toMatchObject({ status: 401, body: { code: 'unauthenticated' } });
    });
  });

  describe('staff', () => {
    it('sign in and act with the scopes of their role', async () => {
      for (const [role, keys] of [['admin', 200], ['manager', 403], ['human_agent', 403]] as const) {
        const staff = await signInStaff(tenant, role);
        expect((await staff.api.get('/api/v1/me')).body).toMatchObject({ kind: 'staff', id: staff.id, role, tenant_id: tenant.id });
        expect((await staff.api.get('/api/v1/desk/conversations')).status).toBe(200);
        expect((await staff.api.get('/api/v1/api-keys')).status).toBe(keys);
        expect((await staff.api.post('/api/v1/chat', { message: 'Hello' })).status).toBe(403);
        expect(await actions(staff.id)).toEqual(['staff.created', 'staff.signed_in']);
      }
    });

    it('are refused alike for a wrong password, an unknown e-mail and an unknown tenant', async () => {
      const { email } = await signInStaff(tenant);
      const refusals = await Promise.all([
        login({ tenant: tenant.slug, email, password: 'wrong' }),
        login({ tenant: tenant.slug, email: `${newId()}@staff.example`, password: PASSWORD }),
        login({ tenant: 'no-such-tenant', email, password: PASSWORD }),
      ]);
      const told = refusals.map(({ status, body }) => ({ status, body: without(body, 'correlation_id') }));
      expect(told[0]).toMatchObject({ status: 401, body: { code: 'unauthenticated' } });
      expect(told).toEqual([told[0], told[0], told[0]]);
    });

    it('sign in whatever the case of their e-mail, which nobody else may have', async () => {
      const { email } = await signInStaff(tenant);
      expect((await login({ tenant: tenant.slug, email: email.toUpperCase(), password: PASSWORD })).status).toBe(200);
      expect(await tenant.api.post('/api/v1/staff', { email: email.toUpperCase(), name: 'Copy', role: 'admin', password: PASSWORD })).toMatchObject({ status: 409, body: { code: 'already_exists' } });
    });

    it('leave no password and no token in any table', async () => {
      const { tokens } = await signInStaff(tenant);
      for (const secret of [PASSWORD, tokens.refresh_token.split('.')[1], tokens.access_token]) expect(await rowsWith(platform.postgres, secret)).toEqual({});
      const [row] = await platform.postgres.asOwner<{ password_hash: string }>('SELECT password_hash FROM staff LIMIT 1');
      expect(row!.password_hash).toMatch(/^\$argon2id\$/);
    });

    it('are out when they are disabled', async () => {
      const staff = await signInStaff(tenant);
      expect((await tenant.api.delete(`/api/v1/staff/${staff.id}`)).status).toBe(204);
      expect((await refresh(staff.tokens.refresh_token)).status).toBe(401);
      expect((await login({ tenant: tenant.slug, email: staff.email, password: PASSWORD })).status).toBe(401);
      expect((await tenant.api.get('/api/v1/staff')).body.items.find((item: Json) => item.id === staff.id).disabled_at).not.toBeNull();
      expect(await actions(staff.id)).toContain('staff.disabled');
    });

    it.each(['not.a.token', 'a', `Bearer ${newId()}`])('are not let in with the access token %j', async (token) => {
      expect(await tenant.api.withBearer(token).get('/api/v1/me')).toMatchObject({ status: 401, body: { code: 'unauthenticated' } });
    });
  });

  describe('refresh tokens', () => {
    it('are exchanged for a new pair', async () => {
      const { tokens, id } = await signInStaff(tenant);
      const { status, body } = await refresh(tokens.refresh_token);
      expect({ status, body }).toMatchObject({ status: 200, body: { token_type: 'Bearer', expires_in: 900 } });
      expect(body.refresh_token).not.toBe(tokens.refresh_token);
      expect((await tenant.api.withBearer(body.access_token).get('/api/v1/me')).body.id).toBe(id);
    });

    it('end their whole family when one comes twice', async () => {
      const { tokens, id } = await signInStaff(tenant);
      const { body: next } = await refresh(tokens.refresh_token);
      expect((await refresh(tokens.refresh_token)).status).toBe(401);
      expect((await refresh(next.refresh_token)).status).toBe(401);
      expect(await actions(id)).toContain('staff.signed_out');
    });

    it('are exchanged once, also when they come twice at the same moment', async () => {
      const { tokens } = await signInStaff(tenant);
      const results = await Promise.all([refresh(tokens.refresh_token), refresh(tokens.refresh_token)]);
      expect(results.map(({ status }) => status).sort()).toEqual([200, 401]);
    });

    it('end with the sign-out, of this sign-in alone', async () => {
      const staff = await signInStaff(tenant);
      const { body: elsewhere } = await login({ tenant: tenant.slug, email: staff.email, password: PASSWORD });
      const out = await anonymous.post('/api/v1/auth/logout', { refresh_token: staff.tokens.refresh_token });
      expect({ status: out.status, text: out.text }).toEqual({ status: 204, text: '' });
      expect((await refresh(staff.tokens.refresh_token)).status).toBe(401);
      expect((await refresh(elsewhere.refresh_token)).status).toBe(200);
    });

    it('end at their expiry', async () => {
      const { tokens } = await signInStaff(tenant);
      await platform.postgres.asOwner(`UPDATE refresh_tokens SET expires_at = now() WHERE token_hash = $1`, [sha256(tokens.refresh_token)]);
      expect((await refresh(tokens.refresh_token)).status).toBe(401);
    });

    it.each(['x', '.', `${newId()}.`, `${newId()}.${'x'.repeat(43)}`])('%j is none', async (token) => {
      expect(await refresh(token)).toMatchObject({ status: 401, body: { code: 'unauthenticated' } });
    });
  });
});

function without(value: Json, field: string): Json {
  const { [field]: _, ...rest } = value;
  return rest;
}
