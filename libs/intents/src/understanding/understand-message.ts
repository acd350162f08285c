import type { IntentPart, MessageEntity } from '#libs/contracts';
import { findEntities } from '../entities/find-entities.js';
import type { IntentClassifier } from '../intent-classifier.js';
import type { Intent, IntentDecision, Locale } from '../types.js';
import { cutMessage, type Piece } from './cut-message.js';
import { joinPieces, type Group, type JudgedPiece } from './join-pieces.js';
import { formOf } from './piece-form.js';
import { splitQuestions } from './split-questions.js';

export type Classifier = Pick<IntentClassifier, 'classify'>;

/** What a message asks for, part by part. Its own intent is that of the part that counts most. */
export interface Understanding extends IntentDecision {
  /** In the order of the message, at least one; several are wishes for different agents, or questions for information. */
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

/** More wishes than this at once are beyond what answers side by side can be read; the rest stays with the last. */
const MOST_PARTS = 4;
/** Which wish decides about a message as a whole. */
const RANK: Intent[] = ['human', 'refund', 'order', 'technical', 'faq', 'other'];

/**
 * Decides what a message asks for, which things it names, and whether it holds several wishes. Without network or
 * state, in well under a millisecond; of a long message only the start and the end are read.
 */
export function understandMessage(classifier: Classifier, text: string, options: UnderstandOptions = {}): Understanding {
  const whole = classifier.classify(text, options.locale ? { locale: options.locale } : {});
  const entities = findEntities(text, whole.locale, options.now ?? new Date());
  const parts = wishesOf(classifier, text, whole, entities);
  const decision = parts.length === 1 ? parts[0]!.decision : weightiest(parts);
  return { ...decision, locale: whole.locale, parts: parts.map((part) => toIntentPart(part, entities)), entities };
}

interface Part extends Pick<Group, 'start' | 'end'> {
  text: string;
  decision: IntentDecision;
}

function wishesOf(classifier: Classifier, text: string, whole: IntentDecision, entities: MessageEntity[]): Part[] {
  const pieces = cutMessage(text);
  const alone = { start: 0, end: text.length, text };
  if (pieces.length < 2 || whole.byExample) return [{ ...alone, decision: whole }];
  const classify = (piece: string) => classifier.classify(piece, { locale: whole.locale });
  const judged = pieces.map((piece) => ({ ...piece, decision: classify(piece.text), entities: within(entities, piece) }));
  const groups = capped(joinPieces(judged), text);
  const human = judged.find(asksForHuman);
  const wishes =
    groups.length === 1
      ? [{ ...alone, decision: (whole.intent !== 'human' && human?.decision) || withWish(whole, groups[0]!) }]
      : groups.map((group) => {
          const part = text.slice(group.start, group.end);
          return { start: group.start, end: group.end, text: part, decision: withWish(classify(part), group) };
        });
  return capped(wishes.flatMap((wish) => questionsOf(classifier, wish, whole.locale)), text).map((part) => ({ ...part, text: text.slice(part.start, part.end) }));
}

/** Questions for information are answered each by an article of its own. */
function questionsOf(classifier: Classifier, wish: Part, locale: Locale): Part[] {
  if (wish.decision.intent !== 'faq' || !wish.decision.sure) return [wish];
  const questions = splitQuestions(classifier, wish.text, locale);
  if (questions.length === 1) return [wish];
  return questions.map((question) => {
    const text = wish.text.slice(question.start, question.end);
    return { start: wish.start + question.start, end: wish.start + question.end, text, decision: classifier.classify(text, { locale }) };
  });
}

/** "Nobody came" within a story is no wish for somebody. */
function asksForHuman({ decision, boundary, text }: JudgedPiece): boolean {
  if (decision.intent !== 'human' || !decision.sure) return false;
  return (boundary !== 'comma' && boundary !== 'conjunction') || formOf(text).asks;
}

/** Greetings and thanks around a wish do not make it none. */
function withWish(decision: IntentDecision, group: Group): IntentDecision {
  return decision.intent === 'other' && group.decision?.sure ? group.decision : decision;
}

/** The last part takes what would be too many. */
function capped<Stretch extends Pick<Group, 'start' | 'end'>>(stretches: Stretch[], text: string): Stretch[] {
  if (stretches.length <= MOST_PARTS) return stretches;
  return [...stretches.slice(0, MOST_PARTS - 1), { ...stretches[MOST_PARTS - 1]!, end: text.length }];
}

function weightiest(parts: Part[]): IntentDecision {
  return parts.reduce((best, { decision }) => (RANK.indexOf(decision.intent) < RANK.indexOf(best.intent) ? decision : best), parts[0]!.decision);
}

function toIntentPart({ text, start, end, decision }: Part, entities: MessageEntity[]): IntentPart {
  const { intent, confidence, sure } = decision;
  return { text, intent, confidence, sure, entities: within(entities, { start, end }) };
}

const within = (entities: MessageEntity[], { start, end }: Pick<Piece, 'start' | 'end'>): MessageEntity[] => entities.filter((entity) => entity.start >= start && entity.end <= end);
