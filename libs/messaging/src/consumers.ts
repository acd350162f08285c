import type { Envelope } from '#libs/contracts';
import { PermanentError, messageOf, runWithCorrelation, type Correlation } from '#libs/kernel';
import { inConsumerSpan, metrics, type Logger } from '#libs/observability';
import type { Bus, Consumption, Delivery, Disposition } from './bus.js';
import { parseEnvelope } from './envelope.js';
import { DEAD_LETTER_QUEUE, QUEUE_NAMES, type QueueName } from './topology.js';

export interface ConsumerOptions {
  concurrency: number;
  /** Waits before each further attempt; after the last the envelope is dead. */
  retryDelaysMs: number[];
}

/** Does the work of one envelope. Any error but PermanentError is tried again. */
export type EnvelopeHandler = (envelope: Envelope, delivery: Delivery) => Promise<void>;

/** The consumers of this process; the one place that maps a handler's error to what becomes of the envelope. */
export class Consumers {
  readonly #handlers = new Map<QueueName, EnvelopeHandler>();
  readonly #running: Consumption[] = [];

  constructor(
    private readonly bus: Bus,
    private readonly options: ConsumerOptions,
    private readonly logger: Logger,
  ) {}

  /** @throws Error when the queue has a handler already */
  handle(queue: QueueName, handler: EnvelopeHandler): void {
    if (this.#handlers.has(queue)) throw new Error(`The queue ${queue} has two handlers`);
    this.#handlers.set(queue, handler);
  }

  /** @throws Error when one of the queues that this process must serve has no handler */
  async start(expected: readonly QueueName[]): Promise<void> {
    const missing = expected.filter((queue) => !this.#handlers.has(queue));
    if (missing.length > 0) throw new Error(`No handler for ${missing.join(', ')}`);
    for (const queue of QUEUE_NAMES) {
      const handler = this.#handlers.get(queue);
      if (handler) this.#running.push(await this.bus.consume(queue, this.options.concurrency, (delivery) => this.#settle(queue, handler, delivery)));
    }
  }

  /**
   * Lets work in progress finish. In the order the work flows: in one process the router waits for
   * the specialists it has sent to, so they must not stop before it.
   */
  async onModuleDestroy(): Promise<void> {
    for (const consumption of this.#running.splice(0)) await consumption.stop();
  }

  async #settle(queue: QueueName, handler: EnvelopeHandler, delivery: Delivery): Promise<Disposition> {
    const disposition = await this.#attempt(queue, handler, delivery);
    metrics.envelopes.inc({ queue, result: disposition.kind });
    return disposition;
  }

  async #attempt(queue: QueueName, handler: EnvelopeHandler, delivery: Delivery): Promise<Disposition> {
    try {
      const envelope = parseEnvelope(delivery.envelope);
      return await runWithCorrelation(correlationOf(envelope), () => this.#handle(queue, handler, envelope, delivery));
    } catch (error) {
      return this.#fail(queue, delivery, error);
    }
  }

  async #handle(queue: QueueName, handler: EnvelopeHandler, envelope: Envelope, delivery: Delivery): Promise<Disposition> {
    const attributes = { 'messaging.destination.name': queue, 'switchboard.turn_id': envelope.data.turn.turn_id };
    try {
      await inConsumerSpan(`${queue} process`, envelope.traceparent, attributes, () => handler(envelope, delivery));
      this.logger.debug({ queue, attempt: delivery.attempt }, 'an envelope was handled');
      return { kind: 'done' };
    } catch (error) {
      return this.#fail(queue, delivery, error);
    }
  }

  #fail(queue: QueueName, delivery: Delivery, error: unknown): Disposition {
    const disposition = this.#afterFailure(queue, delivery.attempt, error);
    this.logger.warn({ err: error, queue, attempt: delivery.attempt, disposition, envelope_id: (delivery.envelope as { id?: unknown } | null)?.id }, 'a consumer failed');
    return disposition;
  }

  #afterFailure(queue: QueueName, attempt: number, error: unknown): Disposition {
    const { retryDelaysMs } = this.options;
    if (error instanceof PermanentError) {
      // Nothing lies behind the dead-letter queue: what it cannot read is dropped here, with the log
      // line above; the turn it may have belonged to is found by the stalled-turn sweeper.
      return queue === DEAD_LETTER_QUEUE ? { kind: 'done' } : { kind: 'dead-letter', reason: error.message };
    }
    const delayMs = retryDelaysMs[attempt - 1];
    if (delayMs !== undefined) return { kind: 'retry', delayMs };
    if (queue === DEAD_LETTER_QUEUE) return { kind: 'retry', delayMs: retryDelaysMs.at(-1)! };
    return { kind: 'dead-letter', reason: `failed ${attempt} times: ${messageOf(error)}` };
  }
}

function correlationOf({ correlation_id: correlationId, tenant_id: tenantId, data: { turn } }: Envelope): Correlation {
  return { correlationId, tenantId, conversationId: turn.conversation_id, turnId: turn.turn_id };
}

/** Every queue: what all-in-one must serve. */
export const ALL_QUEUES: readonly QueueName[] = QUEUE_NAMES;
