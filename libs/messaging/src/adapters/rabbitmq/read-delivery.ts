import type { ConsumeMessage } from 'amqplib';
import type { Delivery } from '../../bus.js';
import { DEAD_LETTER_QUEUE, type QueueName } from '../../topology.js';

/** One entry of `x-death`, which the broker writes when it dead-letters a message itself; the latest comes first. */
interface Death {
  queue?: unknown;
  reason?: unknown;
}

/** A broker message as a delivery; content that is not JSON becomes null and fails validation. */
export function readDelivery(queue: QueueName, message: ConsumeMessage): Delivery {
  const headers: Record<string, unknown> = message.properties.headers ?? {};
  const delivery: Delivery = { envelope: parse(message.content), attempt: Number(headers['x-attempt'] ?? 1) };
  // Elsewhere `x-death` only tells of the delay queue that a retry waited in.
  if (queue === DEAD_LETTER_QUEUE) delivery.deadLetter = readDeadLetter(headers);
  return delivery;
}

/** Our own headers where a consumer gave up; the broker's where it gave up itself (delivery limit). */
function readDeadLetter(headers: Record<string, unknown>): { queue: string; reason: string } {
  const [death] = Array.isArray(headers['x-death']) ? (headers['x-death'] as Death[]) : [];
  return {
    queue: firstText(headers['x-failed-queue'], death?.queue),
    reason: firstText(headers['x-failure-reason'], death?.reason),
  };
}

const firstText = (...values: unknown[]): string => values.find((value) => typeof value === 'string') ?? 'unknown';

function parse(content: Buffer): unknown {
  try {
    return JSON.parse(content.toString('utf8'));
  } catch {
    return null;
  }
}
