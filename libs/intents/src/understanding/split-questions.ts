import type { Locale } from '../types.js';
import { asksForInformation } from './asks-for-information.js';
import type { Classifier } from './classifier.js';
import { cutMessage, type Piece } from './cut-message.js';
import { lengthInLetters } from './length-in-letters.js';
import { formOf } from './piece-form.js';

/** Shorter pieces after a question are rather the rest of it: "… on Saturday, and Sunday?", …，多少钱 */
const FEWEST_LETTERS = 8;
/** Of what this is, the question before tells. */
const OF_THE_SAME = /^(?:流程|步骤|手续|条件|要求|方法|教学|期限|地址|费用|运费多少|邮费多少|多[久快少长大](?:钱|[能可会]?到)?[啊呢?]*$|[宽深高长]多少)/;
/** A plain question among questions need not be as plain as a message of its own. */
const QUESTION_FROM = 0.75;

/**
 * Divides a wish for information into the questions in it that stand by themselves, each of which an
 * article of its own may answer: "What does delivery cost, and which cards do you take?" What refers
 * to the question before it, or is not plainly a question for information, stays with that.
 * @returns where they stand in the text; at least one, the whole
 */
export function splitQuestions(classifier: Classifier, text: string, locale: Locale): Pick<Piece, 'start' | 'end'>[] {
  const pieces = cutMessage(text);
  const whole = { start: 0, end: text.length };
  if (pieces.length < 2) return [whole];
  const starts: Piece[] = [];
  for (const piece of pieces) if (isQuestionOfItsOwn(classifier, piece, locale, starts.length === 0)) starts.push(piece);
  if (starts.length < 2) return [whole];
  return starts.map(({ start }, at) => ({ start: at === 0 ? 0 : start, end: starts[at + 1] ? endBefore(pieces, starts[at + 1]!) : text.length }));
}

/** What is said before the next question, without the word that introduces that. */
const endBefore = (pieces: readonly Piece[], next: Piece): number => pieces[pieces.indexOf(next) - 1]!.end;

function isQuestionOfItsOwn(classifier: Classifier, { text }: Piece, locale: Locale, first: boolean): boolean {
  if (!first && OF_THE_SAME.test(text)) return false;
  const { asks, beginsAsQuestion, continues, refersBack, withoutObject } = formOf(text);
  if (!asks || (refersBack && !first) || withoutObject || continues || lengthInLetters(text) < FEWEST_LETTERS) return false;
  const decision = classifier.classify(text, { locale });
  if (decision.intent === 'faq' && decision.confidence >= QUESTION_FROM) return true;
  return beginsAsQuestion && asksForInformation(decision, QUESTION_FROM);
}
