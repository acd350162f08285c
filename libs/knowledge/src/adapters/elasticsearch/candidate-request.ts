import type { estypes } from '@elastic/elasticsearch';
import { foldLabel } from '../../search/accepts-by.js';
import type { SearchFilters } from '../../search/article-search.js';
import { readQuestion } from '../../text/read-question.js';
import { tokenise } from '../../text/tokenise.js';
import type { Locale } from '../../types.js';
import { foldText } from './fold-text.js';

/** Articles fetched for the exact ranking. */
const CANDIDATES = 50;
/** Of a question that goes on and on, the first words and the weightiest terms are looked for. */
const MOST_WORDS = 48;
const MOST_TERMS = 64;

/** How much a word counts where it stands. */
const FIELDS = ['question^3', 'wordings^2', 'keyword_text^2', 'answer^0.5'];

export interface CandidateWish {
  wordings: readonly string[];
  locales: readonly Locale[] | null;
  filters: SearchFilters | undefined;
  /** ISO 8601, UTC. */
  now: string;
}

/** Asks for the articles that may answer a question: by the terms that the ranking knows, and by words that may be misspelt. */
export function candidateRequest({ wordings, locales, filters, now }: CandidateWish): estypes.SearchRequest {
  const should = wordings.flatMap((wording) => [...termsOf(wording), wordsOf(wording)]);
  return {
    size: CANDIDATES,
    track_total_hits: false,
    _source: ['article', 'translations'],
    query: { bool: { filter: [...foundAt(now), ...within(locales), ...matching(filters)], should, minimum_should_match: 1 } },
    sort: ['_score'],
  };
}

/** Only articles that may be found at a time. */
export const foundAt = (now: string): estypes.QueryDslQueryContainer[] => [{ range: { valid_from: { lte: now } } }, { range: { valid_to: { gt: now } } }];

export const within = (locales: readonly Locale[] | null): estypes.QueryDslQueryContainer[] => (locales ? [{ terms: { locale: [...locales] } }] : []);

const matching = (filters: SearchFilters | undefined): estypes.QueryDslQueryContainer[] => [
  ...(filters?.category === undefined ? [] : [{ term: { category: foldLabel(filters.category) } }]),
  ...(filters?.keywords ?? []).map((keyword) => ({ term: { keywords: foldLabel(keyword) } })),
];

const termsOf = (wording: string): estypes.QueryDslQueryContainer[] =>
  [...tokenise(wording)]
    .sort(([, one], [, other]) => other - one)
    .slice(0, MOST_TERMS)
    .map(([term, weight]) => ({ term: { terms: { value: term, boost: weight } } }));

/** A letter too many, too few or another one, from four letters on; two from eight on. */
const wordsOf = (wording: string): estypes.QueryDslQueryContainer => ({
  multi_match: { query: foldText(readQuestion(wording)).split(/\s+/).slice(0, MOST_WORDS).join(' '), fields: FIELDS, type: 'best_fields', fuzziness: 'AUTO:4,8', prefix_length: 1, max_expansions: 20, boost: 0.5 },
});
