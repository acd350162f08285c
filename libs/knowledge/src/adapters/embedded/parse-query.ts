import { IDEA_MARK, type Tokens } from '../../text/tokenise.js';
import type { Postings, WeightedTerm } from './postings.js';
import type { Vocabulary } from './vocabulary.js';

/** Distinct tokens of a question that are looked up; the most informative are kept. */
const MOST_TOKENS = 64;

/** A distinct token of a question; its information is idf times the weight of its kind of token. */
export type Slot = { isIdea: boolean; information: number };

/** A customer's question as slots and the index terms that fill them. */
export type ParsedQuery = {
  slots: Slot[];
  /** information of all words, and of all ideas */
  total: { words: number; ideas: number };
  /** per index term: the slot it fills, and how well (1 the word itself, less for a similar one) */
  hits: Map<number, { slot: number; factor: number }>;
  /** the same for BM25 */
  terms: WeightedTerm[];
};

/** Looks the tokens of a question up, misspelt and cut-off words included. */
export function parseQuery(tokens: Tokens, vocabulary: Vocabulary, postings: Postings): ParsedQuery {
  const query: ParsedQuery = { slots: [], total: { words: 0, ideas: 0 }, hits: new Map(), terms: [] };
  for (const { token, weight, number, information } of mostInformative(tokens, vocabulary, postings)) {
    const isIdea = token.startsWith(IDEA_MARK);
    const slot = query.slots.push({ isIdea, information }) - 1;
    query.total[isIdea ? 'ideas' : 'words'] += information;
    const terms = number === undefined ? vocabulary.near(token) : [{ term: number, factor: 1 }];
    for (const { term, factor } of terms) {
      if (query.hits.has(term)) continue;
      query.hits.set(term, { slot, factor });
      query.terms.push({ term, weight: weight * factor });
    }
  }
  return query;
}

function mostInformative(tokens: Tokens, vocabulary: Vocabulary, postings: Postings) {
  return [...tokens]
    .map(([token, weight]) => {
      const number = vocabulary.number(token);
      return { token, weight, number, information: weight * postings.idf(number) };
    })
    .sort((a, b) => b.information - a.information || Number(b.number !== undefined) - Number(a.number !== undefined))
    .slice(0, MOST_TOKENS);
}
