import type { MatchFeatures } from './match-features.js';

export const MATCH_BIAS = -6;
export const MATCH_WEIGHTS: Record<keyof MatchFeatures, number> = {
  wordingCovered: 1.5, queryCovered: 0, ideasCovered: 1, ideaCosine: 6, ideaEvidence: 1, wordEvidence: 1, keywordsHit: 2, bm25Share: 1.5, bm25Lead: 0.4,
};
