import { BELOW_SURE } from '../answer-from-articles.js';
import type { Article, FaqHit } from '../types.js';
import type { Neighbour } from './vector-search.js';

/** Below this two texts have nothing to do with each other, whatever the model. */
const NOTHING_BELOW = 0.3;
/** What the same text would say by its vector alone. */
const MOST_EVIDENCE = 0.5;
/** Just not an answer: how similar vectors are says something else with every model, and nobody measured it. */
const UNSURE = BELOW_SURE;

/**
 * Hits by words with what vectors say: two independent signs (1 - (1 - words) · (1 - vectors)), but vectors alone never
 * make an article sure. So they bring articles before a model that writes from them, and before who searches.
 * @param articles of the neighbours, as far as they may be found
 */
export function fuseNeighbours(hits: readonly FaqHit[], neighbours: readonly Neighbour[], articles: readonly Article[], limit: number): FaqHit[] {
  const byWords = new Map(hits.map((hit) => [hit.article.id, hit]));
  const byId = new Map(articles.map((article) => [article.id, article]));
  for (const { articleId, similarity } of neighbours) {
    const evidence = MOST_EVIDENCE * Math.max(0, (similarity - NOTHING_BELOW) / (1 - NOTHING_BELOW));
    const article = byId.get(articleId);
    const hit = byWords.get(articleId) ?? (article && { article, score: 0, matched: article.question });
    if (!hit || evidence === 0) continue;
    byWords.set(articleId, { ...hit, score: Math.max(hit.score, Math.min(UNSURE, 1 - (1 - hit.score) * (1 - evidence))) });
  }
  return [...byWords.values()].sort((one, other) => other.score - one.score).slice(0, limit);
}
