import { Redis } from 'ioredis';
import { openRedis } from '#libs/stream';
import { silentLogger } from './test-logger.js';
import { reachServer } from './reach-server.js';

/** A connection as the apps have it. Tests share the server: their keys carry ids of their own. */
export interface TestRedis {
  client: Redis;
  /** Has the server drop this connection and its duplicates (subscribers) and says how many. */
  killConnections(): Promise<number>;
  close(): Promise<void>;
}

export async function openTestRedis(): Promise<TestRedis> {
  const name = `switchboard-test-${process.pid}-${(sequence += 1)}`;
  const admin = await reachServer('redis', connectOnce);
  const client = await reachServer('redis', (url) => openRedis(named(url, name), silentLogger()));
  return {
    client,
    killConnections: async () => {
      const ids = await idsOf(admin, name);
      for (const id of ids) await admin.client('KILL', 'ID', id);
      return ids.length;
    },
    close: async () => {
      client.disconnect();
      admin.disconnect();
    },
  };
}

let sequence = 0;

async function connectOnce(url: string): Promise<Redis> {
  const client = new Redis(url, { lazyConnect: true, retryStrategy: () => null });
  let reason: unknown;
  client.on('error', (error) => (reason = error));
  await client.connect().catch((error: unknown) => {
    throw reason ?? error;
  });
  return client;
}

/** The client gives the connection this name; duplicates keep it. */
function named(url: string, name: string): string {
  const result = new URL(url);
  result.searchParams.set('connectionName', name);
  return result.toString();
}

async function idsOf(admin: Redis, name: string): Promise<string[]> {
  const list = String(await admin.client('LIST'));
  return list.split('\n').flatMap((line) => (line.includes(` name=${name} `) ? [/^id=(\d+)/.exec(line)![1]!] : []));
}
