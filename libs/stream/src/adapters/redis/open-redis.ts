import { Redis } from 'ioredis';
import { messageOf } from '#libs/kernel';
import type { Logger } from '#libs/observability';

/**
 * A connection that comes back by itself. Commands fail at once while it is away, because nothing
 * that Redis does here may make a customer wait. Resolves when it stands, or after 5 s without it.
 */
export async function openRedis(url: string, logger: Logger): Promise<Redis> {
  const client = new Redis(url, {
    lazyConnect: true,
    enableOfflineQueue: false,
    enableAutoPipelining: true,
    maxRetriesPerRequest: 0,
    commandTimeout: 2_000,
    retryStrategy: (attempt) => Math.min(50 * attempt, 1_000),
  });
  client.on('error', (error) => logger.debug({ reason: messageOf(error) }, 'redis connection'));
  client.on('close', () => logger.warn('redis is not connected'));
  client.on('ready', () => logger.info('redis is connected'));
  const ready = new Promise<void>((resolve) => client.once('ready', resolve));
  client.connect().catch(() => undefined);
  await Promise.race([ready, new Promise((resolve) => setTimeout(resolve, 5_000).unref())]);
  return client;
}
