import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { loadConfig, newId } from '#libs/kernel';
import { RedisConnection, openRedis } from '#libs/stream';
import { createTestRedisDatabase, describeWith, eventually, silentLogger, startTcpProxy, type TestRedisDatabase } from '#libs/testing';
import { LimitExceeded, RateLimits, createLimits } from '../src/index.js';

const config = loadConfig({ LIMIT_CONTACT_PER_MINUTE: '3', LIMIT_IP_PER_MINUTE: '3', LIMIT_GLOBAL_PER_MINUTE: '3' });

/** Takes until refused; gives how many were let through. */
async function takeAll(limits: RateLimits, subject: string, times: number): Promise<number> {
  const taken = await Promise.allSettled(Array.from({ length: times }, () => limits.take('contact', subject)));
  for (const result of taken) if (result.status === 'rejected' && !(result.reason instanceof LimitExceeded)) throw result.reason;
  return taken.filter(({ status }) => status === 'fulfilled').length;
}

describeWith('redis', 'limits on Redis', () => {
  let redis: TestRedisDatabase;

  beforeAll(async () => {
    redis = await createTestRedisDatabase();
  });

  afterAll(() => redis?.drop());

  async function gateway(url = redis.url): Promise<{ limits: RateLimits; close: () => void }> {
    const connection = new RedisConnection(await openRedis(url, silentLogger()));
    return { limits: createLimits(config, connection), close: () => connection.onApplicationShutdown() };
  }

  it('are one limit for all gateways, also under requests at the same moment', async () => {
    const [a, b] = [await gateway(), await gateway()];
    const subject = newId();
    const taken = await Promise.all([takeAll(a.limits, subject, 10), takeAll(b.limits, subject, 10)]);
    expect(taken[0] + taken[1]).toBe(3);
    a.close();
    b.close();
  });

  it('keep subjects and limits apart', async () => {
    const { limits, close } = await gateway();
    const subject = newId();
    expect([await takeAll(limits, subject, 5), await takeAll(limits, newId(), 5)]).toEqual([3, 3]);
    expect(await limits.take('ip', subject)).toMatchObject({ limit: 3, remaining: 2 });
    close();
  });

  it('go on being counted, by each gateway for itself, while Redis is away', async () => {
    const proxy = await startTcpProxy(redis.url);
    const { limits, close } = await gateway(proxy.url);
    const subject = newId();
    await proxy.close();
    await eventually('the loss is seen', async () => (await takeAll(limits, newId(), 1)) === 1);
    expect(await takeAll(limits, subject, 10)).toBe(3);
    close();
  });
});
