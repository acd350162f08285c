import type { MatchFeatures } from './match-features.js';

/**
 * The logistic model of the match score: likelihood = 1 / (1 + e^-(bias + Σ weight · feature)).
 *
 * Fitted by `eval-faq --fit` (training/) to the even lines of
 * data/demo/faq-questions.jsonl, to half of the demo articles' paraphrases each asked of an index
 * that lacks it, and to questions asked of an index that lacks the article they belong to. The odd
 * lines had no part in it. The ideas of text/concept-data.ts were written with the demo articles and
 * the even lines in view, and a few about things no shop article covers also with the unanswerable
 * questions of part `calibrate`; so only part `check` measures the whole without favour. Features that got no weight (character n-grams, share of the query's words
 * covered, absolute BM25) were taken out.
 */
export const MATCH_BIAS = -6.69;

export const MATCH_WEIGHTS: Record<keyof MatchFeatures, number> = {
  wordingCovered: 0,
  ideasCovered: 0,
  ideaCosine: 0.48,
  keywordsHit: 0.6,
  bm25Share: 0.86,
  bm25Lead: 0.64,
  wordingMeaning: 3.39,
  answerMeaning: 0,
  wholeMeaning: 5.23,
  meaningLead: 2.95,
};
