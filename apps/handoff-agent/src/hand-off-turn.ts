import type { TurnEnder } from '#libs/agent-runtime';
import type { Envelope, HandOffTurn } from '#libs/contracts';
import { detectLocale } from '#libs/intents';

/** Gives the turn to the desk: the conversation waits there for a human, and the contact is told why. */
export async function handOffTurn(ender: TurnEnder, envelope: Envelope, { turn, routing, reason, part }: HandOffTurn): Promise<void> {
  const locale = routing?.locale ?? detectLocale(turn.text, turn.locale_hint ?? 'en');
  await ender.handOff({ queue: 'handoff-agent.hand-off-turn', envelope, turn, routing, part, locale }, reason);
}
