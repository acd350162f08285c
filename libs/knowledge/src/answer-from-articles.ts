import type { FaqHit } from './types.js';

/** The score from which an article's own words are given as the answer. */
export const ANSWER_FROM_SCORE = 0.5;

/** What to do with a search result: answer with the article of `hit`, or admit that nothing fits. */
export type FaqAnswer = { kind: 'answer'; hit: FaqHit } | { kind: 'none'; nearest: FaqHit | null };

export function answerFromArticles(hits: FaqHit[]): FaqAnswer {
  const [best] = hits;
  if (best && best.score >= ANSWER_FROM_SCORE) return { kind: 'answer', hit: best };
  return { kind: 'none', nearest: best ?? null };
}
