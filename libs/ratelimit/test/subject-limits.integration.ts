import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { newId } from '#libs/kernel';
import { RedisConnection, openRedis } from '#libs/stream';
import { createTestRedisDatabase, describeWith, eventually, silentLogger, startTcpProxy, type TestRedisDatabase } from '#libs/testing';
import { LimitExceeded, createSubjectLimits, type SubjectLimits, type SubjectTake } from '../src/index.js';

/** Takes until refused; gives how many were let through. */
async function takeAll(limits: SubjectLimits, take: SubjectTake, times: number): Promise<number> {
  const taken = await Promise.allSettled(Array.from({ length: times }, () => limits.take(take)));
  for (const result of taken) if (result.status === 'rejected' && !(result.reason instanceof LimitExceeded)) throw result.reason;
  return taken.filter(({ status }) => status === 'fulfilled').length;
}

describeWith('redis', 'limits of each subject’s own on Redis', () => {
  let redis: TestRedisDatabase;

  beforeAll(async () => {
    redis = await createTestRedisDatabase();
  });

  afterAll(() => redis?.drop());

  async function gateway(url = redis.url): Promise<{ limits: SubjectLimits; close: () => void }> {
    const connection = new RedisConnection(await openRedis(url, silentLogger()));
    return { limits: createSubjectLimits(connection), close: () => connection.onApplicationShutdown() };
  }

  const requests = (allowed: number): SubjectTake => ({ name: 'key_requests', subject: newId(), points: 1, allowed });

  it('are one limit for all gateways, also under calls at the same moment', async () => {
    const [a, b] = [await gateway(), await gateway()];
    const take = requests(7);
    const taken = await Promise.all([takeAll(a.limits, take, 20), takeAll(b.limits, take, 20)]);
    expect(taken[0] + taken[1]).toBe(7);
    a.close();
    b.close();
  });

  it('are corrected for all gateways', async () => {
    const [a, b] = [await gateway(), await gateway()];
    const take: SubjectTake = { name: 'key_tokens', subject: newId(), points: 100, allowed: 100 };
    const [taken] = await a.limits.take(take);
    await expect(b.limits.take(take)).rejects.toMatchObject({ code: 'key_limit_exceeded' });
    await a.limits.correct(taken!, 30);
    expect((await b.limits.take({ ...take, points: 20 }))[0]!.state.remaining).toBe(50);
    a.close();
    b.close();
  });

  it('go on being counted, by each gateway for itself, while Redis is away', async () => {
    const proxy = await startTcpProxy(redis.url);
    const { limits, close } = await gateway(proxy.url);
    await proxy.close();
    await eventually('the loss is seen', async () => (await takeAll(limits, requests(1), 1)) === 1);
    expect(await takeAll(limits, requests(3), 10)).toBe(3);
    close();
  });
});
