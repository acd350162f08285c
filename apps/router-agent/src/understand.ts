import type { IntentPart } from '#libs/contracts';
import { splitQuestions, understandMessage, type IntentClassifier, type IntentDecision, type Locale } from '#libs/intents';

/** One wish of a message. */
export type Wish = IntentPart;

/** What a message asks for: as a whole, and wish by wish in its order. */
export interface Understanding extends IntentDecision {
  parts: Wish[];
}

export type Understand = (text: string, options: { locale?: Locale }) => Understanding;

/** Wishes for different agents are parts, and so are questions that different articles may answer. */
export const understandWith =
  (classifier: Pick<IntentClassifier, 'classify'>): Understand =>
  (text, options) => {
    const message = understandMessage(classifier, text, options);
    return { ...message, parts: message.parts.flatMap((part) => (part.intent === 'faq' && part.sure ? questionsOf(classifier, part, message.locale) : [part])) };
  };

function questionsOf(classifier: Pick<IntentClassifier, 'classify'>, wish: Wish, locale: Locale): Wish[] {
  const texts = splitQuestions(classifier, wish.text, locale);
  if (texts.length === 1) return [wish];
  return texts.map((text) => {
    const { intent, confidence, sure } = classifier.classify(text, { locale });
    return { text, intent, confidence, sure, entities: wish.entities.filter((entity) => text.includes(entity.text)) };
  });
}
