import { commandFor } from '#libs/agent-runtime';
import type { Envelope, Routing, TurnContext } from '#libs/contracts';
import type { IntentClassifier } from '#libs/intents';

/** Decides who answers a turn. @returns the command that makes them do it */
export function routeTurn(classifier: IntentClassifier, tenantId: string, turn: TurnContext): Envelope {
  const routing = classify(classifier, turn);
  return commandFor(tenantId, { turn, routing });
}

/** An unsure guess is tried as a question first; what no article answers the FAQ agent passes on. */
function classify(classifier: IntentClassifier, turn: TurnContext): Routing {
  const { intent: guess, sure, confidence, locale } = classifier.classify(turn.text, turn.locale_hint ? { locale: turn.locale_hint } : {});
  return sure ? { intent: guess, guess, confidence, locale, decided_by: 'classifier' } : { intent: 'faq', guess, confidence, locale, decided_by: 'default' };
}
