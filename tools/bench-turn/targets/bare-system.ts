import pg from 'pg';
import { BARE_TABLES, type BareChain } from '../bare/bare-chain.js';
import type { Children } from '../../shared/bench/children.js';
import type { Sandbox } from '../../shared/bench/sandbox/open-sandbox.js';
import type { System } from './system.js';

const PROCESSES = ['relay', 'answerer', 'front'];

/** Starts the three processes of the bare chain. */
export async function startBareSystem(children: Children, { name, urls }: Sandbox, questions: string[]): Promise<System> {
  await createTables(urls.database);
  const chain: BareChain = {
    databaseUrl: urls.database,
    rabbitmqUrl: urls.rabbitmq,
    redisUrl: urls.redis,
    accepted: `${name}.accepted`,
    toAnswer: `${name}.to-answer`,
    replies: `${name}.replies`,
    poolSize: 10,
    prefetch: 64,
  };
  const processes = PROCESSES.map((file) => children.start(`${import.meta.dirname}/../bare/${file}.js`, { ipc: true }));
  for (const child of processes) child.send(chain);
  const [, , front] = await Promise.all(processes.map((child) => child.nextMessage<{ port: number }>()));
  return { target: { name: 'bare chain', url: `http://127.0.0.1:${front!.port}/turns`, headers: {}, questions }, processes };
}

async function createTables(databaseUrl: string): Promise<void> {
  const client = new pg.Client({ connectionString: databaseUrl });
  await client.connect();
  await client.query(BARE_TABLES);
  await client.end();
}
