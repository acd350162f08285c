import type { MessageEntity } from '#libs/contracts';
import type { IntentDecision } from '../types.js';
import type { Classifier } from './classifier.js';
import { cutMessage } from './cut-message.js';
import type { Group } from './is-wish-of-its-own.js';
import { joinPieces } from './join-pieces.js';
import { formOf } from './piece-form.js';
import { WITHIN, type JudgedPiece } from './read-piece.js';
import { splitQuestions } from './split-questions.js';

/** One wish of a message, where it stands and what was decided about it. */
export interface FoundWish {
  start: number;
  end: number;
  text: string;
  decision: IntentDecision;
}

/** More wishes than this at once are beyond what answers side by side can be read; the rest stays with the last. */
const MOST_PARTS = 4;

/**
 * The wishes of a message in its order, at least one: for different agents, about different orders, or questions that different articles may answer.
 * @param whole what was decided about the message as a whole
 */
export function findWishes(classifier: Classifier, text: string, whole: IntentDecision, entities: readonly MessageEntity[]): FoundWish[] {
  const alone = { start: 0, end: text.length, text };
  const pieces = cutMessage(text);
  if (pieces.length < 2 || whole.byExample) return [{ ...alone, decision: whole }];
  const classify = (piece: string) => classifier.classify(piece, { locale: whole.locale });
  const judged = pieces.map((piece) => ({ ...piece, decision: classify(piece.text), entities: standingIn(entities, piece) }));
  const human = judged.find(asksForHuman);
  const wishes = joinPieces(judged).map((group, _, groups) => (groups.length === 1 ? { ...alone, decision: withWish(whole, group) } : toWish(text, group, classify)));
  const withHuman = wishes.some(({ decision }) => decision.intent === 'human') ? wishes : wishes.map((wish) => (human && contains(wish, human) ? { ...wish, decision: human.decision } : wish));
  return capped(withHuman.flatMap((wish) => questionsOf(classifier, wish)), text);
}

/** What of a message stands in a stretch of it. */
export const standingIn = (entities: readonly MessageEntity[], { start, end }: Pick<FoundWish, 'start' | 'end'>): MessageEntity[] =>
  entities.filter((entity) => entity.start >= start && entity.end <= end);

const contains = (wish: FoundWish, piece: JudgedPiece): boolean => wish.start <= piece.start && piece.end <= wish.end;

function toWish(text: string, group: Group, classify: (text: string) => IntentDecision): FoundWish {
  const own = text.slice(group.start, group.end);
  return { start: group.start, end: group.end, text: own, decision: withWish(classify(own), group) };
}

/** "Nobody came" within a story is no wish for somebody. */
function asksForHuman({ decision, boundary, text }: JudgedPiece): boolean {
  if (decision.intent !== 'human' || !decision.sure) return false;
  return !WITHIN.has(boundary) || formOf(text).asks;
}

/** Greetings and thanks around a wish do not make it none. */
function withWish(decision: IntentDecision, group: Group): IntentDecision {
  return decision.intent === 'other' && group.decision?.sure ? group.decision : decision;
}

/** Questions for information are answered each by an article of its own. */
function questionsOf(classifier: Classifier, wish: FoundWish): FoundWish[] {
  const { intent, sure, locale } = wish.decision;
  if (intent !== 'faq' || !sure) return [wish];
  const questions = splitQuestions(classifier, wish.text, locale);
  if (questions.length === 1) return [wish];
  return questions.map(({ start, end }) => {
    const text = wish.text.slice(start, end);
    return { start: wish.start + start, end: wish.start + end, text, decision: classifier.classify(text, { locale }) };
  });
}

/** The last takes what would be too many, and a wish for a human in it decides about it. */
function capped(wishes: FoundWish[], text: string): FoundWish[] {
  if (wishes.length <= MOST_PARTS) return wishes;
  const rest = wishes.slice(MOST_PARTS - 1);
  const { start, decision } = rest[0]!;
  const human = rest.find((wish) => wish.decision.intent === 'human');
  return [...wishes.slice(0, MOST_PARTS - 1), { start, end: text.length, text: text.slice(start), decision: human?.decision ?? decision }];
}
