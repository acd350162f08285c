import type { IntentPart } from '#libs/contracts';
import { understandMessage, type IntentClassifier, type IntentDecision, type Locale } from '#libs/intents';

/** One wish of a message. */
export type Wish = IntentPart;

/** What a message asks for: as a whole, and wish by wish in its order. */
export interface Understanding extends IntentDecision {
  parts: Wish[];
}

export type Understand = (text: string, options: { locale?: Locale }) => Understanding;

export const understandWith =
  (classifier: Pick<IntentClassifier, 'classify'>): Understand =>
  (text, options) =>
    understandMessage(classifier, text, options);
