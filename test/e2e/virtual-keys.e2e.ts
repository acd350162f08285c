import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { CreatedVirtualKey, VirtualKey } from '#libs/contracts';
import { newId, sha256 } from '#libs/kernel';
import { describeWith } from '#libs/testing';
import type { ApiClient, ApiResponse, Json } from './support/api-client.js';
import { expectProblem } from './support/expect-problem.js';
import { startPlatform, type Platform, type TestTenant } from './support/platform.js';
import { rowsWith } from './support/rows-with.js';
import { signInStaff } from './support/staff.js';

const PATH = '/api/v1/virtual-keys';
const PAST = '2001-01-01T00:00:00Z';
const LIMITS = [0, -1, 1.5, '5', 2_147_483_648, {}];

/** What each field must not be; null is meant where it is left out. */
const WRONG: Record<string, unknown[]> = {
  name: [null, '', '   ', 42, 'a\u0000b', 'two\nlines', 'x'.repeat(201)],
  scopes: [null, [], 'completions', ['admin'], [null], {}],
  models: [[], [''], ['a b'], ['\u0000'], 'small', Array(201).fill('small')],
  quota: [0, -1, 1.5, '100', {}, { limit: 0 }, { limit: '-1', unit: 'usd' }, { limit: '1', unit: 'eur' }, { limit: 'NaN' }, { limit: '1e3' }],
  requests_per_minute: LIMITS,
  tokens_per_minute: LIMITS,
  expires_at: [PAST, 'tomorrow', 42, '2030-02-31T00:00:00Z'],
  staff_id: ['me', 42, '', newId()],
};
const EACH_WRONG = Object.entries(WRONG).flatMap(([field, values]) => values.map((value) => ({ field, value })));

describeWith('postgresql', 'VirtualKeys over REST', () => {
  let platform: Platform;
  let tenant: TestTenant;
  let stranger: TestTenant;

  beforeAll(async () => {
    platform = await startPlatform({ parts: 'embedded' });
    [tenant, stranger] = await Promise.all([platform.createTenant(), platform.createTenant()]);
  }, 60_000);

  afterAll(() => platform?.close(), 30_000);

  const create = (body: object = {}): Promise<ApiResponse> => tenant.api.post(PATH, { name: 'relay', ...body });
  const patch = (api: ApiClient, id: string, body: object): Promise<ApiResponse> => api.request('PATCH', `${PATH}/${id}`, { body });
  const shown = async (id: string): Promise<Json> => (await tenant.api.get(`${PATH}/${id}`)).body;
  const actions = async (id: string): Promise<string[]> =>
    (await platform.postgres.asOwner<{ action: string }>('SELECT action FROM audit_log WHERE subject_id = $1 ORDER BY created_at, id', [id])).map(({ action }) => action);

  it('show their secret once, and nothing of it is kept but its hash', async () => {
    const { status, body } = await create();
    expect(status).toBe(201);
    const { key, ...rest } = CreatedVirtualKey.strict().parse(body);
    expect(key).toMatch(/^sk-sb-[\w-]{43}$/);
    const changed = await patch(tenant.api, rest.id, { name: 'relay' });
    const listed = await tenant.api.get(PATH);
    expect(VirtualKey.strict().parse(changed.body)).toEqual(rest);
    expect(await shown(rest.id)).toEqual(rest);
    expect(listed.body.items).toContainEqual(rest);
    for (const { text } of [changed, listed]) for (const secret of [key, sha256(key)]) expect(text).not.toContain(secret);
    expect(await rowsWith(platform.postgres, key)).toEqual({});
    expect(JSON.stringify(platform.lines)).not.toContain(key);
  });

  it('are made with settings, changed and revoked, and each is in the audit log', async () => {
    const { id: staff_id } = await signInStaff(tenant);
    const settings = { scopes: ['completions'], models: ['small', 'vendor/large:1'], quota: { limit: '12.5', unit: 'usd' }, requests_per_minute: 60, tokens_per_minute: 10_000, expires_at: '2999-01-01T00:00:00.000Z', staff_id };
    const { body } = await create(settings);
    expect(body).toMatchObject(settings);
    const change = { quota: { limit: '500', unit: 'tokens' }, models: null, expires_at: null };
    expect(await patch(tenant.api, body.id, { ...change, quota: 500 })).toMatchObject({ status: 200, body: { ...settings, ...change } });
    for (let time = 0; time < 2; time += 1) expect(await tenant.api.delete(`${PATH}/${body.id}`)).toMatchObject({ status: 204, text: '' });
    expect(await shown(body.id)).toMatchObject({ ...settings, ...change, revoked_at: expect.any(String) });
    expect((await actions(body.id)).slice(0, 3)).toEqual(['virtual_key.created', 'virtual_key.updated', 'virtual_key.revoked']);
  });

  it('are none for the rest of the API', async () => {
    const { body } = await create();
    expectProblem(await tenant.api.withKey(body.key).get('/api/v1/me'), 'unauthenticated');
  });

  it('are the admins’ alone', async () => {
    const { body } = await create();
    const { body: chat } = await tenant.api.post('/api/v1/api-keys', { name: 'chat', scopes: ['chat', 'conversations', 'desk'] });
    for (const api of [tenant.api.withKey(chat.key), (await signInStaff(tenant, 'manager')).api]) {
      for (const response of [await api.get(PATH), await api.get(`${PATH}/${body.id}`), await api.post(PATH, { name: 'mine' }), await patch(api, body.id, { name: 'mine' }), await api.delete(`${PATH}/${body.id}`)]) {
        expectProblem(response, 'forbidden');
      }
    }
    expectProblem(await tenant.api.withKey(null).get(PATH), 'unauthenticated');
  });

  it('of another tenant are not there', async () => {
    const { body } = await create();
    const before = await shown(body.id);
    for (const api of [stranger.api, (await signInStaff(stranger, 'admin')).api]) {
      for (const response of [await api.get(`${PATH}/${body.id}`), await patch(api, body.id, { name: 'mine' }), await api.delete(`${PATH}/${body.id}`)]) expectProblem(response, 'not_found');
      expect((await api.get(PATH)).body).toEqual({ items: [] });
    }
    expect(await shown(body.id)).toEqual(before);
  });

  it('are not made for another tenant’s staff', async () => {
    const { id: staff_id } = await signInStaff(stranger);
    expect(expectProblem(await create({ staff_id }), 'invalid_request').errors).toMatchObject([{ path: 'body.staff_id' }]);
  });

  describe('bad input', () => {
    it.each(EACH_WRONG)('$field must not be $value', async ({ field, value }) => {
      const { body } = await create();
      for (const response of [await create({ [field]: value }), await patch(tenant.api, body.id, { [field]: value })]) {
        expect(expectProblem(response, 'invalid_request').errors![0]!.path).toMatch(new RegExp(`^body\\.${field}`));
      }
      expect(await actions(body.id)).toEqual(['virtual_key.created']);
    });

    it('is a change of nothing, an unknown id, or what is no id', async () => {
      const { body } = await create();
      for (const nothing of [{}, { key: 'sk-sb-mine' }, { used_tokens: 0 }]) expectProblem(await patch(tenant.api, body.id, nothing), 'invalid_request');
      expectProblem(await patch(tenant.api, newId(), { name: 'new' }), 'not_found');
      for (const method of ['GET', 'DELETE']) {
        expectProblem(await tenant.api.request(method, `${PATH}/${newId()}`, {}), 'not_found');
        for (const id of ['x', '%00', "1'%20OR%20'1'='1"]) expectProblem(await tenant.api.request(method, `${PATH}/${id}`, {}), 'invalid_request');
      }
    });
  });
});
