import { z } from 'zod';
import { Locale } from '#libs/contracts';
import { sha256 } from '#libs/kernel';
import { answerFromArticles, BEYOND_DOUBT_FROM_SCORE } from '../answer-from-articles.js';
import type { Article, FaqHit } from '../types.js';

export const SeenArticle = z.object({
  id: z.string(),
  /** Of what it says: another print, another article. */
  print: z.string(),
});
export type SeenArticle = z.infer<typeof SeenArticle>;

export const KeptAnswer = z.object({
  kind: z.literal('answer'),
  answer_class: z.literal('shared'),
  /** As normalised; the question that was answered first. */
  question: z.string(),
  locale: Locale,
  text: z.string().min(1),
  /** The article's own words, or a model's. */
  written_by: z.enum(['article', 'model']),
  /** What the answer is from, the foremost first. */
  cited: z.array(SeenArticle).min(1),
  /** All that search found then. */
  seen: z.array(SeenArticle),
  score: z.number(),
  /** The version of the knowledge that it was last found to hold under. */
  knowledge: z.string().nullable(),
});
export type KeptAnswer = z.infer<typeof KeptAnswer>;

export const seenArticle = ({ id, question, answer }: Article): SeenArticle => ({ id, print: sha256(`${question}\n${answer}`).slice(0, 16) });

/**
 * Whether an answer is still what would be said, by what search finds now: all that it cites is found and says
 * the same, and nothing that was not before its writer then has come before it since.
 */
export function answerHolds({ cited, seen }: Pick<KeptAnswer, 'cited' | 'seen'>, hits: readonly FaqHit[]): boolean {
  const now = hits.map(({ article }) => seenArticle(article));
  if (!cited.every((article) => isIn(now, article))) return false;
  const sure = answerFromArticles([...hits], BEYOND_DOUBT_FROM_SCORE);
  if (sure.kind === 'answer' && !isIn(cited, seenArticle(sure.hit.article))) return false;
  const foremost = now.findIndex((article) => isIn(cited, article));
  return now.slice(0, foremost).every((article) => isIn(seen, article));
}

export const isIn = (articles: readonly SeenArticle[], { id, print }: SeenArticle): boolean => articles.some((article) => article.id === id && article.print === print);
