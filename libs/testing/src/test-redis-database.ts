import { Redis } from 'ioredis';
import { newId } from '#libs/kernel';
import { reachServer } from './reach-server.js';

/** Numbers of the databases that tests may claim; 0 is left to whoever uses the server otherwise. */
const CLAIMABLE = [15, 14, 13, 12, 11, 10, 9, 8, 7, 6, 5, 4, 3, 2, 1];
/** A claim outlives a test run that was killed by this at the most. */
const CLAIM_SECONDS = 600;

/** A numbered Redis database of the test's own, empty at first: keys with fixed names (limits, jobs) stay apart. */
export interface TestRedisDatabase {
  url: string;
  /** Loses event logs and limits; the job queue keeps its keys, because its workers take seconds to get over their loss. */
  flush(): Promise<void>;
  drop(): Promise<void>;
}

export async function createTestRedisDatabase(): Promise<TestRedisDatabase> {
  return reachServer('redis', async (server) => {
    const claims = new Redis(server, { lazyConnect: true, retryStrategy: () => null });
    claims.on('error', () => undefined);
    await claims.connect();
    const owner = newId();
    const number = await claim(claims, owner);
    const url = new URL(server);
    url.pathname = `/${number}`;
    const database = new Redis(url.toString());
    await database.flushdb();
    return {
      url: url.toString(),
      flush: async () => {
        const keys = (await database.keys('*')).filter((key) => !key.startsWith('bull:'));
        if (keys.length > 0) await database.del(keys);
      },
      drop: async () => {
        await database.flushdb();
        database.disconnect();
        await claims.del(claimKey(number));
        claims.disconnect();
      },
    };
  });
}

const claimKey = (number: number): string => `switchboard-test:claimed-database:${number}`;

async function claim(claims: Redis, owner: string): Promise<number> {
  for (const number of CLAIMABLE) {
    if (await claims.set(claimKey(number), owner, 'EX', CLAIM_SECONDS, 'NX')) return number;
  }
  throw new Error(`all ${CLAIMABLE.length} databases are claimed by other tests (keys ${claimKey(0).replace(/0$/, '*')} in database 0)`);
}
