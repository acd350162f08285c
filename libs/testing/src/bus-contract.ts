import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { Envelope } from '#libs/contracts';
import { newId } from '#libs/kernel';
import { DEAD_LETTER_QUEUE, type Bus, type Delivery, type Disposition } from '#libs/messaging';
import { anAcceptedTurn, anAnswerCommand } from './builders.js';
import { collectDeliveries, idOf } from './collected-deliveries.js';
import { eventually, gate } from './eventually.js';

/** The delay of a retry that every bus under test must know, in milliseconds. */
export const RETRY_DELAY_MS = 200;

export interface BusUnderTest {
  bus: Bus;
  close(): Promise<void>;
}

const QUEUE = 'faq-agent.answer-turn';
const RETRY: Disposition = { kind: 'retry', delayMs: RETRY_DELAY_MS };
const DONE: Disposition = { kind: 'done' };
const BURST = 2_000;
const IN_FLIGHT = 64;

/** What every Bus must do. `open` gives one whose queues are empty and that knows the retry delay above. */
export function busContract(name: string, open: () => Promise<BusUnderTest>): void {
  describe(`bus contract: ${name}`, () => {
    let opened: BusUnderTest;
    let bus: Bus;

    beforeEach(async () => {
      opened = await open();
      bus = opened.bus;
    });

    afterEach(() => opened.close());

    /** Publishes without waiting: in-process, `publish` ends only when somebody handled the envelope. */
    const send = (...envelopes: Envelope[]): void => {
      for (const envelope of envelopes) bus.publish(envelope).catch(() => undefined);
    };

    it('delivers an envelope to the queue of its type, and to no other', async () => {
      const answer = anAnswerCommand();
      const accepted = anAcceptedTurn();
      const faq = await collectDeliveries(bus, QUEUE);
      const router = await collectDeliveries(bus, 'router-agent.route-turn');
      await Promise.all([bus.publish(answer), bus.publish(accepted)]);
      expect(await faq.arrived(1)).toEqual([{ envelope: answer, attempt: 1 }]);
      expect(await router.arrived(1)).toEqual([{ envelope: accepted, attempt: 1 }]);
      await Promise.all([faq.stop(), router.stop()]);
    });

    it('shares no object between the publisher, the consumer and a further attempt', async () => {
      const envelope = anAnswerCommand();
      const sent = structuredClone(envelope);
      const consumer = await collectDeliveries(bus, QUEUE, (delivery) => {
        const received = delivery.envelope as Envelope;
        const untouched = structuredClone(received);
        received.data.turn.text = 'changed by a handler';
        delivery.envelope = untouched;
        return delivery.attempt === 1 ? RETRY : DONE;
      });
      const publishing = bus.publish(envelope);
      envelope.data.turn.text = 'changed by the publisher';
      await publishing;
      const deliveries = await consumer.arrived(2);
      expect(deliveries.map((delivery) => delivery.envelope)).toEqual([sent, sent]);
      expect(envelope.data.turn.text).toBe('changed by the publisher');
      await consumer.stop();
    });

    it('lets a consumer work on as many envelopes as it asked for, and no more', async () => {
      const release = gate();
      let working = 0;
      let most = 0;
      const consumer = await collectDeliveries(
        bus,
        QUEUE,
        async () => {
          working += 1;
          most = Math.max(most, working);
          await release.opened;
          working -= 1;
          return DONE;
        },
        3,
      );
      send(...Array.from({ length: 10 }, () => anAnswerCommand()));
      await eventually('three at work, seven waiting', async () => working === 3 && (await bus.depths())[QUEUE] === 7);
      release.open();
      await consumer.arrived(10);
      await consumer.stop();
      expect(most).toBe(3);
    });

    it('delivers a retry again after its delay, as the next attempt', async () => {
      const times: number[] = [];
      const consumer = await collectDeliveries(bus, QUEUE, ({ attempt }) => {
        times.push(performance.now());
        return attempt < 3 ? RETRY : DONE;
      });
      const envelope = anAnswerCommand();
      await bus.publish(envelope);
      const deliveries = await consumer.arrived(3);
      expect(deliveries).toEqual([1, 2, 3].map((attempt) => ({ envelope, attempt })));
      // Never early; how late depends on the machine. Timers may fire a millisecond before their time.
      for (const [index, time] of times.entries()) expect(time - times[0]!).toBeGreaterThanOrEqual(index * RETRY_DELAY_MS - 5);
      await consumer.stop();
    });

    it('goes on with other envelopes while one waits for its retry', async () => {
      const [stubborn, other] = [anAnswerCommand(), anAnswerCommand()];
      const consumer = await collectDeliveries(bus, QUEUE, (delivery) => (idOf(delivery) === stubborn.id && delivery.attempt === 1 ? RETRY : DONE), 1);
      send(stubborn);
      await consumer.arrived(1);
      send(other);
      await consumer.arrived(3);
      expect(consumer.ids()).toEqual([stubborn.id, other.id, stubborn.id]);
      await consumer.stop();
    });

    it('brings dead letters to their queue with where and why, and keeps that across retries there', async () => {
      const envelope = anAnswerCommand();
      const dead = await collectDeliveries(bus, DEAD_LETTER_QUEUE, ({ attempt }) => (attempt < 3 ? RETRY : DONE));
      const consumer = await collectDeliveries(bus, QUEUE, ({ attempt }) => (attempt === 1 ? RETRY : { kind: 'dead-letter', reason: 'no such order' }));
      send(envelope);
      const deadLetter = { queue: QUEUE, reason: 'no such order' };
      expect(await dead.arrived(3)).toEqual([1, 2, 3].map((attempt) => ({ envelope, attempt, deadLetter })));
      await Promise.all([consumer.stop(), dead.stop()]);
    });

    it('keeps dead letters until somebody takes them', async () => {
      const consumer = await collectDeliveries(bus, QUEUE, () => ({ kind: 'dead-letter', reason: 'no' }));
      const envelope = anAnswerCommand();
      send(envelope);
      await eventually('a dead letter waits', async () => (await bus.depths())[DEAD_LETTER_QUEUE] === 1);
      await consumer.stop();
      const dead = await collectDeliveries(bus, DEAD_LETTER_QUEUE);
      expect((await dead.arrived(1)).map(idOf)).toEqual([envelope.id]);
      await dead.stop();
    });

    it('waits at stop for what is in work, and takes no more', async () => {
      const release = gate();
      const consumer = await collectDeliveries(bus, QUEUE, async () => (await release.opened, DONE), 1);
      send(anAnswerCommand(), anAnswerCommand());
      await consumer.arrived(1);
      let stopped = false;
      const stopping = consumer.stop().then(() => (stopped = true));
      await bus.check();
      expect(stopped).toBe(false);
      release.open();
      await stopping;
      await eventually('the second still waits', async () => (await bus.depths())[QUEUE] === 1);
      expect(consumer.deliveries).toHaveLength(1);
    });

    it('carries out what was decided before stop ends', async () => {
      const consumer = await collectDeliveries(bus, QUEUE, () => ({ kind: 'dead-letter', reason: 'no' }));
      send(anAnswerCommand());
      await consumer.arrived(1);
      await consumer.stop();
      await eventually('the dead letter waits', async () => (await bus.depths())[DEAD_LETTER_QUEUE] === 1);
    });

    it('gives what was not handled to the next consumer', async () => {
      const envelopes = [anAnswerCommand(), anAnswerCommand(), anAnswerCommand()];
      const first = await collectDeliveries(bus, QUEUE, () => DONE, 1);
      await first.stop();
      send(...envelopes);
      const second = await collectDeliveries(bus, QUEUE);
      await second.arrived(3);
      expect(second.ids().sort()).toEqual(envelopes.map(({ id }) => id).sort());
      expect(first.deliveries).toHaveLength(0);
      await second.stop();
    });

    it('counts the envelopes that wait in each queue', async () => {
      expect((await bus.depths())[QUEUE]).toBe(0);
      send(anAnswerCommand(), anAnswerCommand(), anAcceptedTurn());
      await eventually('two and one waiting', async () => {
        const depths = await bus.depths();
        return depths[QUEUE] === 2 && depths['router-agent.route-turn'] === 1 && depths[DEAD_LETTER_QUEUE] === 0;
      });
    });

    it('refuses an envelope that no queue takes', async () => {
      const unknown = { ...anAnswerCommand(), type: 'nobody-agent.answer-turn.v1' } as unknown as Envelope;
      await expect(bus.publish(unknown)).rejects.toThrow('No queue takes nobody-agent.answer-turn.v1');
      await expect(bus.check()).resolves.toBeUndefined();
    });

    it('refuses to publish once it is closed', async () => {
      await bus.close();
      await expect(bus.publish(anAnswerCommand())).rejects.toThrow();
      await expect(bus.check()).rejects.toThrow();
    });

    it(`brings ${BURST} envelopes over once each, ${IN_FLIGHT} at a time`, async () => {
      const tenantId = newId();
      const envelopes = Array.from({ length: BURST }, () => anAnswerCommand({}, tenantId));
      const consumer = await collectDeliveries(bus, QUEUE, () => DONE, IN_FLIGHT);
      const queue = [...envelopes];
      const publishInTurn = async (): Promise<void> => {
        for (let next = queue.shift(); next; next = queue.shift()) await bus.publish(next);
      };
      await Promise.all(Array.from({ length: IN_FLIGHT }, publishInTurn));
      await consumer.arrived(BURST);
      await consumer.stop();
      expect(consumer.ids().sort()).toEqual(envelopes.map(({ id }) => id).sort());
      const seen = new Map(consumer.deliveries.map((delivery: Delivery) => [idOf(delivery), delivery.envelope]));
      expect(envelopes.every((envelope) => JSON.stringify(seen.get(envelope.id)) === JSON.stringify(envelope))).toBe(true);
    });
  });
}
