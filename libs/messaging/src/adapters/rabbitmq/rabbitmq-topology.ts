import type { Channel } from 'amqplib';
import { DEAD_LETTER_QUEUE, EXCHANGES, QUEUES, exchangeOf } from '../../topology.js';

/**
 * A delivery that was handed out so often without being settled has killed its consumer each time:
 * the broker moves it to the dead letters.
 */
const DELIVERY_LIMIT = 10;

export const retryExchange = (delayMs: number): string => `support.retry.${delayMs}`;

/**
 * Declares exchanges, queues and bindings; every app declares all of them, so that nothing is
 * unroutable because an app has not started yet.
 *
 * A delayed retry goes through a fanout exchange into a queue whose messages expire after the delay;
 * the default exchange then takes them, by their unchanged routing key, back to the queue of that name.
 */
export async function declareTopology(channel: Channel, retryDelaysMs: readonly number[]): Promise<void> {
  await channel.assertExchange(EXCHANGES.events, 'topic', { durable: true });
  await channel.assertExchange(EXCHANGES.commands, 'direct', { durable: true });
  await channel.assertExchange(EXCHANGES.deadLetters, 'fanout', { durable: true });
  await declareDeadLetters(channel);
  for (const [queue, types] of Object.entries(QUEUES)) {
    await channel.assertQueue(queue, {
      durable: true,
      arguments: {
        'x-queue-type': 'quorum',
        'x-delivery-limit': DELIVERY_LIMIT,
        'x-dead-letter-exchange': EXCHANGES.deadLetters,
        'x-dead-letter-strategy': 'at-least-once',
        'x-overflow': 'reject-publish',
      },
    });
    for (const type of types) await channel.bindQueue(queue, exchangeOf(type), type);
  }
  for (const delayMs of new Set(retryDelaysMs)) await declareRetry(channel, delayMs);
}

async function declareDeadLetters(channel: Channel): Promise<void> {
  // Nothing lies behind it, so what it holds is delivered for ever (RabbitMQ 4 would stop after 20 times).
  await channel.assertQueue(DEAD_LETTER_QUEUE, { durable: true, arguments: { 'x-queue-type': 'quorum', 'x-delivery-limit': 1_000_000 } });
  await channel.bindQueue(DEAD_LETTER_QUEUE, EXCHANGES.deadLetters, '');
}

async function declareRetry(channel: Channel, delayMs: number): Promise<void> {
  const name = retryExchange(delayMs);
  await channel.assertExchange(name, 'fanout', { durable: true });
  await channel.assertQueue(name, {
    durable: true,
    arguments: {
      'x-queue-type': 'quorum',
      'x-message-ttl': delayMs,
      'x-dead-letter-exchange': '',
      'x-dead-letter-strategy': 'at-least-once',
      'x-overflow': 'reject-publish',
    },
  });
  await channel.bindQueue(name, name, '');
}
