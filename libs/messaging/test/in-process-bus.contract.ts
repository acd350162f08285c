import { describe, expect, it } from '@jest/globals';
import { anAnswerCommand, busContract, collectDeliveries, gate } from '#libs/testing';
import { InProcessBus } from '../src/index.js';

const QUEUE = 'faq-agent.answer-turn';

busContract('in-process', async () => {
  const bus = new InProcessBus();
  return { bus, close: () => bus.close() };
});

describe('the in-process bus', () => {
  /** Tells what has become of a promise by now. */
  const watch = (promise: Promise<unknown>): { outcome: string } => {
    const watched = { outcome: 'pending' };
    promise.then(() => (watched.outcome = 'resolved'), (error: Error) => (watched.outcome = error.message));
    return watched;
  };

  it('keeps the publisher responsible until the envelope was handled', async () => {
    const bus = new InProcessBus();
    const handled = gate();
    const publishing = bus.publish(anAnswerCommand());
    const watched = watch(publishing);
    const consumer = await collectDeliveries(bus, QUEUE, async () => (await handled.opened, { kind: 'done' }));
    await consumer.arrived(1);
    expect(watched.outcome).toBe('pending');
    handled.open();
    await publishing;
  });

  it('keeps the publisher responsible for a dead letter until that was handled', async () => {
    const bus = new InProcessBus();
    const publishing = bus.publish(anAnswerCommand());
    const watched = watch(publishing);
    const consumer = await collectDeliveries(bus, QUEUE, () => ({ kind: 'dead-letter', reason: 'no' }));
    await consumer.arrived(1);
    await consumer.stop();
    expect(watched.outcome).toBe('pending');
    await collectDeliveries(bus, 'handoff-agent.dead-letters');
    await publishing;
  });

  it('gives back at close what waits, waits for a retry, or would be tried again', async () => {
    const bus = new InProcessBus();
    const release = gate();
    let handled = 0;
    const consumer = await collectDeliveries(
      bus,
      QUEUE,
      async () => {
        handled += 1;
        if (handled > 1) await release.opened;
        return { kind: 'retry', delayMs: 60_000 };
      },
      1,
    );
    const publishing = Promise.allSettled(Array.from({ length: 3 }, () => bus.publish(anAnswerCommand())));
    await consumer.arrived(2);
    await bus.close();
    release.open();
    await consumer.stop();
    for (const outcome of await publishing) expect(outcome).toMatchObject({ status: 'rejected', reason: { message: 'The bus is closed' } });
  });

  it('refuses what exceeds its capacity, and takes more when there is room again', async () => {
    const bus = new InProcessBus();
    const envelope = anAnswerCommand();
    const publishing = Promise.all(Array.from({ length: 10_000 }, () => bus.publish(envelope)));
    await expect(bus.publish(envelope)).rejects.toThrow('full');
    const consumer = await collectDeliveries(bus, QUEUE);
    await publishing;
    await bus.publish(envelope);
    expect(consumer.deliveries).toHaveLength(10_001);
  });

  it('has one consumer for each queue', async () => {
    const bus = new InProcessBus();
    await collectDeliveries(bus, QUEUE);
    await expect(collectDeliveries(bus, QUEUE)).rejects.toThrow('has a consumer');
  });
});
