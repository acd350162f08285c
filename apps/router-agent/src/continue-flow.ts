import type { Routing, TurnContext } from '#libs/contracts';
import { readChoice } from './read-choice.js';
import type { Understanding, Wish } from './understand.js';

/** The turn as the one who asked is to understand it. */
export interface ContinuedFlow {
  turn: TurnContext;
  routing: Routing;
}

/** Reads a message as the answer to the question which of two meanings it is; null when it is none. */
export function continueChoice(turn: TurnContext, message: Understanding): ContinuedFlow | null {
  const expects = turn.flow?.expects;
  if (expects?.kind !== 'choice') return null;
  const intent = readChoice(expects, turn.text, message);
  if (!intent) return null;
  // What is looked up is what was asked; whoever acts on it also reads how it was explained.
  const text = intent === 'faq' || intent === 'other' ? expects.about : `${expects.about}\n${turn.text}`;
  return { turn: { ...turn, text }, routing: { intent, guess: intent, confidence: 1, locale: message.locale, decided_by: 'flow' } };
}

/** Whose a wish is because a dialogue waits for it; null when none does, or when it clearly is another wish. */
export function flowAgentFor({ flow }: Pick<TurnContext, 'flow'>, { intent, sure }: Wish): Exclude<Routing['intent'], 'human' | 'other'> | null {
  if (flow?.expects.kind !== 'detail') return null;
  const changesSubject = sure && intent !== 'other' && intent !== flow.agent_type;
  return changesSubject ? null : flow.agent_type;
}
