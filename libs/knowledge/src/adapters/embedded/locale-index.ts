import type { Article, FaqHit } from '../../types.js';
import { indexArticle, type IndexedArticle, type TokensOf, type Translations } from './indexed-article.js';
import { describeMatches, type Match, type MatchFeatures } from './match-features.js';
import { MATCH_BIAS, MATCH_WEIGHTS } from './match-weights.js';
import { parseQuery } from './parse-query.js';
import { Postings } from './postings.js';
import { Vocabulary } from './vocabulary.js';

/** Articles taken from BM25 into the exact comparison. */
const CANDIDATES = 24;

/** Counts of all articles of a locale: how many, the sum of their lengths, and how many contain a term. */
export interface CollectionCounts {
  documents: number;
  length: number;
  containing: ReadonlyMap<string, number>;
}

/** Whether an article may be found. */
export type AcceptsArticle = (article: Article) => boolean;

/** Articles of one language: BM25 retrieval, then a match score for each of the best. */
export class LocaleIndex {
  readonly vocabulary = new Vocabulary();
  readonly postings = new Postings();
  private readonly articles: (IndexedArticle | undefined)[] = [];
  private readonly numbers = new Map<string, number>();

  get size(): number {
    return this.numbers.size;
  }

  /** How often an article was indexed here: what is gone since still takes some memory. */
  get everIndexed(): number {
    return this.articles.length;
  }

  /** Adds an article, or takes it up anew. */
  put(article: Article, translations: Translations, tokensOf: TokensOf): void {
    this.remove(article.id);
    const indexed = indexArticle(article, translations, this.vocabulary, tokensOf);
    const number = this.articles.push(indexed) - 1;
    this.numbers.set(article.id, number);
    this.postings.add(number, indexed.frequencies);
  }

  remove(id: string): void {
    const number = this.numbers.get(id);
    if (number === undefined) return;
    this.postings.remove(number, this.articles[number]!.frequencies);
    this.articles[number] = undefined;
    this.numbers.delete(id);
  }

  /** Weighs words as if the articles were part of a larger collection; its words count as known ones. */
  standFor({ documents, length, containing }: CollectionCounts): void {
    for (const [term, count] of containing) if (count > 0) this.vocabulary.add(term);
    const counts: number[] = [];
    for (const [term, number] of this.vocabulary.terms()) counts[number] = Math.max(containing.get(term) ?? 0, this.postings.containing(number));
    this.postings.standFor({ documents, length, containing: (term) => counts[term]! });
  }

  /** The articles that match best, best first, at most 24; none when no word of the question is known. */
  search(question: string, limit: number, accepts?: AcceptsArticle): FaqHit[] {
    return this.matches(question, accepts)
      .map(({ indexed, matched, features }) => ({ article: indexed.article, score: matchScore(features), matched }))
      .sort((a, b) => b.score - a.score)
      .slice(0, limit);
  }

  /** The candidates for a question with the features that their scores are made of. */
  matches(question: string, accepts?: AcceptsArticle): Match[] {
    const query = parseQuery(question, this.vocabulary, this.postings);
    const found = this.postings.best(query.terms, CANDIDATES, accepts && ((number) => accepts(this.articles[number]!.article)));
    const candidates = found.map(({ document, bm25 }) => ({ indexed: this.articles[document]!, bm25 }));
    return describeMatches(query, candidates, (term) => this.postings.idf(term));
  }
}

/** The likelihood (0..1) that an article with these features answers the question: a logistic model. */
export function matchScore(features: MatchFeatures): number {
  let logit = MATCH_BIAS;
  for (const name of Object.keys(MATCH_WEIGHTS) as (keyof MatchFeatures)[]) logit += MATCH_WEIGHTS[name] * features[name];
  return 1 / (1 + Math.exp(-logit));
}
