import { afterAll, beforeAll, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { ChannelStore } from '#libs/channels';
import { Channel, Group, type ErrorCode } from '#libs/contracts';
import { newId, randomToken } from '#libs/kernel';
import { Logger } from '#libs/observability';
import { describeWith } from '#libs/testing';
import type { Json } from './support/api-client.js';
import { expectProblem } from './support/expect-problem.js';
import { startPlatform, type Platform, type TestTenant } from './support/platform.js';
import { rowsWith } from './support/rows-with.js';
import { signInStaff } from './support/staff.js';

const UNKNOWN = newId();
const aKey = (): string => `sk-e2e-${randomToken(24)}`;
const aBody = (more: object = {}): Record<string, unknown> => ({ name: `channel ${newId()}`, type: 'openai-compatible', preset: 'openai', keys: [aKey()], models: ['gpt-5'], ...more });

describeWith('postgresql', 'channels over REST', () => {
  let platform: Platform;
  let tenant: TestTenant;
  let written: string[];
  let terminal: jest.SpiedFunction<typeof process.stdout.write>;

  /** The platform with its real logger, whose lines go to stdout. */
  beforeAll(async () => {
    written = [];
    terminal = jest.spyOn(process.stdout, 'write').mockImplementation((chunk) => Boolean(written.push(String(chunk))));
    platform = await startPlatform({ parts: 'embedded', environment: { OUTBOUND_ALLOWED_HOSTS: '127.0.0.1:9' }, logger: new Logger({ level: 'trace', app: 'all-in-one' }) });
  }, 60_000);

  afterAll(async () => {
    await platform?.close();
    terminal.mockRestore();
  }, 30_000);

  beforeEach(async () => {
    tenant = await platform.createTenant();
  });

  const create = async (more: object = {}): Promise<Json> => {
    const { status, body } = await tenant.api.post('/api/v1/channels', aBody(more));
    expect(status).toBe(201);
    return body;
  };
  const patch = (path: string, body: unknown) => tenant.api.request('PATCH', path, { body });
  const listed = async (): Promise<Json[]> => (await tenant.api.get('/api/v1/channels')).body.items;
  const actions = async (id: string): Promise<string[]> =>
    (await platform.postgres.asOwner<{ action: string }>('SELECT action FROM audit_log WHERE subject_id = $1 ORDER BY created_at, id', [id])).map(({ action }) => action);

  it('are created, read, listed, changed, disabled and deleted', async () => {
    const key = aKey();
    const created = await create({
      name: 'Main', base_url: 'http://127.0.0.1:9/v1', keys: [key, 'short'], model_mapping: { 'gpt-4o': 'gpt-5' }, priority: 5, weight: 3, quota: { limit: 20, unit: 'usd' }, scope: 'tenant', timeouts: { idle_ms: 900 },
    });
    expect(Channel.parse(created)).toEqual(created);
    expect(created).toMatchObject({
      name: 'Main', base_url: 'http://127.0.0.1:9/v1', models: ['gpt-5'], model_mapping: { 'gpt-4o': 'gpt-5' }, priority: 5, weight: 3, status: 'enabled', quota: { limit: '20', unit: 'usd' }, used_tokens: 0, used_cost: '0',
      scope: { kind: 'tenant' }, keys: [{ last_four: key.slice(-4), status: 'enabled' }, { last_four: '' }],
    });
    const path = `/api/v1/channels/${created.id}`;
    expect((await tenant.api.get(path)).body).toEqual(created);
    expect(await listed()).toEqual([created]);
    const changed = await patch(path, { name: 'Renamed', quota: 5_000, model_mapping: {} });
    expect(changed).toMatchObject({ status: 200, body: { name: 'Renamed', quota: { limit: '5000', unit: 'tokens' }, model_mapping: {}, priority: 5, keys: created.keys } });
    expect(await tenant.api.post(`${path}/disable`)).toMatchObject({ status: 200, body: { status: 'disabled' } });
    expect((await patch(path, { status: 'enabled' })).body.status).toBe('enabled');
    expect((await tenant.api.delete(path)).status).toBe(204);
    expectProblem(await tenant.api.get(path), 'not_found');
    expect(await listed()).toEqual([]);
    expect(await actions(created.id)).toEqual(['channel.created', 'channel.updated', 'channel.disabled', 'channel.updated', 'channel.deleted']);
  });

  it.each([
    [{ type: 'anthropic', preset: null, models: ['claude-sonnet-4-5'] }, 'https://api.anthropic.com'],
    [{ preset: 'openrouter' }, 'https://openrouter.ai/api/v1'],
    [{ type: 'local', preset: null, keys: [], models: [] }, null],
  ])('get the address of their preset: %j', async (more, baseUrl) => {
    expect((await create(more)).base_url).toBe(baseUrl);
  });

  describe('refuse', () => {
    const REFUSED: [what: string, change: object, code: ErrorCode][] = [
      ['an unknown preset', { preset: 'acme' }, 'invalid_request'],
      ['an unknown type', { type: 'grpc' }, 'invalid_request'],
      ['a preset of another type', { preset: 'anthropic' }, 'invalid_request'],
      ['neither address nor preset', { preset: null }, 'invalid_request'],
      ['no models', { models: [] }, 'invalid_request'],
      ['an address that is none', { base_url: 'nonsense' }, 'invalid_request'],
      ['another protocol', { base_url: 'file:///etc/passwd' }, 'invalid_request'],
      ['a key in the address', { base_url: 'https://proxy.example/v1?api_key=hidden-secret' }, 'invalid_request'],
      ['credentials in the address', { base_url: 'https://me:hidden-secret@proxy.example/v1' }, 'outbound_address_refused'],
      ['a private address', { base_url: 'http://10.0.0.8/v1' }, 'outbound_address_refused'],
      ['this machine', { base_url: 'http://127.0.0.1:5432/v1' }, 'outbound_address_refused'],
      ['this machine in hexadecimal', { base_url: 'http://0x7f000001/v1' }, 'outbound_address_refused'],
      ['this machine in IPv6', { base_url: 'http://[::1]/v1' }, 'outbound_address_refused'],
      ['this machine by name', { base_url: 'http://localhost:8080/v1' }, 'outbound_address_refused'],
      ['a cloud’s metadata', { base_url: 'http://169.254.169.254/latest' }, 'outbound_address_refused'],
      ['a server on this machine that is not opened', { preset: 'local-server' }, 'outbound_address_refused'],
      ['a key with a line break', { keys: ['hidden-secret\nX-Evil: 1'] }, 'invalid_request'],
      ['an empty key', { keys: [''] }, 'invalid_request'],
      ['too many keys', { keys: Array(51).fill('hidden-secret') }, 'invalid_request'],
      ['a key that is too long', { keys: ['hidden-secret'.repeat(100)] }, 'invalid_request'],
      ['priority 0', { priority: 0 }, 'invalid_request'],
      ['priority 101', { priority: 101 }, 'invalid_request'],
      ['weight 0', { weight: 0 }, 'invalid_request'],
      ['a quota of nothing', { quota: 0 }, 'invalid_request'],
      ['a quota beyond all numbers', { quota: { limit: 1e300, unit: 'usd' } }, 'invalid_request'],
      ['a quota in another currency', { quota: { limit: 1, unit: 'eur' } }, 'invalid_request'],
      ['a group that does not exist', { scope: { kind: 'group', group_id: UNKNOWN } }, 'invalid_request'],
      ['a person who does not exist', { scope: { kind: 'personal', staff_id: UNKNOWN } }, 'invalid_request'],
      ['a scope without its group', { scope: 'group' }, 'invalid_request'],
      ['a blank name', { name: '  ' }, 'invalid_request'],
      ['a name with a line break', { name: 'two\nlines' }, 'invalid_request'],
    ];

    it.each(REFUSED)('%s at creation', async (_, more, code) => {
      const body = aBody(more) as { keys: string[] };
      const response = await tenant.api.post('/api/v1/channels', body);
      expectProblem(response, code);
      expect(response.text).not.toContain('hidden-secret');
      for (const key of body.keys.filter(Boolean)) expect(response.text).not.toContain(key);
      expect(await listed()).toEqual([]);
    });

    it.each(REFUSED.filter(([, change]) => !('type' in change) && !('preset' in change)))('%s in a change', async (_, change, code) => {
      const channel = await create();
      const response = await patch(`/api/v1/channels/${channel.id}`, change);
      expectProblem(response, code);
      expect(response.text).not.toContain('hidden-secret');
      expect(await listed()).toEqual([channel]);
    });

    it('a change of nothing', async () => {
      const { id } = await create();
      for (const body of [{}, { unknown: 1 }, { status: 'auto_disabled' }]) expectProblem(await patch(`/api/v1/channels/${id}`, body), 'invalid_request');
    });

    it('a name that is taken', async () => {
      await create({ name: 'Main' });
      const { id } = await create({ name: 'Other' });
      expectProblem(await tenant.api.post('/api/v1/channels', aBody({ name: 'Main' })), 'already_exists');
      expectProblem(await patch(`/api/v1/channels/${id}`, { name: 'Main' }), 'already_exists');
    });

    it('an address that would carry kept keys elsewhere', async () => {
      const { id } = await create();
      expectProblem(await patch(`/api/v1/channels/${id}`, { base_url: 'http://127.0.0.1:9/v1' }), 'invalid_request');
      expect((await patch(`/api/v1/channels/${id}`, { base_url: 'http://127.0.0.1:9/v1', keys: [aKey()] })).status).toBe(200);
    });

    it('callers without the scope', async () => {
      const { body: key } = await tenant.api.post('/api/v1/api-keys', { name: 'chat', scopes: ['chat', 'desk', 'conversations'] });
      const agent = (await signInStaff(tenant)).api;
      for (const client of [tenant.api.withKey(key.key), agent]) {
        expectProblem(await client.get('/api/v1/channels'), 'forbidden');
        expectProblem(await client.post('/api/v1/channels', aBody()), 'forbidden');
        expectProblem(await client.post('/api/v1/groups', { name: 'x' }), 'forbidden');
      }
      expectProblem(await tenant.api.withKey(null).get('/api/v1/channels'), 'unauthenticated');
    });
  });

  it('of another tenant are not found, seen or touched', async () => {
    const channel = await create({ name: 'purple-elephant' });
    const { body: group } = await tenant.api.post('/api/v1/groups', { name: 'purple-elephants' });
    const stranger = await platform.createTenant();
    const requests: [string, string, unknown?][] = [
      ['GET', `/api/v1/channels/${channel.id}`], ['PATCH', `/api/v1/channels/${channel.id}`, { name: 'mine' }], ['POST', `/api/v1/channels/${channel.id}/disable`], ['DELETE', `/api/v1/channels/${channel.id}`],
      ['GET', `/api/v1/groups/${group.id}`], ['PATCH', `/api/v1/groups/${group.id}`, { name: 'mine' }], ['DELETE', `/api/v1/groups/${group.id}`],
    ];
    for (const [method, path, body] of requests) {
      const response = await stranger.api.request(method, path, body ? { body } : {});
      expectProblem(response, 'not_found');
      expect(response.text).not.toContain('purple-elephant');
    }
    expectProblem(await stranger.api.post('/api/v1/channels', aBody({ scope: { kind: 'group', group_id: group.id } })), 'invalid_request');
    for (const list of ['/api/v1/channels', '/api/v1/groups']) expect((await stranger.api.get(list)).body).toEqual({ items: [] });
    expect(await listed()).toEqual([channel]);
  });

  it('never show a key: not in an answer, a log line, the audit log or the database', async () => {
    const [first, second, third] = [aKey(), aKey(), aKey()];
    const texts: string[] = [];
    const keep = async (response: Promise<{ text: string }>): Promise<Json> => {
      const { text } = await response;
      texts.push(text);
      return text && JSON.parse(text);
    };
    const { id, keys } = await keep(tenant.api.post('/api/v1/channels', aBody({ name: 'secretive', keys: [first, second] })));
    const path = `/api/v1/channels/${id}`;
    await keep(tenant.api.post('/api/v1/channels', aBody({ name: 'secretive', keys: [first] })));
    await keep(tenant.api.post('/api/v1/channels', aBody({ keys: [first, `${second} with a blank`] })));
    await keep(tenant.api.post('/api/v1/channels', aBody({ keys: first })));
    await keep(tenant.api.post('/api/v1/channels', aBody({ keys: [first], base_url: 'http://10.0.0.1' })));
    await keep(tenant.api.post('/api/v1/channels', aBody({ keys: [first], scope: { kind: 'group', group_id: UNKNOWN } })));
    await keep(tenant.api.post('/api/v1/channels', `{"keys": ["${first}"`));
    await platform.app.get(ChannelStore).disableKey(tenant.id, id, keys[0].id, 'the vendor refused the key (401)');
    await keep(patch(path, { keys: [second, third] }));
    await keep(patch(path, { keys: [third, 'not valid\u0000'] }));
    await keep(tenant.api.get(path));
    await keep(tenant.api.get('/api/v1/channels'));
    await keep(tenant.api.post(`${path}/disable`));
    await keep(tenant.api.delete(path));
    for (const key of [first, second, third]) {
      expect(texts.join('\n')).not.toContain(key);
      expect(written.join('')).not.toContain(key);
      expect(await rowsWith(platform.postgres, key)).toEqual({});
      expect(await rowsWith(platform.postgres, Buffer.from(key).toString('hex'))).toEqual({});
    }
    expect(texts.join('\n')).toContain(first.slice(-4));
  });

  it('whose last keys are refused by two callers at the same moment are out once, and come back with fresh ones', async () => {
    const { id, keys } = await create({ keys: [aKey(), aKey()] });
    const gateway = await platform.startGateway();
    const stores = [platform.app.get(ChannelStore), gateway.app.get(ChannelStore)];
    await Promise.all(stores.flatMap((store) => keys.map((key: Json) => store.disableKey(tenant.id, id, key.id, 'refused (401)'))));
    const { body } = await tenant.api.get(`/api/v1/channels/${id}`);
    expect(body).toMatchObject({ status: 'auto_disabled', status_reason: 'refused (401)', keys: [{ status: 'auto_disabled', status_reason: 'refused (401)' }, { status: 'auto_disabled' }] });
    expect((await actions(id)).sort()).toEqual(['channel.auto_disabled', 'channel.created', 'channel.key_auto_disabled', 'channel.key_auto_disabled']);
    expect((await patch(`/api/v1/channels/${id}`, { keys: [aKey()] })).body).toMatchObject({ status: 'enabled', status_reason: null, keys: [{ status: 'enabled' }] });
  });

  it('are shown by a process with other master keys, and not used by it', async () => {
    const gateway = await platform.startGateway({ SWITCHBOARD_MASTER_KEYS: `other:${Buffer.alloc(32, 7).toString('base64')}` });
    const { id } = await create();
    const elsewhere = gateway.client(tenant.key);
    expect((await elsewhere.get(`/api/v1/channels/${id}`)).body.status).toBe('enabled');
    const { body } = await elsewhere.get('/api/v1/channels/health');
    expect(body.items).toEqual([expect.objectContaining({ channel_id: id, status: 'auto_disabled' })]);
    expect(written.join('')).toContain('a key of a channel does not open');
  });

  describe('groups', () => {
    it('are created, listed, changed and deleted, with their channels', async () => {
      const staff = await signInStaff(tenant);
      const { status, body: group } = await tenant.api.post('/api/v1/groups', { name: 'Night shift', staff_ids: [staff.id] });
      expect(status).toBe(201);
      expect(Group.parse(group)).toEqual(group);
      const channel = await create({ scope: { kind: 'group', group_id: group.id } });
      expect(channel.scope).toEqual({ kind: 'group', group_id: group.id });
      expect((await patch(`/api/v1/groups/${group.id}`, { name: 'Day shift' })).body).toEqual({ ...group, name: 'Day shift' });
      expect((await patch(`/api/v1/groups/${group.id}`, { name: 'Night shift', staff_ids: [] })).body).toEqual({ ...group, staff_ids: [] });
      expect((await tenant.api.get('/api/v1/groups')).body).toEqual({ items: [{ ...group, staff_ids: [] }] });
      expect((await tenant.api.delete(`/api/v1/groups/${group.id}`)).status).toBe(204);
      expectProblem(await tenant.api.get(`/api/v1/groups/${group.id}`), 'not_found');
      expectProblem(await tenant.api.get(`/api/v1/channels/${channel.id}`), 'not_found');
    });

    it('refuse members who are not of the staff, names that are taken, and changes of nothing', async () => {
      const { body: group } = await tenant.api.post('/api/v1/groups', { name: 'a' });
      const foreign = await signInStaff(await platform.createTenant());
      for (const staff_ids of [[UNKNOWN], [foreign.id], ['x'], 'all']) expectProblem(await tenant.api.post('/api/v1/groups', { name: 'b', staff_ids }), 'invalid_request');
      expectProblem(await tenant.api.post('/api/v1/groups', { name: 'a' }), 'already_exists');
      expectProblem(await patch(`/api/v1/groups/${group.id}`, {}), 'invalid_request');
      expectProblem(await patch(`/api/v1/groups/${UNKNOWN}`, { name: 'b' }), 'not_found');
    });
  });
});
