import { z } from 'zod';
import { Locale } from '#libs/contracts';
import { answerFromArticles, BEYOND_DOUBT_FROM_SCORE } from '../answer-from-articles.js';
import type { FaqHit } from '../types.js';
import { isIn, SeenArticle, seenArticle } from './kept-answer.js';

/** A model's word that the articles it saw do not answer a question. Nothing else that leaves a question unanswered is one. */
export const KeptRefusal = z.object({
  kind: z.literal('refusal'),
  /** As normalised. */
  question: z.string(),
  locale: Locale,
  /** All that the model was given. */
  seen: z.array(SeenArticle).min(1),
  /** Of the nearest article. */
  score: z.number(),
});
export type KeptRefusal = z.infer<typeof KeptRefusal>;

/** Models err, and others take their place: a refusal is asked for anew several times a day, however often it was found to hold. */
export const REFUSAL_TTL_MS = 6 * 3_600_000;

/** Whether a refusal is still what would be said, by what search finds now: nothing that the model did not see as it is, and no article that answers for sure. */
export const refusalHolds = ({ seen }: Pick<KeptRefusal, 'seen'>, hits: readonly FaqHit[]): boolean =>
  answerFromArticles([...hits], BEYOND_DOUBT_FROM_SCORE).kind === 'none' && hits.every(({ article }) => isIn(seen, seenArticle(article)));
