import type { TurnPart } from '#libs/contracts';
import type { IntentClassifier, IntentDecision, Locale } from '#libs/intents';

/** One wish of a message. */
export interface Wish extends Pick<TurnPart, 'text' | 'entities'>, Pick<IntentDecision, 'intent' | 'confidence' | 'sure'> {}

/** What a message asks for: as a whole, and wish by wish in its order. */
export interface Understanding extends IntentDecision {
  parts: Wish[];
}

export type Understand = (text: string, options: { locale?: Locale }) => Understanding;

/** Takes every message for one wish. */
export const understandAsOne =
  (classifier: Pick<IntentClassifier, 'classify'>): Understand =>
  (text, options) => {
    const decision = classifier.classify(text, options);
    const { intent, confidence, sure } = decision;
    return { ...decision, parts: [{ text, intent, confidence, sure, entities: [] }] };
  };
