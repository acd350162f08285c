import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Child } from './support/child.js';
import { Customers } from './support/customers.js';
import { queryEmbedded } from './support/embedded.js';
import { findFreePorts } from './support/free-ports.js';
import { countUnsettled } from './support/ledger.js';
import { planMessage, type Targets } from './support/load-plan.js';
import { createAllInOne, ensureBuilt } from './support/platform.js';
import { createRandom, faultSeed } from './support/random.js';
import { reviewOutcomes, untilQuiet, type UnderTest } from './support/review.js';

const KILLS = 2;
/** Messages at the moment of a kill, and until the platform is back. */
const BURST = 40;
const DURING = 20;
const SHARED_CONVERSATIONS = 8;
const SINGLE_CONVERSATIONS = 30;
const QUIET_WITHIN_MS = 60_000;

describe('all-in-one on embedded parts, killed and started again', () => {
  const seed = faultSeed();
  const random = createRandom(seed);
  let folder: string;
  let allInOne: Child;
  let platform: UnderTest;
  let failed = true;

  beforeAll(async () => {
    await ensureBuilt();
    folder = await mkdtemp(join(tmpdir(), 'switchboard-faults-'));
    const [port] = await findFreePorts(1);
    allInOne = createAllInOne(folder, port!);
    const query = queryEmbedded(join(folder, 'data'));
    platform = {
      url: `http://127.0.0.1:${port}`,
      query,
      unsettled: () => countUnsettled(query),
      waitingEnvelopes: async () => ({}),
      crashes: () => allInOne.crashes,
    };
    await allInOne.start();
  }, 180_000);

  afterAll(async () => {
    // In order, because the embedded PostgreSQL must be gone before its folder is.
    await allInOne?.kill('SIGTERM');
    if (folder && !failed) await rm(folder, { recursive: true, force: true });
  }, 60_000);

  it('gives each message one outcome', async () => {
    const customers = new Customers(platform.url);
    const begin = (count: number): Promise<string[]> => Promise.all(Array.from({ length: count }, () => customers.beginConversation()));
    const targets: Targets = { shared: await begin(SHARED_CONVERSATIONS), single: await begin(SINGLE_CONVERSATIONS) };
    const send = (count: number): void => {
      for (let sent = 0; sent < count; sent += 1) {
        const { text, destination, ...manner } = planMessage(random, targets, undefined);
        customers.send(text, destination, manner);
      }
    };
    for (let kill = 0; kill < KILLS; kill += 1) {
      send(BURST);
      await sleep(random.between(20, 200));
      await allInOne.kill();
      send(DURING);
      await allInOne.start();
    }
    await customers.settled();
    await untilQuiet(platform, QUIET_WITHIN_MS);

    const review = await reviewOutcomes(platform, customers);
    process.stdout.write(`seed ${seed}: ${review.summary}\n`);
    expect({ seed, logs: folder, problems: review.problems }).toEqual({ seed, logs: folder, problems: [] });
    expect(customers.sent).toHaveLength(KILLS * (BURST + DURING));
    failed = false;
  }, 240_000);
});
