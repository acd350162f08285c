import type { estypes } from '@elastic/elasticsearch';
import { foldLabel } from '../../search/accepts-by.js';
import type { SearchFilters } from '../../search/article-search.js';
import { readQuestion } from '../../text/read-question.js';
import { pack } from '../../meaning/meaning-index.js';
import type { Locale } from '../../types.js';
import type { TextReader } from '../embedded/text-reader.js';
import type { FaqSearchRequest } from './faq-indices.js';
import { foldText } from './fold-text.js';

/** Articles fetched for the exact ranking, and how many of them for each wording by what it means. */
const CANDIDATES = 50;
const NEAREST = 24;
/** Looked at in each shard to find the nearest. */
const NEAREST_LOOKED_AT = 200;
/** Of a question that goes on and on, the first words and the weightiest terms are looked for. */
const MOST_WORDS = 48;
const MOST_TERMS = 64;

/** How much a word counts where it stands. */
const FIELDS = ['question^3', 'wordings^2', 'keyword_text^2', 'answer^0.5'];

/** A likeness counts from 0 to 1 here, words from 0 to some ten: so that the nearest are among the candidates. */
const MEANING_BOOST = 20;

export interface CandidateWish {
  wordings: readonly string[];
  locales: readonly Locale[] | null;
  filters: SearchFilters | undefined;
  /** ISO 8601, UTC. */
  now: string;
}

/** Asks for the articles that may answer a question: by the terms that the ranking knows, by words that may be misspelt, and by what it means. */
export function candidateRequest({ wordings, locales, filters, now }: CandidateWish, reader: TextReader): FaqSearchRequest {
  const should = wordings.flatMap((wording) => [...termsOf(wording, reader), wordsOf(wording)]);
  const filter = [...foundAt(now), ...within(locales), ...matching(filters)];
  return {
    size: CANDIDATES,
    track_total_hits: false,
    _source: ['article', 'translations'],
    query: { bool: { filter, should, minimum_should_match: 1 } },
    knn: wordings.flatMap((wording) => nearestOf(wording, filter, reader)),
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

/** A wording of function words alone means nothing that an article could be near to. */
function nearestOf(wording: string, filter: estypes.QueryDslQueryContainer[], reader: TextReader): NonNullable<FaqSearchRequest['knn']> {
  const meaning = [...pack(reader.meaning(wording))];
  if (reader.tokens(wording).size === 0 || meaning.every((value) => value === 0)) return [];
  return [{ field: 'meaning', query_vector: meaning, k: NEAREST, num_candidates: NEAREST_LOOKED_AT, filter, boost: MEANING_BOOST }];
}

const termsOf = (wording: string, reader: TextReader): estypes.QueryDslQueryContainer[] =>
  [...reader.tokens(wording)]
    .sort(([, one], [, other]) => other - one)
    .slice(0, MOST_TERMS)
    .map(([term, weight]) => ({ term: { terms: { value: term, boost: weight } } }));

/** A letter too many, too few or another one, from four letters on; two from eight on. */
const wordsOf = (wording: string): estypes.QueryDslQueryContainer => ({
  multi_match: { query: foldText(readQuestion(wording)).split(/\s+/).slice(0, MOST_WORDS).join(' '), fields: FIELDS, type: 'best_fields', fuzziness: 'AUTO:4,8', prefix_length: 1, max_expansions: 20, boost: 0.5 },
});
