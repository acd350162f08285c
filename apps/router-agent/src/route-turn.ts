import type { Envelope, EnvelopeType, Intent, Routing, TurnContext } from '#libs/contracts';
import type { IntentClassifier } from '#libs/intents';
import { createEnvelope } from '#libs/messaging';

/** Which command answers an intent; what is none of the specialists' business is tried as a question. */
const COMMANDS: Record<Exclude<Intent, 'human'>, Extract<EnvelopeType, `${string}.answer-turn.v1`>> = {
  faq: 'faq-agent.answer-turn.v1',
  other: 'faq-agent.answer-turn.v1',
  order: 'order-agent.answer-turn.v1',
  refund: 'refund-agent.answer-turn.v1',
  technical: 'technical-agent.answer-turn.v1',
};

/** Decides who answers a turn. @returns the command that makes them do it */
export function routeTurn(classifier: IntentClassifier, tenantId: string, turn: TurnContext): Envelope {
  const routing = classify(classifier, turn);
  if (routing.intent === 'human') return createEnvelope('handoff-agent.hand-off-turn.v1', tenantId, { turn, routing, reason: 'contact_asked' });
  return createEnvelope(COMMANDS[routing.intent], tenantId, { turn, routing });
}

/** An unsure guess never reaches an agent that acts on orders or money, nor takes up a human's time: it is tried as a question. */
function classify(classifier: IntentClassifier, turn: TurnContext): Routing {
  const decision = classifier.classify(turn.text, turn.locale_hint ? { locale: turn.locale_hint } : {});
  const { confidence, locale } = decision;
  if (decision.sure) return { intent: decision.intent, confidence, locale, decided_by: 'classifier' };
  return { intent: 'faq', confidence, locale, decided_by: 'default' };
}
