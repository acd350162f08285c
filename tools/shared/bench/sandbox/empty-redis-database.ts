import { Redis } from 'ioredis';
import type { Taken } from './taken.js';

/** Numbered databases that a Redis has as it comes. */
const DATABASES = 16;

/** Takes an empty numbered database, the last one first. Throws when each has keys. */
export async function takeRedisDatabase(url: string): Promise<Taken> {
  const redis = new Redis(url, { maxRetriesPerRequest: 1, retryStrategy: () => null, lazyConnect: true });
  redis.on('error', () => undefined);
  await redis.connect();
  try {
    const version = /redis_version:(\S+)/.exec(await redis.info('server'))?.[1] ?? 'unknown';
    const own = new URL(url);
    own.pathname = `/${await findEmpty(redis)}`;
    return { url: own.toString(), version, remove: () => flush(own.toString()) };
  } finally {
    redis.disconnect();
  }
}

async function findEmpty(redis: Redis): Promise<number> {
  for (let index = DATABASES - 1; index > 0; index -= 1) {
    await redis.select(index);
    if ((await redis.dbsize()) === 0) return index;
  }
  throw new Error('Every numbered database of Redis is in use');
}

async function flush(url: string): Promise<void> {
  const redis = new Redis(url, { maxRetriesPerRequest: 1, retryStrategy: () => null });
  try {
    await redis.flushdb();
  } finally {
    redis.disconnect();
  }
}
