import type { Envelope } from '#libs/contracts';
import type { Bus } from '#libs/messaging';

/**
 * Publishes side by side, and waits for all.
 * @throws what the first of those that failed failed with
 */
export async function publishAll(bus: Pick<Bus, 'publish'>, envelopes: readonly Envelope[]): Promise<void> {
  for (const outcome of await Promise.allSettled(envelopes.map((envelope) => bus.publish(envelope)))) if (outcome.status === 'rejected') throw outcome.reason;
}
