import { afterAll, afterEach, beforeAll, beforeEach, expect, it, jest } from '@jest/globals';
import type { Envelope } from '#libs/contracts';
import { anAcceptedTurn, anAnswerCommand, collectDeliveries, createTestVhost, describeWith, eventually, gate, idOf, silentLogger, startTcpProxy, type TcpProxy, type TestVhost } from '#libs/testing';
import { QUEUE_NAMES, RabbitMqBus, type Bus } from '../src/index.js';

/** Generous, because the machine may be busy: a hook that is cut off leaves its connections open. */
jest.setTimeout(60_000);

const QUEUE = 'faq-agent.answer-turn';
const RETRY_DELAYS = [100];

describeWith('rabbitmq', 'the RabbitMQ bus, when something breaks', () => {
  let vhost: TestVhost;
  let proxy: TcpProxy;
  let bus: Bus;

  beforeAll(async () => {
    vhost = await createTestVhost();
    proxy = await startTcpProxy(vhost.url);
  });

  afterAll(async () => {
    await proxy?.close();
    await vhost?.drop();
  });

  beforeEach(async () => {
    bus = await RabbitMqBus.connect(proxy.url, RETRY_DELAYS, silentLogger());
    await vhost.onChannel((channel) => Promise.all(QUEUE_NAMES.map((queue) => channel.purgeQueue(queue))));
  });

  afterEach(() => bus.close());

  const connected = (): Promise<unknown> => eventually('the bus to be connected', () => bus.check().then(() => true, () => false));
  const disconnected = (): Promise<unknown> => eventually('the loss to be noticed', () => bus.check().then(() => false, () => true));

  /** As the outbox does: publishes again what was not taken. */
  async function publishUntilTaken(envelope: Envelope): Promise<void> {
    await eventually('the envelope to be taken', () => bus.publish(envelope).then(() => true, () => false));
  }

  it('delivers again what was not acknowledged when the broker closed the connection', async () => {
    const release = gate();
    const consumer = await collectDeliveries(bus, QUEUE, async () => (await release.opened, { kind: 'done' }));
    const envelope = anAnswerCommand();
    await bus.publish(envelope);
    await consumer.arrived(1);
    await vhost.closeConnections();
    await consumer.arrived(2);
    release.open();
    expect(consumer.deliveries).toEqual([{ envelope, attempt: 1 }, { envelope, attempt: 1 }]);
    await consumer.stop();
    expect((await bus.depths())[QUEUE]).toBe(0);
  });

  it('loses nothing that it took, while the network breaks again and again', async () => {
    const envelopes = Array.from({ length: 300 }, () => anAnswerCommand());
    const consumer = await collectDeliveries(bus, QUEUE);
    const queue = [...envelopes];
    const publishInTurn = async (): Promise<void> => {
      for (let next = queue.shift(); next; next = queue.shift()) {
        await publishUntilTaken(next);
        if (queue.length % 100 === 50) proxy.cut();
      }
    };
    await Promise.all(Array.from({ length: 16 }, publishInTurn));
    await eventually('every envelope', () => new Set(consumer.ids()).size === envelopes.length);
    await connected();
    await consumer.stop();
  });

  it('fails what it could not get confirmed, and refuses to publish until it is connected again', async () => {
    const publishing = Array.from({ length: 20 }, () => bus.publish(anAnswerCommand()));
    proxy.cut();
    const outcomes = await Promise.allSettled(publishing);
    expect(outcomes.some(({ status }) => status === 'rejected')).toBe(true);
    await disconnected();
    await expect(bus.publish(anAnswerCommand())).rejects.toThrow('not connected');
    await connected();
    await bus.publish(anAnswerCommand());
  });

  it('survives a connection that breaks while it is being set up', async () => {
    const consumer = await collectDeliveries(bus, QUEUE);
    proxy.cutAt('support.events');
    proxy.cut();
    await disconnected();
    // Long enough for several attempts, each of which ends at the first exchange it declares.
    await new Promise((resolve) => setTimeout(resolve, 500));
    proxy.cutAt(null);
    await publishUntilTaken(anAnswerCommand());
    await consumer.arrived(1);
    await consumer.stop();
  });

  it('goes on when the connection is lost just as it closes a channel', async () => {
    const [stopping, staying] = [await collectDeliveries(bus, QUEUE), await collectDeliveries(bus, 'router-agent.route-turn')];
    // What amqplib says when it closes a channel; setting up a connection ends with it too.
    proxy.cutAt('Goodbye');
    await bus.check();
    await stopping.stop();
    await disconnected();
    await new Promise((resolve) => setTimeout(resolve, 500));
    proxy.cutAt(null);
    await connected();
    await publishUntilTaken(anAcceptedTurn());
    await staying.arrived(1);
    await staying.stop();
  });

  it('ends closing although the connection is lost meanwhile', async () => {
    // What amqplib says when it closes a connection.
    proxy.cutAt('Cheers');
    await bus.close();
    proxy.cutAt(null);
    await expect(bus.publish(anAnswerCommand())).rejects.toThrow('not connected');
  });

  it('consumes again after its queue was deleted', async () => {
    const consumer = await collectDeliveries(bus, QUEUE);
    await vhost.onChannel((channel) => channel.deleteQueue(QUEUE));
    await disconnected();
    const envelope = anAnswerCommand();
    await publishUntilTaken(envelope);
    expect((await consumer.arrived(1)).map(idOf)).toEqual([envelope.id]);
    await consumer.stop();
  });

  it('publishes again after the broker closed its channel', async () => {
    // A retry after a delay that nobody declared goes to an exchange that does not exist.
    const consumer = await collectDeliveries(bus, QUEUE, () => (consumer.deliveries.length === 1 ? { kind: 'retry', delayMs: 987 } : { kind: 'done' }));
    const envelope = anAnswerCommand();
    await bus.publish(envelope);
    await consumer.arrived(2);
    expect(consumer.ids()).toEqual([envelope.id, envelope.id]);
    await publishUntilTaken(anAnswerCommand());
    await consumer.arrived(3);
    await consumer.stop();
  });

  it('does not subscribe again what was stopped while the connection was away', async () => {
    const [stopped, staying] = [await collectDeliveries(bus, QUEUE), await collectDeliveries(bus, 'router-agent.route-turn')];
    proxy.cut();
    await stopped.stop();
    await connected();
    await bus.publish(anAnswerCommand());
    await eventually('the envelope to wait', async () => (await bus.depths())[QUEUE] === 1);
    expect(stopped.deliveries).toHaveLength(0);
    await staying.stop();
  });

  it('ends closing although work is in progress, and the work is not lost', async () => {
    const consumer = await collectDeliveries(bus, QUEUE, () => new Promise(() => undefined));
    const envelope = anAnswerCommand();
    await bus.publish(envelope);
    await consumer.arrived(1);
    await bus.close();
    bus = await RabbitMqBus.connect(vhost.url, RETRY_DELAYS, silentLogger());
    const next = await collectDeliveries(bus, QUEUE);
    expect((await next.arrived(1)).map(idOf)).toEqual([envelope.id]);
    await next.stop();
  });
});
