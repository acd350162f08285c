import type { estypes } from '@elastic/elasticsearch';
import { LOCALES } from '../embedded/translations.js';
import type { CollectionCounts } from '../embedded/locale-index.js';
import type { Locale } from '../../types.js';
import { foundAt, within } from './candidate-request.js';
import type { FaqSearchRequest } from './faq-indices.js';

/** Elasticsearch takes no longer list of terms (index.max_terms_count). */
const MOST_TERMS = 65_536;

/** Asks how many articles of each locale there are, how long, and how many have each of the terms. */
export function countRequest(terms: readonly string[], locales: readonly Locale[] | null, now: string): FaqSearchRequest {
  const include = terms.slice(0, MOST_TERMS);
  return {
    size: 0,
    track_total_hits: false,
    query: { bool: { filter: [...foundAt(now), ...within(locales)] } },
    aggs: {
      locales: {
        terms: { field: 'locale', size: LOCALES.length },
        aggs: { length: { sum: { field: 'length' } }, ...(include.length > 0 && { terms: { terms: { field: 'terms', include, size: include.length } } }) },
      },
    },
  };
}

interface LocaleBucket {
  key: Locale;
  doc_count: number;
  length: { value: number };
  terms?: { buckets: { key: string; doc_count: number }[] };
}

export function readCounts({ aggregations }: estypes.SearchResponse): Map<Locale, CollectionCounts> {
  const { buckets } = aggregations!['locales'] as unknown as { buckets: LocaleBucket[] };
  return new Map(
    buckets.map(({ key, doc_count, length, terms }) => [key, { documents: doc_count, length: length.value, containing: new Map((terms?.buckets ?? []).map((term) => [term.key, term.doc_count])) }]),
  );
}
