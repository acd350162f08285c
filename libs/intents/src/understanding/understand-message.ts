import type { IntentPart, MessageEntity } from '#libs/contracts';
import { findEntities } from '../entities/find-entities.js';
import type { Intent, IntentDecision, Locale } from '../types.js';
import { isBareHuman, withoutAccents } from './bare-human.js';
import type { Classifier } from './classifier.js';
import { findWishes, standingIn, type FoundWish } from './find-wishes.js';
import { withoutRefusedHuman } from './refused-human.js';

/** What a message asks for, part by part. Its own intent is that of the part that counts most. */
export interface Understanding extends IntentDecision {
  /** In the order of the message, at least one; several are wishes for different agents or about different orders, or questions for information. */
  parts: IntentPart[];
  /** Of the whole message. */
  entities: MessageEntity[];
}

export interface UnderstandOptions {
  /** The language to assume when the message does not tell; default `en`. */
  locale?: Locale;
  /** What "yesterday" is counted from; default now. */
  now?: Date;
}

/** Which wish decides about a message as a whole. */
const RANK: Intent[] = ['human', 'refund', 'order', 'technical', 'faq', 'other'];

/**
 * Decides what a message asks for, which things it names, and whether it holds several wishes. Without network or
 * state, in well under a millisecond; of a long message only the start and the end are read.
 */
export function understandMessage(classifier: Classifier, text: string, options: UnderstandOptions = {}): Understanding {
  const asWritten = classifier.classify(text, options.locale ? { locale: options.locale } : {});
  const { locale } = asWritten;
  const meant = asWritten.byExample ? text : withoutRefusedHuman(text);
  const read = asWritten.byExample ? text : withoutAccents(meant);
  const whole = asHuman(read, read === text ? asWritten : classifier.classify(read, { locale }));
  const entities = findEntities(text, locale, options.now ?? new Date());
  const wishes = findWishes(classifier, read, whole, entities).map((wish) => ({ ...wish, text: wordsOf(wish, meant, text) }));
  return { ...weightiest(wishes), locale, parts: wishes.map((wish) => toIntentPart(wish, entities)), entities };
}

/** What names a human and nothing else needs no classifier. */
const asHuman = (text: string, decision: IntentDecision): IntentDecision =>
  decision.byExample || !isBareHuman(text) ? decision : { ...decision, intent: 'human', confidence: 0.99, sure: true, candidates: [{ intent: 'human', confidence: 0.99 }, ...decision.candidates.filter(({ intent }) => intent !== 'human').map(({ intent }) => ({ intent, confidence: 0.002 }))] };

/** A wish as it was written, without the refusal of a human beside it. */
function wordsOf({ start, end }: Pick<FoundWish, 'start' | 'end'>, meant: string, text: string): string {
  const words = meant.slice(start, end);
  if (words === text.slice(start, end)) return words;
  return words.replace(/^[\s,，.。;；、]+/, '').trim() || text.slice(start, end);
}

function weightiest(wishes: FoundWish[]): IntentDecision {
  return wishes.reduce((best, { decision }) => (RANK.indexOf(decision.intent) < RANK.indexOf(best.intent) ? decision : best), wishes[0]!.decision);
}

function toIntentPart(wish: FoundWish, entities: MessageEntity[]): IntentPart {
  const { intent, confidence, sure } = wish.decision;
  return { text: wish.text, intent, confidence, sure, entities: standingIn(entities, wish) };
}
