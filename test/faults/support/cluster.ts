import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { connect } from 'amqplib';
import { QUEUE_NAMES, type QueueName } from '#libs/messaging';
import { createTestDatabase } from '#libs/testing';
import type { Child } from './child.js';
import { findFreePorts } from './free-ports.js';
import { countUnsettled, type Query, type Unsettled } from './ledger.js';
import { APPS, createApp, ensureBuilt, type AppName } from './platform.js';
import { startPrivateServers, type PrivateServers } from './private-servers.js';

/** Every app as a process of its own, on a database and servers that are the test's own. */
export interface Cluster {
  url: string;
  folder: string;
  servers: PrivateServers;
  apps: ReadonlyMap<AppName, Child>;
  query: Query;
  /** What has no outcome or was not handed to the broker yet. */
  unsettled(): Promise<Unsettled>;
  /** Processes that ended although nobody killed them. */
  crashes(): string[];
  /** Envelopes that wait in the broker's queues and that nobody has taken. */
  waitingEnvelopes(): Promise<Partial<Record<QueueName, number>>>;
  /** Makes the broker lose what waits in a queue. @returns how many envelopes that were */
  loseEnvelopes(queue: QueueName): Promise<number>;
  close(options: { keepLogs: boolean }): Promise<void>;
}

const SERVER_PORTS = 4;

export async function startCluster(): Promise<Cluster> {
  await ensureBuilt();
  const folder = await mkdtemp(join(tmpdir(), 'switchboard-faults-'));
  const ports = await findFreePorts(SERVER_PORTS + APPS.length);
  const servers = await startPrivateServers(folder, ports.splice(0, SERVER_PORTS));
  const database = await createTestDatabase({ poolSize: 2 });
  const urls = { DATABASE_URL: database.owner, RABBITMQ_URL: servers.rabbitmqUrl, REDIS_URL: servers.redisUrl };
  const apps = new Map(APPS.map((app, index) => [app, createApp(app, folder, ports[index]!, urls)]));
  const cluster: Cluster = {
    url: `http://127.0.0.1:${ports[APPS.indexOf('gateway')]}`,
    folder,
    servers,
    apps,
    query: database.asOwner,
    unsettled: () => countUnsettled(database.asOwner),
    crashes: () => [...apps.values(), servers.rabbitmq, servers.redis].flatMap(({ crashes }) => crashes),
    waitingEnvelopes: () => countWaiting(servers.rabbitmqUrl),
    loseEnvelopes: (queue) => purge(servers.rabbitmqUrl, queue),
    close: async ({ keepLogs }) => {
      await Promise.all([...apps.values()].map((app) => app.kill()));
      await servers.close();
      await database.drop();
      if (!keepLogs) await rm(folder, { recursive: true, force: true });
    },
  };
  try {
    await Promise.all([...apps.values()].map((app) => app.start()));
    return cluster;
  } catch (error) {
    await cluster.close({ keepLogs: true });
    throw error;
  }
}

async function countWaiting(url: string): Promise<Partial<Record<QueueName, number>>> {
  const connection = await connect(url);
  try {
    const channel = await connection.createChannel();
    const counts = await Promise.all(QUEUE_NAMES.map(async (queue) => [queue, (await channel.checkQueue(queue)).messageCount] as const));
    return Object.fromEntries(counts.filter(([, count]) => count > 0));
  } finally {
    await connection.close();
  }
}

async function purge(url: string, queue: QueueName): Promise<number> {
  const connection = await connect(url);
  try {
    return (await (await connection.createChannel()).purgeQueue(queue)).messageCount;
  } finally {
    await connection.close();
  }
}
