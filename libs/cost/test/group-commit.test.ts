import { describe, expect, it, jest } from '@jest/globals';
import { AppError } from '#libs/kernel';
import { gate } from '#libs/testing';
import { GroupCommit, type GroupCommitOptions } from '../src/ledger/group-commit.js';

const OPTIONS: GroupCommitOptions = { maxBatch: 3, maxWaiting: 100, maxWriting: 2, retryForMs: 5_000 };
const away = (): Error => Object.assign(new Error('deadlock detected'), { code: '40P01' });

/** Writes double the numbers, each batch held until the test lets it go. */
function held(options: Partial<GroupCommitOptions> = {}) {
  const batches: { tenantId: string; values: number[]; open: () => void }[] = [];
  const group = new GroupCommit<number, number>(async (tenantId, values) => {
    const { opened, open } = gate();
    batches.push({ tenantId, values, open });
    await opened;
    return values.map((value) => value * 2);
  }, { ...OPTIONS, ...options });
  return { group, batches };
}

const nextRound = (): Promise<void> => new Promise((resolve) => setImmediate(() => setImmediate(resolve)));

describe('a group commit', () => {
  it('writes what came while a write was under way together, in order and in batches', async () => {
    const { group, batches } = held();
    const first = group.add('a', 1);
    await nextRound();
    const rest = [2, 3, 4, 5].map((value) => group.add('a', value));
    await nextRound();
    expect(batches.map(({ values }) => values)).toEqual([[1]]);
    batches[0]!.open();
    expect(await first).toBe(2);
    await nextRound();
    batches[1]!.open();
    await nextRound();
    batches[2]!.open();
    expect(await Promise.all(rest)).toEqual([4, 6, 8, 10]);
    expect(batches.map(({ values }) => values)).toEqual([[1], [2, 3, 4], [5]]);
  });

  it('writes tenants apart, side by side, but only so many', async () => {
    const { group, batches } = held();
    const all = ['a', 'b', 'c', 'a'].map((tenantId, index) => group.add(tenantId, index));
    await nextRound();
    expect(batches.map(({ tenantId, values }) => [tenantId, values])).toEqual([['a', [0, 3]], ['b', [1]]]);
    batches[0]!.open();
    await nextRound();
    expect(batches.map(({ tenantId }) => tenantId)).toEqual(['a', 'b', 'c']);
    for (const { open } of batches) open();
    await Promise.all(all);
  });

  it('refuses more than may wait, and takes again what has room', async () => {
    const { group, batches } = held({ maxWaiting: 2 });
    const taken = [group.add('a', 1), group.add('a', 2)];
    await expect(group.add('a', 3)).rejects.toMatchObject({ code: 'service_unavailable' });
    await nextRound();
    batches[0]!.open();
    await Promise.all(taken);
    const next = group.add('a', 4);
    await nextRound();
    batches[1]!.open();
    expect(await next).toBe(8);
  });

  it('tries again while the database is away', async () => {
    const write = jest.fn<(tenantId: string, values: number[]) => Promise<number[]>>();
    write.mockRejectedValueOnce(away()).mockRejectedValueOnce(new AppError('service_unavailable')).mockImplementation((_, values) => Promise.resolve(values));
    const group = new GroupCommit(write, OPTIONS);
    expect(await Promise.all([group.add('a', 1), group.add('a', 2)])).toEqual([1, 2]);
    expect(write).toHaveBeenCalledTimes(3);
  });

  it('gives up after a while, and tells everybody who waits', async () => {
    const group = new GroupCommit<number, number>(() => Promise.reject(away()), { ...OPTIONS, retryForMs: 50 });
    const waiting = [group.add('a', 1), group.add('a', 2)];
    for (const outcome of await Promise.allSettled(waiting)) expect(outcome).toMatchObject({ status: 'rejected', reason: { code: '40P01' } });
    expect(group.pending).toBe(0);
  });

  it('lets an item that cannot be written take no other with it', async () => {
    const group = new GroupCommit<number, number>((_, values) => (values.includes(2) ? Promise.reject(new Error('bad item')) : Promise.resolve(values)), OPTIONS);
    const outcomes = await Promise.allSettled([1, 2, 3].map((value) => group.add('a', value)));
    expect(outcomes.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled']);
  });

  it('is flushed when everything is written', async () => {
    const { group, batches } = held();
    let flushed = false;
    const writing = [group.add('a', 1), group.add('b', 2)];
    const flushing = group.flush().then(() => (flushed = true));
    await nextRound();
    batches[0]!.open();
    await nextRound();
    expect(flushed).toBe(false);
    batches[1]!.open();
    await flushing;
    await Promise.all(writing);
    await group.flush();
  });
});
