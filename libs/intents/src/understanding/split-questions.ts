import type { Locale } from '../types.js';
import type { Classifier } from './classifier.js';
import { cutMessage, type Piece } from './cut-message.js';
import { formOf } from './piece-form.js';

/** Shorter pieces after a question are rather the rest of it, above all within a sentence: "… on Saturday, and Sunday?", …，多少钱 */
const FEWEST_LETTERS = { first: 8, sentence: 10, within: 14 };
/** Of what this is, the question before tells. */
const OF_THE_SAME = /^(?:流程|步骤|手续|条件|要求|方法|教学|期限|地址|费用)/;
/** Of a word: a Chinese character is about half of one. */
const LETTERS_PER_HAN = 2;
/** Begins like what goes on with the sentence before it, and is a question. */
const WHICH_QUESTION = /^which (?!(?:is|are|was|were|i|we|you|they|it)\b)\w+(?: \w+){0,3} (?:do|does|did|is|are|was|were|can|could|will|would|should|has|have)\b/i;

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

function isQuestionOfItsOwn(classifier: Classifier, { text, boundary }: Piece, locale: Locale, first: boolean): boolean {
  const fewestLetters = FEWEST_LETTERS[first ? 'first' : boundary === 'comma' || boundary === 'conjunction' ? 'within' : 'sentence'];
  if (!first && OF_THE_SAME.test(text)) return false;
  const { asks, continues, refersBack, withoutObject } = formOf(text);
  if (!asks || refersBack || withoutObject || (continues && !WHICH_QUESTION.test(text)) || lengthInLetters(text) < fewestLetters) return false;
  const { intent, sure } = classifier.classify(text, { locale });
  return intent === 'faq' && sure;
}

function lengthInLetters(text: string): number {
  return (text.match(/\p{L}/gu)?.length ?? 0) + (LETTERS_PER_HAN - 1) * (text.match(/\p{Script=Han}/gu)?.length ?? 0);
}
