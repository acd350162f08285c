import { connect, type Channel, type ChannelModel, type ConsumeMessage, type RecoveringChannelModel } from 'amqplib';
import type { Envelope } from '#libs/contracts';
import { messageOf } from '#libs/kernel';
import type { Logger } from '#libs/observability';
import type { Bus, Consumption, Delivery, Disposition } from '../../bus.js';
import { EXCHANGES, QUEUE_NAMES, exchangeOf, type QueueName } from '../../topology.js';
import { ConfirmedPublisher } from './confirmed-publisher.js';
import { readDelivery } from './read-delivery.js';
import { declareTopology, retryExchange } from './rabbitmq-topology.js';

interface Subscription {
  queue: QueueName;
  concurrency: number;
  handle: (delivery: Delivery) => Promise<Disposition>;
  /** The subscribing under way or done on the present connection. */
  opening: Promise<void>;
  channel?: Channel;
  consumerTag?: string;
  working: Set<Promise<void>>;
}

/**
 * The bus over RabbitMQ: quorum queues, publisher confirms, mandatory routing. The connection
 * recovers by itself; topology and consumers are set up again each time.
 */
export class RabbitMqBus implements Bus {
  readonly kind = 'rabbitmq';
  readonly #subscriptions = new Set<Subscription>();
  #connection: RecoveringChannelModel | undefined;
  #model: ChannelModel | undefined;
  #publisher: ConfirmedPublisher | undefined;
  #closing = false;

  private constructor(
    private readonly retryDelaysMs: readonly number[],
    private readonly logger: Logger,
  ) {}

  /** Resolves when the connection stands; keeps trying while the broker is still starting. */
  static async connect(url: string, retryDelaysMs: readonly number[], logger: Logger): Promise<RabbitMqBus> {
    const bus = new RabbitMqBus(retryDelaysMs, logger);
    const connection = await connect(withHeartbeat(url), {
      // Or a publish waits until the broker's TCP has acknowledged the acknowledgement sent before it: up to 40 ms.
      noDelay: true,
      recovery: { initialDelay: 100, maxDelay: 2_000, waitForConnect: false, setup: (model: ChannelModel) => bus.#setUp(model) },
    });
    connection.on('error', (error) => logger.warn({ reason: messageOf(error) }, 'the broker connection failed'));
    connection.on('disconnect', (error) => bus.#onDisconnect(error));
    connection.on('connect-failed', (error) => logger.warn({ reason: messageOf(error) }, 'the broker does not answer'));
    bus.#connection = connection;
    await connection.waitForConnect();
    return bus;
  }

  async publish(envelope: Envelope): Promise<void> {
    await this.#connectedPublisher().publish(exchangeOf(envelope.type), envelope.type, Buffer.from(JSON.stringify(envelope)));
  }

  async consume(queue: QueueName, concurrency: number, handle: (delivery: Delivery) => Promise<Disposition>): Promise<Consumption> {
    const subscription: Subscription = { queue, concurrency, handle, opening: Promise.resolve(), working: new Set() };
    this.#subscriptions.add(subscription);
    const model = this.#model;
    if (model) await this.#subscribe(model, subscription).catch((error: unknown) => this.#reconnect(model, queue, error));
    return { stop: () => this.#unsubscribe(subscription) };
  }

  async depths(): Promise<Record<string, number>> {
    const channel = await this.#connected().createChannel();
    channel.on('error', () => undefined);
    try {
      const replies = await Promise.all(QUEUE_NAMES.map((queue) => channel.checkQueue(queue)));
      return Object.fromEntries(replies.map((reply) => [reply.queue, reply.messageCount]));
    } finally {
      await closeFully(channel);
    }
  }

  async check(): Promise<void> {
    const channel = await this.#connected().createChannel();
    await closeFully(channel);
  }

  async close(): Promise<void> {
    this.#closing = true;
    const model = this.#model;
    this.#model = undefined;
    this.#publisher = undefined;
    const closing = this.#connection?.close();
    await (model ? Promise.race([closing, untilClosed(model)]) : closing);
  }

  async onApplicationShutdown(): Promise<void> {
    await this.close();
  }

  async #setUp(model: ChannelModel): Promise<void> {
    // Until this has resolved nobody else listens; what breaks meanwhile makes a step here fail.
    model.on('error', () => undefined);
    const channel = await model.createChannel();
    channel.on('error', () => undefined);
    await declareTopology(channel, this.retryDelaysMs);
    await closeFully(channel);
    this.#publisher = new ConfirmedPublisher(await model.createConfirmChannel(), (error) => this.#reconnect(model, 'publisher', error));
    for (const subscription of this.#subscriptions) await this.#subscribe(model, subscription);
    this.#model = model;
  }

  #onDisconnect(error: Error): void {
    this.#model = undefined;
    this.#publisher = undefined;
    if (!this.#closing) this.logger.warn({ reason: messageOf(error) }, 'the broker connection was lost; reconnecting');
  }

  #subscribe(model: ChannelModel, subscription: Subscription): Promise<void> {
    subscription.opening = this.#open(model, subscription);
    return subscription.opening;
  }

  async #open(model: ChannelModel, subscription: Subscription): Promise<void> {
    const { queue } = subscription;
    const channel = await model.createChannel();
    channel.on('error', (error) => this.#reconnect(model, queue, error));
    await channel.prefetch(subscription.concurrency);
    subscription.channel = channel;
    const { consumerTag } = await channel.consume(queue, (message) => {
      if (message) this.#receive(subscription, channel, message);
      else this.#reconnect(model, queue, new Error('the broker cancelled the consumer'));
    });
    subscription.consumerTag = consumerTag;
  }

  /**
   * A channel that the broker closed, or a consumer it cancelled (its queue went away), would stay
   * dead on a connection that is well: a new connection sets everything up again.
   */
  #reconnect(model: ChannelModel, what: string, error: unknown): void {
    this.logger.warn({ channel: what, reason: messageOf(error) }, 'a broker channel failed; reconnecting');
    if (this.#model === model) this.#model = undefined;
    // Fails when it is closing already.
    model.close().catch(() => undefined);
  }

  async #unsubscribe(subscription: Subscription): Promise<void> {
    this.#subscriptions.delete(subscription);
    await subscription.opening.catch(() => undefined);
    const { channel, consumerTag } = subscription;
    if (consumerTag) await channel?.cancel(consumerTag).catch(() => undefined);
    await Promise.all(subscription.working);
    if (channel) await closeFully(channel);
  }

  #receive(subscription: Subscription, channel: Channel, message: ConsumeMessage): void {
    const work = this.#settle(subscription, channel, message).finally(() => subscription.working.delete(work));
    subscription.working.add(work);
  }

  async #settle(subscription: Subscription, channel: Channel, message: ConsumeMessage): Promise<void> {
    const delivery = readDelivery(subscription.queue, message);
    const disposition = await subscription.handle(delivery);
    try {
      await this.#carryOut(disposition, subscription.queue, delivery, message);
      channel.ack(message);
    } catch (error) {
      // Unacknowledged, the broker delivers it again; putting it back by hand only works while connected.
      this.logger.warn({ queue: subscription.queue, disposition: disposition.kind, reason: messageOf(error) }, 'a delivery was not settled');
      nackQuietly(channel, message);
    }
  }

  async #carryOut(disposition: Disposition, queue: QueueName, delivery: Delivery, message: ConsumeMessage): Promise<void> {
    if (disposition.kind === 'done') return;
    const publisher = this.#connectedPublisher();
    if (disposition.kind === 'retry') {
      await publisher.publish(retryExchange(disposition.delayMs), queue, message.content, { headers: retryHeaders(delivery) });
    } else {
      await publisher.publish(EXCHANGES.deadLetters, queue, message.content, {
        headers: { 'x-failed-queue': queue, 'x-failure-reason': disposition.reason.slice(0, 500) },
      });
    }
  }

  #connected(): ChannelModel {
    if (!this.#model) throw new Error('The broker is not connected');
    return this.#model;
  }

  #connectedPublisher(): ConfirmedPublisher {
    if (!this.#publisher) throw new Error('The broker is not connected');
    return this.#publisher;
  }
}

/**
 * amqplib's own `close()` never settles when the connection is lost before the broker answered it;
 * the `close` event comes in any case.
 */
const untilClosed = (what: Channel | ChannelModel): Promise<void> => new Promise((resolve) => what.once('close', () => resolve()));

/** Closes a channel, also one that is closed or dead already. */
const closeFully = (channel: Channel): Promise<void> => Promise.race([untilClosed(channel), channel.close().catch(() => undefined)]);

function retryHeaders(delivery: Delivery): Record<string, unknown> {
  return {
    'x-attempt': delivery.attempt + 1,
    ...(delivery.deadLetter && { 'x-failed-queue': delivery.deadLetter.queue, 'x-failure-reason': delivery.deadLetter.reason }),
  };
}

function nackQuietly(channel: Channel, message: ConsumeMessage): void {
  try {
    channel.nack(message, false, true);
  } catch {
    // The channel is gone, and with it the delivery's lock.
  }
}

/** A network that goes silent is noticed after two missed heartbeats; the broker's own default would be two minutes. */
const HEARTBEAT_SECONDS = 10;

function withHeartbeat(url: string): string {
  const parsed = new URL(url);
  if (!parsed.searchParams.has('heartbeat')) parsed.searchParams.set('heartbeat', String(HEARTBEAT_SECONDS));
  return parsed.toString();
}
