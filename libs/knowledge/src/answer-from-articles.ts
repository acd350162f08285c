import { inScriptOf } from './text/in-script-of.js';
import type { FaqHit, Locale } from './types.js';

/**
 * When an article's own words are given as the answer: from this score, and only if the runner-up
 * scores at least the margin less. Chosen on part `calibrate` of tools/eval-faq (questions that the
 * weights were not fitted to) as what answers most while at most 5 % of the questions that no article
 * answers get an answer.
 */
export const ANSWER_FROM_SCORE = 0.6;
export const ANSWER_MARGIN = 0.2;

/**
 * From here an article is given without asking a model even where there is one; from ANSWER_FROM_SCORE when no model can
 * be asked. Chosen by tools/eval-savings: below, articles are wrong more often than a model that reads them.
 */
export const BEYOND_DOUBT_FROM_SCORE = 0.85;

/** Of an article one of whose wordings the question is, to the letter: whatever is near it, it is the one asked for. */
export const SCORE_OF_OWN_WORDING = 1;

/** Just not sure. */
export const BELOW_SURE = ANSWER_FROM_SCORE - 0.01;

/** What to do with a search result: answer with the article of `hit`, or admit that nothing is sure. */
export type FaqAnswer = { kind: 'answer'; hit: FaqHit } | { kind: 'none'; nearest: FaqHit | null };

/**
 * Decides whether the best of `hits` (best first, at least two of them if there are two) is sure enough.
 * `fromScore`: BEYOND_DOUBT_FROM_SCORE where a model might be asked instead; others are for measuring.
 */
export function answerFromArticles(hits: FaqHit[], fromScore = ANSWER_FROM_SCORE): FaqAnswer {
  const [best] = hits;
  if (!best) return { kind: 'none', nearest: null };
  const rival = hits.find((hit) => hit !== best && !isTranslation(hit, best));
  const rivalScore = rival?.score ?? 0;
  const isOwnWording = best.score === SCORE_OF_OWN_WORDING && rivalScore < SCORE_OF_OWN_WORDING;
  const sure = isOwnWording || (best.score >= fromScore && best.score - rivalScore >= ANSWER_MARGIN);
  return sure ? { kind: 'answer', hit: best } : { kind: 'none', nearest: best };
}

/** The answer of an article in its own words, in the script of who asks. */
export const wordsFor = (locale: Locale, { article }: FaqHit): string => inScriptOf(locale, article.answer, article.locale);

function isTranslation(hit: FaqHit, other: FaqHit): boolean {
  return hit.article.externalId !== null && hit.article.externalId === other.article.externalId;
}
