import type { FaqHit } from '../types.js';

/** The hits of several wordings of one question as those of one: each article by the wording that it matches best. */
export function bestOfWordings(found: readonly FaqHit[][], limit: number): FaqHit[] {
  const best = new Map<string, FaqHit>();
  for (const hit of found.flat()) {
    const known = best.get(hit.article.id);
    if (!known || hit.score > known.score) best.set(hit.article.id, hit);
  }
  // The sort is stable: among equals the customer's own wording comes first.
  return [...best.values()].sort((one, other) => other.score - one.score).slice(0, limit);
}
