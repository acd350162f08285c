import { afterAll, afterEach, beforeAll, beforeEach, expect, it, jest } from '@jest/globals';
import { anAnswerCommand, collectDeliveries, collectingLogger, createTestVhost, describeWith, eventually, silentLogger, type TestVhost } from '#libs/testing';
import { Consumers, DEAD_LETTER_QUEUE, EXCHANGES, QUEUE_NAMES, RabbitMqBus, type Bus } from '../src/index.js';

/** Generous, because the machine may be busy: a hook that is cut off leaves its connections open. */
jest.setTimeout(60_000);

const QUEUE = 'faq-agent.answer-turn';
const RETRY_DELAY_MS = 100;
/** Far more deliveries than the topology allows without one of them being settled. */
const MANY_DEATHS = 20;

describeWith('rabbitmq', 'the RabbitMQ topology', () => {
  let vhost: TestVhost;
  let bus: Bus;

  beforeAll(async () => {
    vhost = await createTestVhost();
  });

  afterAll(() => vhost?.drop());

  beforeEach(async () => {
    bus = await connect();
    await vhost.onChannel((channel) => Promise.all(QUEUE_NAMES.map((queue) => channel.purgeQueue(queue))));
  });

  afterEach(() => bus.close());

  const connect = (): Promise<RabbitMqBus> => RabbitMqBus.connect(vhost.url, [RETRY_DELAY_MS], silentLogger());

  it('keeps what was confirmed although everybody disconnects', async () => {
    const envelope = anAnswerCommand();
    await bus.publish(envelope);
    await bus.close();
    bus = await connect();
    expect((await bus.depths())[QUEUE]).toBe(1);
    const consumer = await collectDeliveries(bus, QUEUE);
    expect(await consumer.arrived(1)).toEqual([{ envelope, attempt: 1 }]);
    await consumer.stop();
  });

  it('shares the work of one queue among processes', async () => {
    const other = await connect();
    const consumers = [await collectDeliveries(bus, QUEUE, undefined, 1), await collectDeliveries(other, QUEUE, undefined, 1)];
    const envelopes = Array.from({ length: 100 }, () => anAnswerCommand());
    await Promise.all(envelopes.map((envelope) => bus.publish(envelope)));
    await eventually('all handled', () => consumers.flatMap((consumer) => consumer.ids()).length === envelopes.length);
    expect(consumers.flatMap((consumer) => consumer.ids()).sort()).toEqual(envelopes.map(({ id }) => id).sort());
    expect(consumers.every((consumer) => consumer.deliveries.length > 0)).toBe(true);
    await Promise.all(consumers.map((consumer) => consumer.stop()));
    await other.close();
  });

  it('refuses an envelope whose queue is not bound, and takes the others beside it', async () => {
    await vhost.onChannel((channel) => channel.unbindQueue(QUEUE, EXCHANGES.commands, 'faq-agent.answer-turn.v1'));
    const unroutable = Array.from({ length: 5 }, () => bus.publish(anAnswerCommand()));
    const routable = bus.publish({ ...anAnswerCommand(), type: 'order-agent.answer-turn.v1' });
    for (const outcome of await Promise.allSettled(unroutable)) expect(outcome).toMatchObject({ status: 'rejected', reason: { message: 'No queue takes faq-agent.answer-turn.v1' } });
    await routable;
    await vhost.onChannel((channel) => channel.bindQueue(QUEUE, EXCHANGES.commands, 'faq-agent.answer-turn.v1'));
    await bus.publish(anAnswerCommand());
    expect(await bus.depths()).toMatchObject({ [QUEUE]: 1, 'order-agent.answer-turn': 1 });
  });

  it('brings a delivery that kills its consumer each time to the dead letters, with the queue it came from', async () => {
    const envelope = anAnswerCommand();
    // Retried once before, so that the broker also remembers the delay queue.
    const first = await collectDeliveries(bus, QUEUE, ({ attempt }) => (attempt === 1 ? { kind: 'retry', delayMs: RETRY_DELAY_MS } : new Promise(() => undefined)));
    await bus.publish(envelope);
    await first.arrived(2);
    let deaths = 0;
    for (; deaths < MANY_DEATHS; deaths += 1) {
      await bus.close();
      bus = await connect();
      const dying = await collectDeliveries(bus, QUEUE, () => new Promise(() => undefined));
      const again = await eventually('the next delivery, or the end', async () => (dying.deliveries.length > 0 ? 'delivered' : (await bus.depths())[DEAD_LETTER_QUEUE] === 1 && 'dead'));
      if (again === 'dead') break;
    }
    expect(deaths).toBe(10);
    const dead = await collectDeliveries(bus, DEAD_LETTER_QUEUE, ({ attempt }) => (attempt === 2 ? { kind: 'retry', delayMs: RETRY_DELAY_MS } : { kind: 'done' }));
    const deadLetter = { queue: QUEUE, reason: 'delivery_limit' };
    expect(await dead.arrived(2)).toEqual([{ envelope, attempt: 2, deadLetter }, { envelope, attempt: 3, deadLetter }]);
    await dead.stop();
  });

  it('dead-letters content that is no envelope, and drops it from the dead letters too', async () => {
    const { logger, lines } = collectingLogger();
    const consumers = new Consumers(bus, { concurrency: 5, retryDelaysMs: [RETRY_DELAY_MS] }, logger);
    const handled: unknown[] = [];
    consumers.handle(QUEUE, async (envelope) => void handled.push(envelope));
    await consumers.start([QUEUE]);
    const good = anAnswerCommand();
    await vhost.onChannel(async (channel) => {
      for (const content of ['{ not json', '\u0000\u00ff', '', 'null', '[]', JSON.stringify({ ...good, tenant_id: 'x' })]) channel.publish(EXCHANGES.commands, 'faq-agent.answer-turn.v1', Buffer.from(content));
      channel.publish(EXCHANGES.commands, 'faq-agent.answer-turn.v1', Buffer.from(JSON.stringify(good)));
    });
    await eventually('six dead letters', async () => (await bus.depths())[DEAD_LETTER_QUEUE] === 6);
    expect(handled).toEqual([good]);
    const graves = new Consumers(bus, { concurrency: 5, retryDelaysMs: [RETRY_DELAY_MS] }, logger);
    graves.handle(DEAD_LETTER_QUEUE, async () => undefined);
    await graves.start([DEAD_LETTER_QUEUE]);
    await eventually('all read', () => lines.filter(({ queue }) => queue === DEAD_LETTER_QUEUE).length === 6);
    await Promise.all([consumers.onModuleDestroy(), graves.onModuleDestroy()]);
    expect((await bus.depths())[DEAD_LETTER_QUEUE]).toBe(0);
  });

  it('can be declared by many processes at once', async () => {
    const others = await Promise.all(Array.from({ length: 4 }, connect));
    await Promise.all(others.map((other) => other.check()));
    await Promise.all(others.map((other) => other.close()));
  });
});
