import { randomBytes } from 'node:crypto';
import { createDatabase } from './throw-away-database.js';
import { takeRedisDatabase } from './empty-redis-database.js';
import { takeVhost } from './own-vhost.js';
import type { Taken } from './taken.js';

/** Where the three servers are. */
export interface ServerUrls {
  database: string;
  rabbitmq: string;
  redis: string;
}

export interface Sandbox {
  name: string;
  urls: ServerUrls;
  versions: { postgresql: string; rabbitmq: string; redis: string };
  remove(): Promise<void>;
}

/** Takes a database, a vhost and a Redis database that nobody else uses. Throws when a server is not there. */
export async function openSandbox(servers: ServerUrls): Promise<Sandbox> {
  const name = `switchboard_bench_${randomBytes(4).toString('hex')}`;
  const taken: Taken[] = [];
  const remove = async (): Promise<void> => {
    for (const part of taken.splice(0).reverse()) await part.remove();
  };
  const take = async (taking: Promise<Taken>): Promise<Taken> => {
    const part = await taking;
    taken.push(part);
    return part;
  };
  try {
    const database = await take(createDatabase(servers.database, name));
    const rabbitmq = await take(takeVhost(servers.rabbitmq, name));
    const redis = await take(takeRedisDatabase(servers.redis));
    return {
      name,
      urls: { database: database.url, rabbitmq: rabbitmq.url, redis: redis.url },
      versions: { postgresql: database.version, rabbitmq: rabbitmq.version, redis: redis.version },
      remove,
    };
  } catch (error) {
    await remove();
    throw error;
  }
}
