import { unsupportedSpecifics } from '#libs/agent-runtime';
import { possibleNames, type AnswerClass, type FaqHit } from '#libs/knowledge';

/**
 * What a model wrote, or why there is nothing of it: it says that the articles do not answer (`refused`), or what it
 * wrote is none to be given, such as one that states what no article says (`unusable`). An answer whose class nobody tells is personal.
 */
export type WrittenAnswer =
  | { kind: 'written'; text: string; sources: FaqHit[]; answerClass?: AnswerClass }
  | { kind: 'none'; why: 'refused' | 'unusable' | 'no_model' | 'budget_spent' };

/** An answer is shared when it was made of the question and articles alone, and takes nothing of a person over from the question. */
export function classOf(text: string, question: string, articles: readonly string[]): AnswerClass {
  const given = articles.join('\n').toLowerCase();
  const names = possibleNames(question).filter((name) => text.includes(name) && !given.includes(name.toLowerCase()));
  return names.length === 0 && unsupportedSpecifics(text, articles).length === 0 ? 'shared' : 'personal';
}
