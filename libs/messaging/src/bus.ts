import type { Envelope } from '#libs/contracts';
import type { QueueName } from './topology.js';

/** One envelope as a consumer gets it. Its content is not validated yet. */
export interface Delivery {
  envelope: unknown;
  /** 1 for the first time, one more with each delayed retry. */
  attempt: number;
  /** Present on the dead-letter queue: where the envelope failed and why. */
  deadLetter?: { queue: string; reason: string };
}

/** What becomes of a delivery. */
export type Disposition = { kind: 'done' } | { kind: 'retry'; delayMs: number } | { kind: 'dead-letter'; reason: string };

export interface Consumption {
  /** Takes no further delivery, and resolves when those in work are settled. */
  stop(): Promise<void>;
}

/** Nest's injection token of the Bus. */
export const BUS = Symbol('BUS');

/** Carries envelopes between processes, at least once each. Both adapters pass the same contract suite. */
export interface Bus {
  readonly kind: 'rabbitmq' | 'in-process';

  /**
   * Resolves once the bus has taken responsibility for the envelope: confirmed by the broker, or,
   * in-process, handled. Until then whoever holds the envelope (the outbox, or an unacknowledged
   * delivery) must keep it.
   * @throws Error when it was not taken, e.g. no connection or no queue for its type
   */
  publish(envelope: Envelope): Promise<void>;

  /** `handle` never rejects; its disposition is carried out before the delivery is acknowledged. */
  consume(queue: QueueName, concurrency: number, handle: (delivery: Delivery) => Promise<Disposition>): Promise<Consumption>;

  /** Envelopes waiting per queue. */
  depths(): Promise<Record<string, number>>;

  /** @throws Error when envelopes cannot be published now */
  check(): Promise<void>;

  close(): Promise<void>;
}
