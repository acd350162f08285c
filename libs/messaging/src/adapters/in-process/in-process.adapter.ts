import type { Envelope } from '#libs/contracts';
import type { Bus, Consumption, Delivery, Disposition } from '../../bus.js';
import { DEAD_LETTER_QUEUE, QUEUE_NAMES, queuesOf, type QueueName } from '../../topology.js';
import { InProcessQueue } from './in-process-queue.js';

/**
 * The bus within one process. It keeps nothing on disk, so `publish` resolves only when the
 * envelope was handled: until then the outbox row stays, and a killed process finds it again.
 */
export class InProcessBus implements Bus {
  readonly kind = 'in-process';
  readonly #queues = new Map<QueueName, InProcessQueue>(QUEUE_NAMES.map((name) => [name, new InProcessQueue()]));
  #closed = false;

  async publish(envelope: Envelope): Promise<void> {
    if (this.#closed) throw new Error('The bus is closed');
    const targets = queuesOf(envelope.type);
    if (targets.length === 0) throw new Error(`No queue takes ${envelope.type}`);
    const content = JSON.stringify(envelope);
    await Promise.all(targets.map((queue) => this.#queue(queue).push({ content, attempt: 1 })));
  }

  async consume(name: QueueName, concurrency: number, handle: (delivery: Delivery) => Promise<Disposition>): Promise<Consumption> {
    return this.#queue(name).consume(concurrency, handle, (content, reason) =>
      this.#queue(DEAD_LETTER_QUEUE).push({ content, attempt: 1, deadLetter: { queue: name, reason } }),
    );
  }

  async depths(): Promise<Record<string, number>> {
    return Object.fromEntries([...this.#queues].map(([name, queue]) => [name, queue.depth]));
  }

  async check(): Promise<void> {
    if (this.#closed) throw new Error('The bus is closed');
  }

  async close(): Promise<void> {
    this.#closed = true;
    for (const queue of this.#queues.values()) queue.close();
  }

  async onApplicationShutdown(): Promise<void> {
    await this.close();
  }

  #queue(name: QueueName): InProcessQueue {
    return this.#queues.get(name)!;
  }
}
