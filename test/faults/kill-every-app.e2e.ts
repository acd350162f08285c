import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { describeWith } from '#libs/testing';
import { startCluster, type Cluster } from './support/cluster.js';
import { Customers } from './support/customers.js';
import { planFaults, type Fault } from './support/faults.js';
import { planMessage, type Targets } from './support/load-plan.js';
import { createRandom, faultSeed } from './support/random.js';
import { list, reviewOutcomes, untilQuiet } from './support/review.js';

const MESSAGES = 500;
const SHARED_CONVERSATIONS = 30;
const SINGLE_CONVERSATIONS = 120;
/** Messages at the moment of a fault, and after it while it heals. */
const BURST = 20;
const DURING = 25;
const QUIET_WITHIN_MS = 60_000;

describeWith(['postgresql', 'rabbitmq', 'redis'], 'every app killed, RabbitMQ and Redis restarted', () => {
  const seed = faultSeed();
  const random = createRandom(seed);
  let cluster: Cluster;
  let customers: Customers;
  let failed = true;

  beforeAll(async () => {
    cluster = await startCluster();
    customers = new Customers(cluster.url);
  }, 240_000);

  afterAll(() => cluster?.close({ keepLogs: failed }), 60_000);

  const targets: Targets = { shared: [], single: [] };
  const send = (wish?: Fault['wish']): void => {
    const { text, destination, ...manner } = planMessage(random, targets, wish);
    customers.send(text, destination, manner);
  };

  /** Strikes while a burst of messages is in the works, and goes on sending while it heals. @returns how many turns were under way */
  async function strikeUnderLoad(fault: Fault): Promise<number> {
    for (let sent = 0; sent < BURST; sent += 1) send(fault.wish);
    await sleep(random.between(0, 200));
    await fault.strike();
    const { turns } = await cluster.unsettled();
    const healing = sleep(random.between(0, 800)).then(fault.heal);
    healing.catch(() => undefined);
    for (let sent = 0; sent < DURING; sent += 1) {
      send(fault.wish);
      await sleep(random.between(0, 60));
    }
    await healing;
    return turns;
  }

  it(`gives each of ${MESSAGES} messages one outcome`, async () => {
    const begin = (count: number): Promise<string[]> => Promise.all(Array.from({ length: count }, () => customers.beginConversation()));
    Object.assign(targets, { shared: await begin(SHARED_CONVERSATIONS), single: await begin(SINGLE_CONVERSATIONS) });
    const struck = new Map<string, number>();
    for (const fault of planFaults(random, cluster)) struck.set(fault.name, await strikeUnderLoad(fault));
    while (customers.sent.length < MESSAGES) send();
    await customers.settled();
    await untilQuiet(cluster, QUIET_WITHIN_MS);

    const review = await reviewOutcomes(cluster, customers);
    process.stdout.write(`seed ${seed}, with so many turns under way: ${list(struck)}\n${review.summary}\n`);
    expect({ seed, logs: cluster.folder, problems: review.problems }).toEqual({ seed, logs: cluster.folder, problems: [] });
    expect(customers.sent).toHaveLength(MESSAGES);
    expect(Math.max(...struck.values())).toBeGreaterThan(0);
  }, 300_000);

  it('takes up a turn whose envelope the broker lost, also since Redis came back empty', async () => {
    const router = cluster.apps.get('router-agent')!;
    await router.kill();
    customers.send('How do I reset my password?', { kind: 'conversation', id: await customers.beginConversation() }, { twice: false, follow: true });
    await customers.settled();
    await expect(cluster.loseEnvelopes('router-agent.route-turn')).resolves.toBe(1);
    await router.start();
    await untilQuiet(cluster, QUIET_WITHIN_MS);

    const review = await reviewOutcomes(cluster, customers);
    expect({ logs: cluster.folder, problems: review.problems }).toEqual({ logs: cluster.folder, problems: [] });
    failed = false;
  }, 120_000);
});
