import type { Bus, Consumption, Delivery, Disposition, QueueName } from '#libs/messaging';
import { eventually } from './eventually.js';

/** What a consumer got, in order of arrival. */
export interface CollectedDeliveries {
  deliveries: Delivery[];
  /** Ids of the envelopes, in order of arrival. */
  ids(): string[];
  /** Waits until at least so many arrived. */
  arrived(count: number): Promise<Delivery[]>;
  stop: Consumption['stop'];
}

const DONE: Disposition = { kind: 'done' };

/** Consumes a queue and remembers every delivery; `decide` says what becomes of each (done, when absent). */
export async function collectDeliveries(
  bus: Bus,
  queue: QueueName,
  decide: (delivery: Delivery) => Disposition | Promise<Disposition> = () => DONE,
  concurrency = 10,
): Promise<CollectedDeliveries> {
  const deliveries: Delivery[] = [];
  const consumption = await bus.consume(queue, concurrency, async (delivery) => {
    deliveries.push(delivery);
    return decide(delivery);
  });
  return {
    deliveries,
    ids: () => deliveries.map(idOf),
    arrived: async (count) => {
      await eventually(`${count} deliveries from ${queue}`, () => deliveries.length >= count);
      return deliveries;
    },
    stop: () => consumption.stop(),
  };
}

export const idOf = (delivery: Delivery): string => (delivery.envelope as { id: string }).id;
