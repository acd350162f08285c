import { unsupportedSpecifics } from '#libs/agent-runtime';
import { possibleNames, type AnswerClass, type FaqHit } from '#libs/knowledge';

/**
 * What a model wrote, or why there is nothing of it. `not_in_articles` also stands for an answer that states what
 * no article says. An answer whose class nobody tells is personal.
 */
export type WrittenAnswer =
  | { kind: 'written'; text: string; sources: FaqHit[]; answerClass?: AnswerClass }
  | { kind: 'none'; why: 'not_in_articles' | 'no_model' | 'budget_spent' };

/** An answer is shared when it was made of the question and articles alone, and takes nothing of a person over from the question. */
export function classOf(text: string, question: string, articles: readonly string[]): AnswerClass {
  const given = articles.join('\n').toLowerCase();
  const names = possibleNames(question).filter((name) => text.includes(name) && !given.includes(name.toLowerCase()));
  return names.length === 0 && unsupportedSpecifics(text, articles).length === 0 ? 'shared' : 'personal';
}
