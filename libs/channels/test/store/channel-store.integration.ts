import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { UpdateChannel } from '#libs/contracts';
import { StaffDirectory, StaffGroups, type Principal } from '#libs/identity';
import { newId } from '#libs/kernel';
import { OutboundPolicy } from '#libs/outbound';
import { describeWith } from '#libs/testing';
import { ChannelStore } from '../../src/store/channel-store.js';
import { KeyVault } from '../../src/vault/key-vault.js';
import { aChannel, aKey, openChannelParts, type ChannelParts } from './channel-parts.js';

describeWith('postgresql', 'channels on PostgreSQL', () => {
  let parts: ChannelParts;
  let store: ChannelStore;
  let admin: Principal;
  let tenantId: string;

  beforeAll(async () => {
    parts = await openChannelParts();
    ({ store } = parts);
  });

  afterAll(() => parts?.postgres.drop());

  beforeEach(async () => {
    admin = await parts.admin();
    ({ tenantId } = admin);
  });

  const create = (more: Parameters<typeof aChannel>[0] = {}) => store.create(tenantId, admin, aChannel(more));
  const update = (id: string, change: object) => store.update(tenantId, admin, id, UpdateChannel.parse(change));
  const audit = (id: string) =>
    parts.postgres.asOwner<{ action: string; actor_kind: string; detail: Record<string, unknown> }>('SELECT action, actor_kind, detail FROM audit_log WHERE subject_id = $1 ORDER BY created_at, id', [id]);
  const actions = async (id: string) => (await audit(id)).map(({ action }) => action);
  const secretsOf = async (id: string) => (await parts.directory.of(tenantId)).find((channel) => channel.id === id)!.keys.map((key) => key.secret);
  const spend = (id: string) => parts.postgres.asOwner('UPDATE channels SET used_tokens = 1234, used_cost = 5.25 WHERE id = $1', [id]);

  it('are kept with everything they were given, and shown without their keys', async () => {
    const key = aKey();
    const given = aChannel({
      name: 'Main', keys: [key, 'short-key'], models: ['gpt-5', 'gpt-5-mini'], model_mapping: { fast: 'gpt-5-mini' }, priority: 3, weight: 7,
      quota: { limit: '12.50', unit: 'usd' }, requests_per_minute: 60, timeouts: { idle_ms: 500 },
    });
    const created = await store.create(tenantId, admin, given);
    expect(created).toMatchObject({
      name: 'Main', type: 'openai-compatible', preset: 'openai', base_url: 'https://api.openai.com/v1', models: ['gpt-5', 'gpt-5-mini'], model_mapping: { fast: 'gpt-5-mini' },
      priority: 3, weight: 7, status: 'enabled', status_reason: null, scope: { kind: 'tenant' }, quota: { limit: '12.5', unit: 'usd' }, used_tokens: 0, used_cost: '0',
      requests_per_minute: 60, timeouts: { idle_ms: 500 }, legacy_credential_id: null,
    });
    expect(created.keys).toMatchObject([{ last_four: key.slice(-4), status: 'enabled' }, { last_four: 'ey', status: 'enabled' }]);
    expect(await store.get(tenantId, created.id)).toEqual(created);
    expect(await store.list(tenantId)).toEqual([created]);
    expect(JSON.stringify(created)).not.toContain(key);
    expect(await audit(created.id)).toEqual([{ action: 'channel.created', actor_kind: 'api_key', detail: { name: 'Main', type: 'openai-compatible', scope: { kind: 'tenant' }, keys: 2 } }]);
    expect(await secretsOf(created.id)).toEqual([key, 'short-key']);
  });

  it('have sealed keys in the database, and nowhere open ones', async () => {
    const key = aKey();
    const { id } = await create({ keys: [key] });
    await update(id, { keys: [key, aKey()] });
    const [row] = await parts.postgres.asOwner<{ text: string }>(
      `SELECT string_agg(t::text, ' ') || (SELECT string_agg(a::text, ' ') FROM audit_log a) || (SELECT string_agg(encode(sealed, 'escape'), ' ') FROM channel_keys) AS text FROM channel_keys t`,
    );
    expect(row!.text).not.toContain(key);
    expect(row!.text).not.toContain(Buffer.from(key).toString('hex'));
  });

  it('are listed by priority', async () => {
    const [second, first] = [await create({ priority: 20 }), await create({ priority: 10 })];
    expect((await store.list(tenantId)).map(({ id }) => id)).toEqual([first.id, second.id]);
  });

  it.each([
    [{ type: 'anthropic' as const, preset: null, models: ['claude-sonnet-4-5'] }, 'https://api.anthropic.com'],
    [{ preset: 'deepseek' as const, models: ['deepseek-chat'] }, 'https://api.deepseek.com'],
    [{ preset: 'deepseek' as const, base_url: 'https://proxy.example/v1' }, 'https://proxy.example/v1'],
    [{ preset: null, base_url: 'http://allowed.internal:8080/v1' }, 'http://allowed.internal:8080/v1'],
    [{ type: 'local' as const, preset: null, keys: [], models: [] }, null],
  ])('made with %j call %s', async (more, baseUrl) => {
    expect((await create(more)).base_url).toBe(baseUrl);
  });

  it.each([
    ['a private address', { base_url: 'http://10.0.0.1/v1' }, 'outbound_address_refused'],
    ['this machine', { base_url: 'http://localhost:11434/v1' }, 'outbound_address_refused'],
    ['the preset of a server on this machine, unless it is opened', { preset: 'local-server' as const }, 'outbound_address_refused'],
    ['credentials in the address', { base_url: 'https://me:secret@proxy.example/v1' }, 'outbound_address_refused'],
    ['a key in the address', { base_url: 'https://proxy.example/v1?key=secret' }, 'invalid_request'],
    ['a preset for a local one', { type: 'local' as const, preset: 'openai' as const, keys: [], models: [] }, 'invalid_request'],
    ['a group that does not exist', { scope: { kind: 'group' as const, group_id: newId() } }, 'invalid_request'],
    ['a person who does not exist', { scope: { kind: 'personal' as const, staff_id: newId() } }, 'invalid_request'],
  ])('are refused with %s', async (_, more, code) => {
    const before = parts.lines.length;
    await expect(create(more)).rejects.toMatchObject({ code, message: expect.not.stringContaining('secret') });
    expect(await store.list(tenantId)).toEqual([]);
    expect(parts.lines.slice(before)).toEqual([]);
  });

  it('are refused an address whose name leads into the private network', async () => {
    const policy = new OutboundPolicy('', () => Promise.resolve([{ address: '192.168.1.7', family: 4 }]));
    const strict = new ChannelStore(parts.postgres.database, parts.vault, policy, parts.directory);
    await expect(strict.create(tenantId, admin, aChannel({ base_url: 'https://rebound.example/v1' }))).rejects.toMatchObject({ code: 'outbound_address_refused' });
    const { id } = await create();
    await expect(strict.update(tenantId, admin, id, { base_url: 'https://rebound.example/v1' })).rejects.toMatchObject({ code: 'outbound_address_refused' });
  });

  it('have names of their own within a tenant', async () => {
    const { id } = await create({ name: 'Main' });
    const other = await create({ name: 'Other' });
    await expect(create({ name: 'Main' })).rejects.toMatchObject({ code: 'already_exists' });
    await expect(update(other.id, { name: 'Main' })).rejects.toMatchObject({ code: 'already_exists' });
    expect((await update(id, { name: 'Main' })).name).toBe('Main');
    const neighbour = await parts.admin();
    expect((await store.create(neighbour.tenantId, neighbour, aChannel({ name: 'Main' }))).name).toBe('Main');
  });

  it('belong to a group or a person of the tenant, and of no other', async () => {
    const groups = new StaffGroups(parts.postgres.database);
    const person = await new StaffDirectory(parts.postgres.database).create(tenantId, null, { email: `${newId()}@staff.example`, name: 'Ana', role: 'manager', password: 'a long password' });
    const group = await groups.create(tenantId, null, { name: 'Night shift', staff_ids: [person.id] });
    const shared = await create({ scope: { kind: 'group', group_id: group.id } });
    expect(shared.scope).toEqual({ kind: 'group', group_id: group.id });
    const own = await update(shared.id, { scope: { kind: 'personal', staff_id: person.id } });
    expect(own.scope).toEqual({ kind: 'personal', staff_id: person.id });
    expect((await parts.directory.of(tenantId))[0]!.scope).toEqual(own.scope);
    const stranger = await parts.admin();
    for (const scope of [{ kind: 'group' as const, group_id: group.id }, { kind: 'personal' as const, staff_id: person.id }]) {
      await expect(store.create(stranger.tenantId, stranger, aChannel({ scope }))).rejects.toMatchObject({ code: 'invalid_request' });
    }
  });

  it('do not exist for another tenant', async () => {
    const { id } = await create();
    const stranger = await parts.admin();
    const attempts = [
      store.get(stranger.tenantId, id),
      store.update(stranger.tenantId, stranger, id, { name: 'mine' }),
      store.disable(stranger.tenantId, stranger, id),
      store.delete(stranger.tenantId, stranger, id),
    ];
    for (const attempt of attempts) await expect(attempt).rejects.toMatchObject({ code: 'not_found' });
    await store.disableKey(stranger.tenantId, id, (await store.get(tenantId, id)).keys[0]!.id, 'refused');
    expect(await store.list(stranger.tenantId)).toEqual([]);
    expect(await parts.directory.of(stranger.tenantId)).toEqual([]);
    expect(await actions(id)).toEqual(['channel.created']);
  });

  describe('when they are changed', () => {
    it('keep what is not mentioned', async () => {
      const before = await create({ quota: { limit: '100', unit: 'tokens' }, model_mapping: { fast: 'gpt-5' } });
      const after = await update(before.id, { priority: 9 });
      expect(after).toEqual({ ...before, priority: 9, updated_at: after.updated_at });
      expect(Date.parse(after.updated_at)).toBeGreaterThan(Date.parse(before.updated_at));
      expect(await update(before.id, { quota: null, requests_per_minute: 5 })).toMatchObject({ quota: null, requests_per_minute: 5 });
      expect((await audit(before.id)).slice(1).map(({ detail }) => detail)).toEqual([{ changed: ['priority'], status: 'enabled' }, { changed: ['quota', 'requests_per_minute'], status: 'enabled' }]);
    });

    it.each([
      ['no models and no mapping', { models: [] }],
      ['no address of their own nor a preset’s', { base_url: null }],
    ])('must not be left with %s', async (_, change) => {
      const { id } = await create({ preset: null, base_url: 'https://proxy.example/v1' });
      await expect(update(id, change)).rejects.toMatchObject({ code: 'invalid_request' });
    });

    it('go back to the preset’s address', async () => {
      const { id } = await create({ base_url: 'https://proxy.example/v1' });
      expect(await update(id, { base_url: null, keys: [aKey()] })).toMatchObject({ base_url: 'https://api.openai.com/v1' });
    });

    it('do not send kept keys to another origin', async () => {
      const { id } = await create({ base_url: 'https://proxy.example/v1' });
      for (const base_url of ['https://elsewhere.example/v1', 'http://proxy.example/v1', 'https://proxy.example:8443/v1', null]) await expect(update(id, { base_url })).rejects.toMatchObject({ code: 'invalid_request', message: expect.stringContaining('keys') });
      expect((await update(id, { base_url: 'https://proxy.example/v2' })).base_url).toBe('https://proxy.example/v2');
      expect((await update(id, { base_url: 'https://elsewhere.example/v1', keys: [aKey()] })).base_url).toBe('https://elsewhere.example/v1');
      expect((await update((await create({ keys: [] })).id, { base_url: 'https://elsewhere.example/v1' })).base_url).toBe('https://elsewhere.example/v1');
    });

    it('have all their keys replaced', async () => {
      const { id, keys: before } = await create({ keys: [aKey(), aKey()] });
      const fresh = [aKey(), aKey(), aKey()];
      const { keys } = await update(id, { keys: fresh });
      expect(keys.map((key) => key.last_four)).toEqual(fresh.map((key) => key.slice(-4)));
      expect(keys.filter((key) => before.some((old) => old.id === key.id))).toEqual([]);
      expect(await secretsOf(id)).toEqual(fresh);
    });

    it('begin their quota anew when that is asked for', async () => {
      const { id } = await create({ quota: { limit: '1000', unit: 'tokens' } });
      await spend(id);
      expect(await store.get(tenantId, id)).toMatchObject({ used_tokens: 1234, used_cost: '5.25' });
      expect(await update(id, { reset_quota: false })).toMatchObject({ used_tokens: 1234, used_cost: '5.25' });
      expect(await update(id, { reset_quota: true })).toMatchObject({ used_tokens: 0, used_cost: '0' });
    });

    it('are disabled and enabled', async () => {
      const { id } = await create();
      expect(await store.disable(tenantId, admin, id)).toMatchObject({ status: 'disabled', status_reason: null });
      await store.disable(tenantId, admin, id);
      expect((await parts.directory.of(tenantId))[0]!.status).toBe('disabled');
      expect((await update(id, { keys: [aKey()] })).status).toBe('disabled');
      expect((await update(id, { status: 'enabled' })).status).toBe('enabled');
      expect(await actions(id)).toEqual(['channel.created', 'channel.disabled', 'channel.updated', 'channel.updated']);
    });

    it('are deleted with their keys', async () => {
      const { id, name } = await create();
      await store.delete(tenantId, admin, id);
      await expect(store.get(tenantId, id)).rejects.toMatchObject({ code: 'not_found' });
      expect(await parts.postgres.asOwner('SELECT 1 FROM channel_keys WHERE channel_id = $1', [id])).toEqual([]);
      expect(await parts.directory.of(tenantId)).toEqual([]);
      expect((await audit(id)).at(-1)).toMatchObject({ action: 'channel.deleted', detail: { name } });
    });

    it('by many at once lose no change and keep one set of keys', async () => {
      const { id } = await create({ keys: [aKey(), aKey()] });
      const sets = Array.from({ length: 4 }, () => [aKey(), aKey(), aKey()]);
      await Promise.all(sets.map((keys, weight) => update(id, { keys, ...(weight === 0 ? { priority: 77 } : {}) })));
      const { keys, priority } = await store.get(tenantId, id);
      expect(keys).toHaveLength(3);
      expect(priority).toBe(77);
      expect(sets).toContainEqual(await secretsOf(id));
    });
  });

  describe('whose keys a vendor refuses', () => {
    const disable = (id: string, keyId: string) => store.disableKey(tenantId, id, keyId, 'the vendor refused the key (401)');

    it('go on with the others, and are out with the last', async () => {
      const { id, keys: [first, second] } = await create({ keys: [aKey(), aKey()] });
      await disable(id, first!.id);
      expect(await store.get(tenantId, id)).toMatchObject({ status: 'enabled', keys: [{ status: 'auto_disabled', status_reason: 'the vendor refused the key (401)' }, { status: 'enabled' }] });
      await disable(id, second!.id);
      expect(await store.get(tenantId, id)).toMatchObject({ status: 'auto_disabled', status_reason: 'the vendor refused the key (401)' });
      expect((await audit(id)).slice(1)).toEqual([
        { action: 'channel.key_auto_disabled', actor_kind: 'system', detail: { key_id: first!.id, last_four: first!.last_four, reason: 'the vendor refused the key (401)' } },
        { action: 'channel.key_auto_disabled', actor_kind: 'system', detail: { key_id: second!.id, last_four: second!.last_four, reason: 'the vendor refused the key (401)' } },
        { action: 'channel.auto_disabled', actor_kind: 'system', detail: { reason: 'the vendor refused the key (401)' } },
      ]);
    });

    it('are told of once, however many notice it at the same moment', async () => {
      const { id, keys: [only] } = await create();
      await Promise.all(Array.from({ length: 5 }, () => disable(id, only!.id)));
      expect(await actions(id)).toEqual(['channel.created', 'channel.key_auto_disabled', 'channel.auto_disabled']);
    });

    it('are out when their last two keys go at the same moment', async () => {
      for (let round = 0; round < 5; round += 1) {
        const { id, keys } = await create({ keys: [aKey(), aKey()] });
        await Promise.all(keys.map((key) => disable(id, key.id)));
        expect(await store.get(tenantId, id)).toMatchObject({ status: 'auto_disabled', keys: [{ status: 'auto_disabled' }, { status: 'auto_disabled' }] });
        expect((await actions(id)).filter((action) => action === 'channel.auto_disabled')).toHaveLength(1);
      }
    });

    it('come back with fresh keys', async () => {
      const { id, keys: [old] } = await create();
      await disable(id, old!.id);
      expect(await update(id, { priority: 2 })).toMatchObject({ status: 'auto_disabled', status_reason: 'the vendor refused the key (401)' });
      expect(await update(id, { keys: [aKey()] })).toMatchObject({ status: 'enabled', status_reason: null, keys: [{ status: 'enabled', status_reason: null }] });
      await disable(id, old!.id);
      expect((await store.get(tenantId, id)).status).toBe('enabled');
    });

    it('come back with the same keys when they are enabled', async () => {
      const { id, keys: [only] } = await create();
      await disable(id, only!.id);
      expect(await update(id, { status: 'enabled' })).toMatchObject({ status: 'enabled', status_reason: null, keys: [{ id: only!.id, status: 'enabled', status_reason: null }] });
    });

    it('stay disabled when somebody disabled them', async () => {
      const { id, keys: [only] } = await create();
      await store.disable(tenantId, admin, id);
      await disable(id, only!.id);
      expect(await store.get(tenantId, id)).toMatchObject({ status: 'disabled', keys: [{ status: 'auto_disabled' }] });
    });
  });

  it('cannot be made with keys without a master key, and can without keys', async () => {
    const keyless = new ChannelStore(parts.postgres.database, new KeyVault([]), new OutboundPolicy(''), parts.directory);
    await expect(keyless.create(tenantId, admin, aChannel())).rejects.toMatchObject({ code: 'master_key_missing' });
    expect(await keyless.list(tenantId)).toEqual([]);
    expect(await keyless.create(tenantId, admin, aChannel({ keys: [] }))).toMatchObject({ keys: [] });
  });
});
