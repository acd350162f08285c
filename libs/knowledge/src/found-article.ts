import type { FaqSearchResult } from '#libs/contracts';
import { highlight } from './text/highlight.js';
import type { FaqHit } from './types.js';

/** A hit as it is told to who searched; the score to four places. */
export const toFoundArticle = (question: string, { article, score, matched, asked = question }: FaqHit): FaqSearchResult['hits'][number] => ({
  id: article.id,
  external_id: article.externalId,
  question: article.question,
  score: Math.round(score * 10_000) / 10_000,
  matched,
  highlights: { question: highlight(asked, article.question), matched: highlight(asked, matched) },
});
