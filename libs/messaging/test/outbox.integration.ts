import { afterAll, afterEach, beforeAll, beforeEach, expect, it, jest } from '@jest/globals';
import type { Envelope } from '#libs/contracts';
import { anAnswerCommand, collectDeliveries, createTestDatabase, createTestVhost, describeWith, eventually, silentLogger, type TestDatabase, type TestVhost } from '#libs/testing';
import { InProcessBus, Outbox, OutboxSweeper, RabbitMqBus, type Bus } from '../src/index.js';
import { seedTenant } from './seed-tenant.js';

/** Generous, because the machine may be busy: a hook that is cut off leaves its connections open. */
jest.setTimeout(60_000);

const QUEUE = 'faq-agent.answer-turn';
/** Rows are due for the sweeper at once, and never before the transaction has ended. */
const GRACE_MS = 0;

/** A bus that counts, and that refuses while `away`. */
class FlakyBus extends InProcessBus {
  away = false;
  readonly published: string[] = [];

  override async publish(envelope: Envelope): Promise<void> {
    if (this.away) throw new Error('The broker is not connected');
    this.published.push(envelope.id);
  }
}

describeWith('postgresql', 'the outbox', () => {
  let test: TestDatabase;
  let tenantId: string;
  let bus: FlakyBus;
  let outbox: Outbox;

  beforeAll(async () => {
    test = await createTestDatabase();
    tenantId = await seedTenant(test);
  });

  afterAll(() => test?.drop());

  beforeEach(() => {
    bus = new FlakyBus();
    outbox = outboxOf(bus);
  });

  afterEach(async () => {
    await outbox.flush();
    await test.asOwner('DELETE FROM outbox');
  });

  const outboxOf = (target: Bus, graceMs = GRACE_MS): Outbox => new Outbox(test.database, target, { graceMs }, silentLogger());
  const sweeperOf = (target: Outbox): OutboxSweeper => new OutboxSweeper(test.database, target, bus, silentLogger());
  const envelopes = (count: number): Envelope[] => Array.from({ length: count }, () => anAnswerCommand({}, tenantId));
  const rows = (): Promise<{ id: string; attempts: number; envelope: Envelope }[]> => test.asOwner('SELECT id, attempts, envelope FROM outbox ORDER BY id');
  const isEmpty = (): Promise<unknown> => eventually('the outbox to be empty', async () => (await rows()).length === 0);

  /** What a use case does: writes in its transaction, and relays after the commit (unless it was killed). */
  async function write(target: Outbox, written: readonly Envelope[]): Promise<void> {
    await test.database.inTenant(tenantId, async (transaction) => {
      for (const envelope of written) await target.write(transaction, envelope);
    });
  }

  it('keeps the row, as it was written, until the bus has confirmed it', async () => {
    const [envelope] = envelopes(1);
    await write(outbox, [envelope!]);
    expect(await rows()).toEqual([{ id: envelope!.id, attempts: 0, envelope: JSON.parse(JSON.stringify(envelope)) }]);
    outbox.relay([envelope!]);
    await isEmpty();
    expect(bus.published).toEqual([envelope!.id]);
  });

  it('writes nothing when the transaction is rolled back', async () => {
    const failing = test.database.inTenant(tenantId, async (transaction) => {
      await outbox.write(transaction, envelopes(1)[0]!);
      throw new Error('the use case failed');
    });
    await expect(failing).rejects.toThrow('the use case failed');
    expect(await rows()).toEqual([]);
  });

  it('keeps what the bus refused, and the sweeper publishes it later', async () => {
    const refused = envelopes(3);
    bus.away = true;
    await write(outbox, refused);
    outbox.relay(refused);
    await outbox.flush();
    expect(await rows()).toHaveLength(3);
    bus.away = false;
    await sweeperOf(outbox).sweep();
    await isEmpty();
    expect(bus.published.sort()).toEqual(refused.map(({ id }) => id).sort());
  });

  it('has the sweeper find what a killed process committed but never relayed', async () => {
    const orphaned = envelopes(20);
    await write(outboxOf(new FlakyBus()), orphaned);
    await sweeperOf(outbox).sweep();
    await isEmpty();
    expect(bus.published.sort()).toEqual(orphaned.map(({ id }) => id).sort());
  });

  it('has the sweeper leave alone what is still within its grace', async () => {
    const patient = outboxOf(bus, 60_000);
    await write(patient, envelopes(1));
    await sweeperOf(patient).sweep();
    expect(bus.published).toEqual([]);
    expect(await rows()).toMatchObject([{ attempts: 0 }]);
  });

  it('has many sweepers publish each row once within its lease', async () => {
    bus.away = true;
    await write(outbox, envelopes(300));
    const others = Array.from({ length: 4 }, () => ({ bus: new FlakyBus() })).map((other) => ({ ...other, outbox: outboxOf(other.bus) }));
    await Promise.all(others.flatMap((other) => [sweeperOf(other.outbox).sweep(), sweeperOf(other.outbox).sweep()]));
    await Promise.all(others.map((other) => sweeperOf(other.outbox).sweep()));
    const published = others.flatMap((other) => other.bus.published);
    expect(published).toHaveLength(300);
    expect(new Set(published).size).toBe(300);
    await Promise.all(others.map((other) => other.outbox.flush()));
    await isEmpty();
  });

  it('takes up a row again after its lease, and counts how often', async () => {
    bus.away = true;
    await write(outbox, envelopes(1));
    const sweeper = sweeperOf(outbox);
    await sweeper.sweep();
    await sweeper.sweep();
    expect(await rows()).toMatchObject([{ attempts: 1 }]);
    await test.asOwner('UPDATE outbox SET available_at = now()');
    await sweeper.sweep();
    expect(await rows()).toMatchObject([{ attempts: 2 }]);
  });

  it('sweeps no more than a batch at a time, the oldest first', async () => {
    await test.asOwner(
      `INSERT INTO outbox (tenant_id, id, envelope, available_at)
       SELECT $1, gen_random_uuid(), jsonb_build_object('id', n::text), now() - interval '1 hour' + n * interval '1 second' FROM generate_series(1, 600) n`,
      [tenantId],
    );
    bus.away = true;
    await sweeperOf(outbox).sweep();
    const [swept] = await test.asOwner<{ count: number; youngest: number }>(`SELECT count(*)::int, max((envelope->>'id')::int) AS youngest FROM outbox WHERE attempts = 1`);
    expect(swept).toEqual({ count: 500, youngest: 500 });
  });

  it('publishes an envelope once, although it is relayed again while it is on its way', async () => {
    const slow = new InProcessBus();
    const relaying = outboxOf(slow);
    const [envelope] = envelopes(1);
    await write(relaying, [envelope!]);
    relaying.relay([envelope!]);
    await sweeperOf(relaying).sweep();
    await relaying.flush();
    expect(await rows()).toHaveLength(1);
    const consumer = await collectDeliveries(slow, QUEUE);
    await isEmpty();
    expect(consumer.ids()).toEqual([envelope!.id]);
  });

  it('keeps the rows of an in-process bus that ends before they were handled', async () => {
    const ending = new InProcessBus();
    const relaying = outboxOf(ending);
    const unhandled = envelopes(5);
    await write(relaying, unhandled);
    relaying.relay(unhandled);
    await ending.close();
    await relaying.flush();
    expect(await rows()).toHaveLength(5);
  });

  it('goes on after its rows could not be deleted', async () => {
    const [first, second] = envelopes(2);
    await write(outbox, [first!, second!]);
    await test.asOwner('ALTER TABLE outbox RENAME TO outbox_away');
    outbox.relay([first!]);
    await eventually('the first to be published', () => bus.published.length === 1);
    await outbox.flush();
    await test.asOwner('ALTER TABLE outbox_away RENAME TO outbox');
    outbox.relay([second!]);
    await eventually('the second row to be gone', async () => (await rows()).length === 1);
    await sweeperOf(outbox).sweep();
    await isEmpty();
  });
});

describeWith(['postgresql', 'rabbitmq'], 'the outbox over RabbitMQ', () => {
  let test: TestDatabase;
  let vhost: TestVhost;
  let bus: RabbitMqBus;

  beforeAll(async () => {
    [test, vhost] = await Promise.all([createTestDatabase(), createTestVhost()]);
    bus = await RabbitMqBus.connect(vhost.url, [100], silentLogger());
  });

  afterAll(async () => {
    await bus?.close();
    await Promise.all([test?.drop(), vhost?.drop()]);
  });

  it('publishes everything although the connection is lost in the middle', async () => {
    const tenantId = await seedTenant(test);
    const outbox = new Outbox(test.database, bus, { graceMs: GRACE_MS }, silentLogger());
    const sweeper = new OutboxSweeper(test.database, outbox, bus, silentLogger());
    const consumer = await collectDeliveries(bus, QUEUE);
    const envelopes = Array.from({ length: 200 }, () => anAnswerCommand({}, tenantId));
    const closing = vhost.closeConnections();
    for (const envelope of envelopes) {
      await test.database.inTenant(tenantId, (transaction) => outbox.write(transaction, envelope));
      outbox.relay([envelope]);
    }
    await closing;
    await eventually('the connection to be back', () => bus.check().then(() => true, () => false));
    await eventually('an empty outbox', async () => {
      await test.asOwner('UPDATE outbox SET available_at = now()');
      await sweeper.sweep();
      return (await test.asOwner('SELECT FROM outbox')).length === 0;
    });
    await eventually('every envelope', () => new Set(consumer.ids()).size === envelopes.length);
    await consumer.stop();
  });
});
