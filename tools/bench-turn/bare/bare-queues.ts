import { connect, type ConfirmChannel } from 'amqplib';
import type { BareChain } from './bare-chain.js';

/** A queue's consumer and a confirmed publisher, on one connection. */
export interface BareQueues {
  /** Resolves when the broker has confirmed. */
  publish(queue: string, message: object): Promise<void>;
  /** Acknowledges each message after `handle`; a failure ends the process. */
  consume(queue: string, handle: (message: unknown) => Promise<void>): Promise<void>;
}

export async function openBareQueues({ rabbitmqUrl, accepted, toAnswer, prefetch }: BareChain): Promise<BareQueues> {
  const connection = await connect(rabbitmqUrl, { noDelay: true });
  const channel = await connection.createConfirmChannel();
  for (const queue of [accepted, toAnswer]) await channel.assertQueue(queue, { durable: true, arguments: { 'x-queue-type': 'quorum' } });
  await channel.prefetch(prefetch);
  return {
    publish: (queue, message) => publish(channel, queue, Buffer.from(JSON.stringify(message))),
    consume: async (queue, handle) => {
      await channel.consume(queue, (delivery) => {
        if (delivery) void handle(JSON.parse(delivery.content.toString())).then(() => channel.ack(delivery));
      });
    },
  };
}

function publish(channel: ConfirmChannel, queue: string, content: Buffer): Promise<void> {
  return new Promise((resolve, reject) => {
    channel.sendToQueue(queue, content, { persistent: true }, (error: unknown) => (error ? reject(error as Error) : resolve()));
  });
}
