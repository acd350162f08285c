import { describe, expect, it } from '@jest/globals';
import { z } from 'zod';
import { newId } from '#libs/kernel';
import { cacheContract, silentLogger } from '#libs/testing';
import { TieredCache, type CacheSpace } from '../src/index.js';

const BOUNDS = { maxEntries: 1_000, maxBytes: 10_000_000 };

cacheContract('memory', async () => {
  const cache = new TieredCache(null, silentLogger(), BOUNDS);
  return { cache, elsewhere: cache, close: () => cache.close() };
});

describe('the cache in memory', () => {
  const space: CacheSpace<string> = { name: 'texts', version: 1, schema: z.string(), ttlMs: 60_000 };

  async function heldOf(cache: TieredCache, text: string, count: number): Promise<number> {
    const keys = Array.from({ length: count }, () => newId());
    for (const key of keys) await cache.set(space, key, text);
    const values = await Promise.all(keys.map((key) => cache.get(space, key)));
    expect(values.at(-1)).toBe(text);
    return values.filter((value) => value !== undefined).length;
  }

  it('holds no more entries than it may, the last ones used', async () => {
    expect(await heldOf(new TieredCache(null, silentLogger(), { ...BOUNDS, maxEntries: 10 }), 'short', 50)).toBe(10);
  });

  it('holds no more bytes than it may', async () => {
    const held = await heldOf(new TieredCache(null, silentLogger(), { ...BOUNDS, maxBytes: 100_000 }), '字'.repeat(3_000), 50);
    expect(held).toBeGreaterThan(5);
    expect(held).toBeLessThanOrEqual(11);
  });
});
