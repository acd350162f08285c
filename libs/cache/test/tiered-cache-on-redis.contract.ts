import { once } from 'node:events';
import { createServer, type AddressInfo, type Socket } from 'node:net';
import { afterEach, beforeEach, expect, it, jest } from '@jest/globals';
import { Redis } from 'ioredis';
import { z } from 'zod';
import { newId } from '#libs/kernel';
import { cacheContract, describeWith, eventually, openTestRedis, silentLogger, type TestRedis } from '#libs/testing';
import { TieredCache, type CacheSpace } from '../src/index.js';

/** Generous, because the machine may be busy: a hook that is cut off leaves its connections open. */
jest.setTimeout(60_000);

const BOUNDS = { maxEntries: 1_000, maxBytes: 10_000_000 };
const SPACE: CacheSpace<string> = { name: 'texts', version: 1, schema: z.string(), ttlMs: 60_000 };

describeWith('redis', 'the cache on Redis', () => {
  cacheContract('memory and Redis', async () => {
    const [here, there] = [await openTestRedis(), await openTestRedis()];
    const [cache, elsewhere] = [new TieredCache(here.client, silentLogger(), BOUNDS), new TieredCache(there.client, silentLogger(), BOUNDS)];
    await subscribed(cache, elsewhere);
    return {
      cache,
      elsewhere,
      close: async () => {
        await Promise.all([cache.close(), elsewhere.close()]);
        await Promise.all([here.close(), there.close()]);
      },
    };
  });
});

describeWith('redis', 'two caches on one Redis', () => {
  let [here, there]: TestRedis[] = [];
  let [cache, elsewhere]: TieredCache[] = [];
  let key: string;

  beforeEach(async () => {
    [here, there] = [await openTestRedis(), await openTestRedis()];
    [cache, elsewhere] = [new TieredCache(here.client, silentLogger(), BOUNDS), new TieredCache(there.client, silentLogger(), BOUNDS)];
    await subscribed(cache, elsewhere);
    key = newId();
  });

  afterEach(async () => {
    await Promise.all([cache!.close(), elsewhere!.close()]);
    await Promise.all([here!.close(), there!.close()]);
  });

  it('forget what they have in memory when they may have missed a message', async () => {
    await cache!.set(SPACE, key, 'old');
    expect(await elsewhere!.get(SPACE, key)).toBe('old');
    expect(await there!.killConnections()).toBeGreaterThanOrEqual(2);
    await cache!.set(SPACE, key, 'new');
    await eventually('the new value', async () => (await elsewhere!.get(SPACE, key)) === 'new');
  });

  it('take over the making from a process that is gone', async () => {
    const neverEnds = (): Promise<never> => new Promise(() => undefined);
    void cache!.getOrMake(SPACE, key, neverEnds).catch(() => undefined);
    await eventually('the lease', () => here!.client.exists(`switchboard:cache:texts.v1:${key}:lease`));
    await cache!.close();
    here!.client.disconnect();
    expect(await elsewhere!.getOrMake(SPACE, key, async () => ({ keep: 'mine' }))).toMatchObject({ how: 'made', value: 'mine' });
  });
});

/** What a cache does when its Redis is not what it should be. */
const DEFECTS: [defect: string, start: () => Promise<{ url: string; stop: () => void }>][] = [
  ['refuses connections', async () => ({ url: 'redis://127.0.0.1:1', stop: () => undefined })],
  ['never answers', startSilentServer],
];

it.each(DEFECTS)('a cache whose Redis %s works in memory', async (_, start) => {
  const { url, stop } = await start();
  const client = new Redis(url, { lazyConnect: true, enableOfflineQueue: false, maxRetriesPerRequest: 0, retryStrategy: () => 1_000 });
  client.on('error', () => undefined);
  const cache = new TieredCache(client, silentLogger(), BOUNDS);
  const key = newId();
  expect(await cache.get(SPACE, key)).toBeUndefined();
  const asked = Array.from({ length: 20 }, () => cache.getOrMake(SPACE, key, async () => ({ keep: 'here', tags: ['tag'] })));
  const got = await Promise.all(asked);
  expect(got.filter(({ how }) => how === 'made')).toHaveLength(1);
  expect(await cache.get(SPACE, key)).toBe('here');
  expect(await cache.deleteTags(['tag'])).toBe(false);
  expect(await cache.get(SPACE, key)).toBeUndefined();
  await cache.close();
  client.disconnect();
  stop();
});

async function startSilentServer(): Promise<{ url: string; stop: () => void }> {
  const sockets: Socket[] = [];
  const server = createServer((socket) => {
    sockets.push(socket);
    socket.on('error', () => undefined);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `redis://127.0.0.1:${(server.address() as AddressInfo).port}`,
    stop: () => {
      for (const socket of sockets) socket.destroy();
      server.close();
    },
  };
}

/** Waits until each hears of what the other sets. */
async function subscribed(one: TieredCache, other: TieredCache): Promise<void> {
  const heard = new Set<TieredCache>();
  const space = { ...SPACE, name: 'greetings' };
  for (const cache of [one, other]) cache.onSetElsewhere(space, () => heard.add(cache));
  await eventually('both to hear', async () => {
    await Promise.all([one.set(space, newId(), 'hello'), other.set(space, newId(), 'hello')]);
    return heard.size === 2;
  });
}
