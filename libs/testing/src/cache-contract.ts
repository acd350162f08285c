import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { z } from 'zod';
import type { Cache, CacheSpace, Got, Made } from '#libs/cache';
import { newId } from '#libs/kernel';
import { eventually, gate } from './eventually.js';

export interface CachesUnderTest {
  cache: Cache;
  /** The same cache as another process has it; in memory alone the same object. */
  elsewhere: Cache;
  close(): Promise<void>;
}

interface Word {
  word: string;
}

const aSpace = (more: Partial<CacheSpace<Word>> = {}): CacheSpace<Word> => ({ name: 'words', version: 1, schema: z.object({ word: z.string() }), ttlMs: 60_000, ...more });
const SPACE = aSpace();
const AT_ONCE = 100;

/** What every Cache must do. */
export function cacheContract(name: string, open: () => Promise<CachesUnderTest>): void {
  describe(`cache contract: ${name}`, () => {
    let opened: CachesUnderTest;
    let cache: Cache;
    let elsewhere: Cache;
    let key: string;

    beforeEach(async () => {
      opened = await open();
      ({ cache, elsewhere } = opened);
      key = newId();
    });

    afterEach(() => opened.close());

    const keep = (word: string, tags: string[] = []) => async (): Promise<Made<Word, string>> => ({ keep: { word }, tags });

    it('gives back what was set, also elsewhere', async () => {
      expect(await cache.get(SPACE, key)).toBeUndefined();
      await cache.set(SPACE, key, { word: '多謝 "quoted" 🙂' });
      expect(await cache.get(SPACE, key)).toEqual({ word: '多謝 "quoted" 🙂' });
      expect(await elsewhere.get(SPACE, key)).toEqual({ word: '多謝 "quoted" 🙂' });
    });

    it('gives what was set last, also where the former value was read', async () => {
      await cache.set(SPACE, key, { word: 'old' });
      await elsewhere.get(SPACE, key);
      await cache.set(SPACE, key, { word: 'new' });
      expect(await cache.get(SPACE, key)).toEqual({ word: 'new' });
      await eventually('the new value elsewhere', async () => (await elsewhere.get(SPACE, key))?.word === 'new');
    });

    it('keeps spaces, versions and keys apart', async () => {
      await cache.set(SPACE, key, { word: 'one' });
      expect(await cache.get(aSpace({ name: 'others' }), key)).toBeUndefined();
      expect(await cache.get(aSpace({ version: 2 }), key)).toBeUndefined();
      expect(await cache.get(SPACE, `${key}2`)).toBeUndefined();
    });

    it('does not give what has not the form it should have', async () => {
      await cache.set(aSpace({ schema: z.unknown() as unknown as z.ZodType<Word> }), key, { wort: 'falsch' } as unknown as Word);
      expect(await cache.get(SPACE, key)).toBeUndefined();
      expect(await elsewhere.get(SPACE, key)).toBeUndefined();
      expect(await cache.getOrMake(SPACE, key, keep('right'))).toMatchObject({ kind: 'kept', value: { word: 'right' }, how: 'made' });
    });

    it('deletes a value, also where it was read', async () => {
      await cache.set(SPACE, key, { word: 'gone soon' });
      await elsewhere.get(SPACE, key);
      await cache.delete(SPACE, key);
      expect(await cache.get(SPACE, key)).toBeUndefined();
      await eventually('it to be gone elsewhere', async () => (await elsewhere.get(SPACE, key)) === undefined);
    });

    it('keeps nothing longer than it is fresh', async () => {
      const brief = aSpace({ ttlMs: 30 });
      await cache.set(brief, key, { word: 'brief' });
      await eventually('it to be gone', async () => (await cache.get(brief, key)) === undefined);
      expect(await elsewhere.get(brief, key)).toBeUndefined();
    });

    it('keeps a value for a life of its own', async () => {
      const [made, never] = [newId(), newId()];
      await cache.set(SPACE, key, { word: 'brief' }, [], 30);
      await cache.getOrMake(SPACE, made, async () => ({ keep: { word: 'brief' }, ttlMs: 30 }));
      await cache.set(SPACE, never, { word: 'over' }, [], 0);
      expect(await cache.get(SPACE, never)).toBeUndefined();
      await eventually('them to be gone', async () => (await cache.get(SPACE, key)) === undefined && (await cache.get(SPACE, made)) === undefined);
      expect(await elsewhere.get(SPACE, key)).toBeUndefined();
    });

    it('gives what is stale while it is made anew', async () => {
      const brief = aSpace({ ttlMs: 30, graceMs: 60_000 });
      await cache.set(brief, key, { word: 'old' });
      await eventually('it to be stale', async () => (await cache.get(brief, key)) === undefined);
      const lasting = { ...brief, ttlMs: 60_000 };
      expect(await cache.getOrMake(lasting, key, keep('new'))).toEqual({ kind: 'kept', value: { word: 'old' }, how: 'found' });
      await eventually('the new value', async () => (await cache.get(lasting, key))?.word === 'new');
    });

    it('goes on giving what is stale when making it anew fails', async () => {
      const brief = aSpace({ ttlMs: 1, graceMs: 60_000 });
      await cache.set(brief, key, { word: 'old' });
      await eventually('it to be stale', async () => (await cache.get(brief, key)) === undefined);
      const fail = async (): Promise<Made<Word, string>> => Promise.reject(new Error('no'));
      for (let time = 0; time < 3; time += 1) expect(await cache.getOrMake(brief, key, fail)).toMatchObject({ value: { word: 'old' } });
    });

    it('deletes what has a tag and nothing else, also where it was read', async () => {
      const keys = { one: newId(), both: newId(), none: newId() };
      const [tag, other] = [newId(), newId()];
      await cache.set(SPACE, keys.one, { word: 'one' }, [tag]);
      await elsewhere.set(SPACE, keys.both, { word: 'both' }, [other, tag]);
      await cache.set(SPACE, keys.none, { word: 'none' }, [other]);
      for (const one of Object.values(keys)) expect([await cache.get(SPACE, one), await elsewhere.get(SPACE, one)]).not.toContain(undefined);
      expect(await cache.deleteTags([tag])).toBe(true);
      expect([await cache.get(SPACE, keys.one), await cache.get(SPACE, keys.both)]).toEqual([undefined, undefined]);
      await eventually('them to be gone elsewhere', async () => (await elsewhere.get(SPACE, keys.one)) === undefined && (await elsewhere.get(SPACE, keys.both)) === undefined);
      expect(await cache.get(SPACE, keys.none)).toEqual({ word: 'none' });
      expect(await elsewhere.get(SPACE, keys.none)).toEqual({ word: 'none' });
    });

    it('keeps what is set again after its tag was deleted', async () => {
      await cache.set(SPACE, key, { word: 'old' }, ['tag']);
      await cache.deleteTags(['tag']);
      await eventually('it to be set again', async () => {
        await elsewhere.set(SPACE, key, { word: 'new' }, ['tag']);
        return (await elsewhere.get(SPACE, key))?.word === 'new' && (await cache.get(SPACE, key))?.word === 'new';
      });
    });

    it('has a value made once, however many ask for it at once and wherever', async () => {
      let times = 0;
      const { opened: mayEnd, open: end } = gate();
      const make = async (): Promise<Made<Word, string>> => {
        times += 1;
        await mayEnd;
        return { keep: { word: 'made' } };
      };
      const asked = Array.from({ length: AT_ONCE }, (_, at) => (at % 2 ? cache : elsewhere).getOrMake(SPACE, key, make));
      await eventually('it to be made', () => times > 0);
      end();
      const got = await Promise.all(asked);
      expect(times).toBe(1);
      expect(got.filter(({ how }) => how === 'made')).toHaveLength(1);
      expect(got.every((one) => one.kind === 'kept' && one.value.word === 'made')).toBe(true);
      expect(await elsewhere.getOrMake(SPACE, key, make)).toMatchObject({ how: 'found' });
    });

    it('keeps no failure: all who wait are told, the next tries again', async () => {
      const fail = async (): Promise<Made<Word, string>> => Promise.reject(new Error('the model is down'));
      const asked = await Promise.allSettled(Array.from({ length: 5 }, () => cache.getOrMake(SPACE, key, fail)));
      expect(asked.map((one) => one.status === 'rejected' && (one.reason as Error).message)).toEqual(Array(5).fill('the model is down'));
      expect(await elsewhere.getOrMake(SPACE, key, keep('up again'))).toMatchObject({ how: 'made', value: { word: 'up again' } });
    });

    it('tells who waits what is not to be kept, and keeps it not', async () => {
      let times = 0;
      const { opened: mayEnd, open: end } = gate();
      const refuse = async (): Promise<Made<Word, string>> => {
        times += 1;
        await mayEnd;
        return { discard: 'no answer' };
      };
      const asked = Array.from({ length: 5 }, () => cache.getOrMake(SPACE, key, refuse));
      await eventually('it to be made', () => times > 0);
      end();
      const got: Got<Word, string>[] = await Promise.all(asked);
      expect(got).toEqual(got.map((_, at) => ({ kind: 'discarded', value: 'no answer', how: at === 0 ? 'made' : 'shared' })));
      expect(times).toBe(1);
      expect(await cache.get(SPACE, key)).toBeUndefined();
    });

    it('lets a caller give up waiting, and goes on for the others', async () => {
      const { opened: mayEnd, open: end } = gate();
      const leaving = new AbortController();
      const slow = async (): Promise<Made<Word, string>> => mayEnd.then(() => ({ keep: { word: 'slow' } }));
      const first = cache.getOrMake(SPACE, key, slow, leaving.signal);
      const second = cache.getOrMake(SPACE, key, slow);
      leaving.abort(new Error('left'));
      await expect(first).rejects.toThrow('left');
      end();
      expect(await second).toMatchObject({ kind: 'kept', value: { word: 'slow' } });
    });

    it('does not keep what is far too large', async () => {
      await cache.set(SPACE, key, { word: '字'.repeat(30_000) });
      expect(await cache.get(SPACE, key)).toBeUndefined();
    });

    it('tells of the keys that are set elsewhere, of this space', async () => {
      const [heard, mine]: string[][] = [[], []];
      cache.onSetElsewhere(SPACE, (one) => heard!.push(one));
      elsewhere.onSetElsewhere(SPACE, (one) => mine!.push(one));
      await eventually('the word to go round', async () => {
        await elsewhere.set(aSpace({ name: 'others' }), key, { word: 'other' });
        await elsewhere.set(SPACE, key, { word: 'mine' });
        return cache === elsewhere || heard!.includes(key);
      });
      expect(mine).not.toContain(key);
    });
  });
}
