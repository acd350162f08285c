import { afterEach, describe, expect, it } from '@jest/globals';
import { Refreshed, type Freshness } from '../../src/store/refreshed.js';

/** A second of patience in real time would be a wait; the other times are the clock's. */
const FRESHNESS: Freshness = { fresh: 1_000, stale: 5_000, lastKnown: 60_000, patience: 600_000, retry: 1_000 };

describe('a value that is read again', () => {
  let clock = 0;
  let reads: { give: (value: string) => Promise<void>; fail: () => Promise<void> }[] = [];
  let errors: unknown[] = [];

  afterEach(() => {
    clock = 0;
    reads = [];
    errors = [];
  });

  const settled = () => new Promise<void>((resolve) => setImmediate(resolve));
  const create = (freshness = FRESHNESS) =>
    new Refreshed<string>(
      () =>
        new Promise((resolve, reject) => {
          reads.push({
            give: (value) => {
              resolve(value);
              return settled();
            },
            fail: () => {
              reject(new Error('away'));
              return settled();
            },
          });
        }),
      freshness,
      (error) => errors.push(error),
      () => clock,
    );
  const known = async (freshness?: Freshness) => {
    const value = create(freshness);
    const first = value.get();
    await reads[0]!.give('one');
    expect(await first).toBe('one');
    return value;
  };

  it('is read once for all who ask first', async () => {
    const value = create();
    const asked = Promise.all([value.get(), value.get(), value.get()]);
    await reads[0]!.give('one');
    expect(await asked).toEqual(['one', 'one', 'one']);
    expect(reads).toHaveLength(1);
  });

  it('is not read again while it is fresh', async () => {
    const value = await known();
    clock += 1_000;
    expect(await value.get()).toBe('one');
    expect(reads).toHaveLength(1);
  });

  it('is given stale while one reading goes on', async () => {
    const value = await known();
    clock += 1_001;
    expect(await Promise.all([value.get(), value.get()])).toEqual(['one', 'one']);
    expect(reads).toHaveLength(2);
    await reads[1]!.give('two');
    expect(await value.get()).toBe('two');
  });

  it('is waited for when it is older than that', async () => {
    const value = await known();
    clock += 5_001;
    const asked = value.get();
    await reads[1]!.give('two');
    expect(await asked).toBe('two');
  });

  it('is waited for at once after it was invalidated', async () => {
    const value = await known();
    value.invalidate();
    const asked = Promise.all([value.get(), value.get()]);
    await reads[1]!.give('two');
    expect(await asked).toEqual(['two', 'two']);
    expect(reads).toHaveLength(2);
  });

  it('is not taken from a reading that began before it was invalidated', async () => {
    const value = await known();
    clock += 1_001;
    await value.get();
    value.invalidate();
    const asked = value.get();
    await reads[2]!.give('after the change');
    await reads[1]!.give('before the change');
    expect(await asked).toBe('after the change');
    expect(await value.get()).toBe('after the change');
    expect(reads).toHaveLength(3);
  });

  it('is served for a minute while its source is away, and asked for once a second', async () => {
    const value = await known();
    for (let second = 6; second <= 60; second += 6) {
      clock = second * 1_000;
      const asked = value.get();
      await reads.at(-1)!.fail();
      expect(await asked).toBe('one');
      const before = reads.length;
      clock += 999;
      if (clock <= 60_000) expect(await value.get()).toBe('one');
      expect(reads).toHaveLength(before);
    }
    expect(errors).toHaveLength(10);
    clock = 60_001;
    const asked = value.get();
    await Promise.all([expect(asked).rejects.toThrow('away'), reads.at(-1)!.fail()]);
  });

  it('is served while its source is away although it was invalidated', async () => {
    const value = await known();
    value.invalidate();
    const asked = value.get();
    await reads[1]!.fail();
    expect(await asked).toBe('one');
    clock += 1_000;
    const again = value.get();
    await reads[2]!.give('two');
    expect(await again).toBe('two');
  });

  it('is not waited for longer than the patience lasts', async () => {
    const value = await known({ ...FRESHNESS, patience: 0 });
    clock += 30_000;
    expect(await value.get()).toBe('one');
    expect(reads).toHaveLength(2);
    await reads[1]!.give('two');
    expect(await value.get()).toBe('two');
  });

  it('ends the patience also of those who wait', async () => {
    const value = await known({ ...FRESHNESS, patience: 1 });
    clock += 30_000;
    expect(await value.get()).toBe('one');
  });

  it('fails for all who ask first when its source is away, and is read again for the next', async () => {
    const value = create();
    const asked = [value.get(), value.get()];
    await Promise.all([...asked.map((one) => expect(one).rejects.toThrow('away')), reads[0]!.fail()]);
    const again = value.get();
    await reads[1]!.give('one');
    expect(await again).toBe('one');
  });
});
