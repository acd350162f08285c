import { inspect } from 'node:util';
import { afterAll, beforeAll, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { UpdateChannel } from '#libs/contracts';
import type { Principal } from '#libs/identity';
import { Database } from '#libs/persistence';
import { collectingLogger, describeWith, eventually, startTcpProxy } from '#libs/testing';
import { ChannelDirectory } from '../../src/store/channel-directory.js';
import { KeyVault } from '../../src/vault/key-vault.js';
import { aChannel, aKey, aMasterKey, openChannelParts, type ChannelParts } from './channel-parts.js';

describeWith('postgresql', 'the directory of channels', () => {
  let parts: ChannelParts;
  let admin: Principal;
  let tenantId: string;
  let clock = 0;
  let lines: Record<string, unknown>[];

  beforeAll(async () => {
    parts = await openChannelParts();
  });

  afterAll(() => parts?.postgres.drop());

  beforeEach(async () => {
    admin = await parts.admin();
    ({ tenantId } = admin);
    clock = 1_000_000;
  });

  /** As another process has it, with a clock of its own. */
  const another = (vault = parts.vault, database = parts.postgres.database): ChannelDirectory => {
    const collected = collectingLogger();
    ({ lines } = collected);
    return new ChannelDirectory(database, vault, collected.logger, () => clock);
  };
  const create = (more: Parameters<typeof aChannel>[0] = {}) => parts.store.create(tenantId, admin, aChannel(more));
  const rename = (id: string, name: string) => parts.store.update(tenantId, admin, id, UpdateChannel.parse({ name }));

  it('gives the channels of a tenant with their keys open', async () => {
    const keys = [aKey(), aKey()];
    const created = await create({ keys, quota: 500, model_mapping: { fast: 'gpt-5' }, timeouts: { total_ms: 1_000 }, requests_per_minute: 9 });
    await parts.postgres.asOwner('UPDATE channels SET used_tokens = 42, used_cost = 0.5 WHERE id = $1', [created.id]);
    const [channel] = await another().of(tenantId);
    expect(channel).toEqual({
      id: created.id, tenantId, name: created.name, type: 'openai-compatible', preset: 'openai', baseUrl: 'https://api.openai.com/v1', models: ['gpt-5'], modelMapping: { fast: 'gpt-5' },
      priority: 50, weight: 1, status: 'enabled', statusReason: null, scope: { kind: 'tenant' }, quota: { limit: '500', unit: 'tokens' }, usedTokens: 42, usedCost: '0.5',
      requestsPerMinute: 9, timeouts: { total_ms: 1_000 },
      keys: keys.map((secret, position) => ({ id: created.keys[position]!.id, secret, lastFour: secret.slice(-4), status: 'enabled' })),
    });
  });

  it('gives what cannot be changed, and what shows no key when it is printed or logged', async () => {
    const key = aKey();
    await create({ keys: [key] });
    const directory = another();
    const list = await directory.of(tenantId);
    const channel = list[0] as unknown as Record<string, object>;
    for (const part of [list, channel, channel['keys'], channel['models'], channel['modelMapping'], channel['scope'], channel['timeouts'], list[0]!.keys[0]]) expect(Object.isFrozen(part)).toBe(true);
    const logging = collectingLogger();
    logging.logger.error({ channel, list, key: list[0]!.keys[0] }, 'by mistake');
    for (const text of [inspect(list, { depth: 9 }), JSON.stringify(list), JSON.stringify(logging.lines)]) {
      expect(text).not.toContain(key);
      expect(text).toContain(key.slice(-4));
    }
    expect(list[0]!.keys[0]!.secret).toBe(key);
  });

  it('sees what another process changed within a second', async () => {
    const { id } = await create({ name: 'before' });
    const directory = another();
    expect((await directory.of(tenantId))[0]!.name).toBe('before');
    await rename(id, 'after');
    clock += 1_000;
    expect((await directory.of(tenantId))[0]!.name).toBe('before');
    clock += 1;
    await directory.of(tenantId);
    await eventually('the change', async () => (await directory.of(tenantId))[0]!.name === 'after');
  });

  it('sees at once what this process changed, and tells the listeners', async () => {
    const told = jest.fn();
    const stop = parts.directory.onChange(told);
    const { id } = await create();
    expect((await parts.directory.of(tenantId)).map((channel) => channel.id)).toEqual([id]);
    await rename(id, 'renamed');
    expect((await parts.directory.of(tenantId))[0]!.name).toBe('renamed');
    await parts.store.delete(tenantId, admin, id);
    expect(await parts.directory.of(tenantId)).toEqual([]);
    expect(told.mock.calls).toEqual([[tenantId], [tenantId], [tenantId]]);
    stop();
    await create();
    expect(told).toHaveBeenCalledTimes(3);
  });

  it('sees at once what it is told of, and tells nobody', async () => {
    const { id } = await create({ name: 'before' });
    const directory = another();
    const told = jest.fn();
    directory.onChange(told);
    await directory.of(tenantId);
    await rename(id, 'after');
    directory.invalidate(tenantId);
    expect((await directory.of(tenantId))[0]!.name).toBe('after');
    expect(told).not.toHaveBeenCalled();
  });

  it('opens a key once, however often it looks', async () => {
    const { id } = await create({ keys: [aKey(), aKey()] });
    const opened = jest.spyOn(parts.vault, 'open');
    const directory = another();
    await directory.of(tenantId);
    expect(opened).toHaveBeenCalledTimes(2);
    for (let time = 0; time < 3; time += 1) {
      directory.invalidate(tenantId);
      await directory.of(tenantId);
    }
    expect(opened).toHaveBeenCalledTimes(2);
    const fresh = aKey();
    await parts.store.update(tenantId, admin, id, { keys: [fresh] });
    directory.invalidate(tenantId);
    expect((await directory.of(tenantId))[0]!.keys.map(({ secret }) => secret)).toEqual([fresh]);
    expect(opened).toHaveBeenCalledTimes(3);
    opened.mockRestore();
  });

  it('reads once for all who ask at the same moment', async () => {
    await create();
    const directory = another();
    const reading = jest.spyOn(parts.postgres.database, 'inTenant');
    await Promise.all(Array.from({ length: 50 }, () => directory.of(tenantId)));
    expect(reading).toHaveBeenCalledTimes(1);
    reading.mockRestore();
  });

  describe('when the database is away', () => {
    it('gives the last known channels for a minute, then says that it is', async () => {
      const { id } = await create();
      const proxy = await startTcpProxy(parts.postgres.app);
      const database = new Database(proxy.url, { poolSize: 2, applicationName: 'switchboard-test' });
      const directory = another(parts.vault, database);
      const before = await directory.of(tenantId);
      await proxy.close();
      for (const seconds of [2, 10, 59]) {
        clock = 1_000_000 + seconds * 1_000;
        expect(await directory.of(tenantId)).toBe(before);
      }
      expect(before[0]!.id).toBe(id);
      await eventually('a line about it', () => lines.some(({ msg }) => msg === 'the channels could not be read; the last known are used'));
      clock = 1_000_000 + 61_000;
      await expect(directory.of(tenantId)).rejects.toMatchObject({ code: 'service_unavailable' });
      await database.close();
    });

    it('says so to those it knows nothing for', async () => {
      const proxy = await startTcpProxy(parts.postgres.app);
      const database = new Database(proxy.url, { poolSize: 1, applicationName: 'switchboard-test' });
      await proxy.close();
      await expect(another(parts.vault, database).of(tenantId)).rejects.toMatchObject({ code: 'service_unavailable' });
      await database.close();
    });
  });

  describe('with keys that do not open', () => {
    it('takes the channel out, and tells of each key once', async () => {
      const good = await create({ type: 'local', preset: null, keys: [], models: [], name: 'local', priority: 1 });
      const key = aKey();
      const { id, keys } = await create({ keys: [key] });
      const directory = another(new KeyVault([aMasterKey('first')]));
      for (let time = 0; time < 2; time += 1) {
        const channels = await directory.of(tenantId);
        expect(channels.map((channel) => [channel.id, channel.status, channel.statusReason])).toEqual([[good.id, 'enabled', null], [id, 'auto_disabled', 'its keys do not open with the master keys of this process']]);
        expect(channels[1]!.keys).toEqual([]);
        directory.invalidate(tenantId);
      }
      expect(lines).toEqual([expect.objectContaining({ msg: 'a key of a channel does not open', tenantId, keyId: keys[0]!.id, reason: 'The sealed key does not open here' })]);
      expect((await parts.store.get(tenantId, id)).status).toBe('enabled');
    });

    it('goes on with those that do', async () => {
      const { keys } = await create({ keys: [aKey(), aKey()] });
      await parts.postgres.asOwner('UPDATE channel_keys SET sealed = (SELECT sealed FROM channel_keys WHERE id = $2) WHERE id = $1', [keys[0]!.id, keys[1]!.id]);
      const [channel] = await another().of(tenantId);
      expect(channel).toMatchObject({ status: 'enabled', keys: [{ id: keys[1]!.id }] });
    });
  });
});
