import type { TurnEnder } from '#libs/agent-runtime';
import type { Envelope } from '#libs/contracts';
import { detectLocale } from '#libs/intents';
import { DEAD_LETTER_QUEUE, type Delivery } from '#libs/messaging';
import type { Logger } from '#libs/observability';

/** What no consumer could handle: the turn it belongs to goes to a human, with an honest message. */
export async function handOffDeadLetter(ender: TurnEnder, logger: Logger, envelope: Envelope, delivery: Delivery): Promise<void> {
  logger.error({ type: envelope.type, envelope_id: envelope.id, ...delivery.deadLetter }, 'a dead letter; its turn goes to a human');
  const { turn } = envelope.data;
  const part = 'part' in envelope.data ? envelope.data.part : undefined;
  const routing = 'routing' in envelope.data ? envelope.data.routing : null;
  const locale = routing?.locale ?? detectLocale(turn.text, turn.locale_hint ?? 'en');
  await ender.handOff({ queue: DEAD_LETTER_QUEUE, envelope, turn, routing, part, locale }, 'dead_letter');
}
