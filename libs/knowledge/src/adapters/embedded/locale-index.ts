import type { Article, FaqHit } from '../../types.js';
import { indexArticle, type IndexedArticle, type TokensOf, type Translations } from './indexed-article.js';
import { describeMatches, type Match, type MatchFeatures } from './match-features.js';
import { MATCH_BIAS, MATCH_WEIGHTS } from './match-weights.js';
import { parseQuery } from './parse-query.js';
import { Postings } from './postings.js';
import { Vocabulary } from './vocabulary.js';

/** Articles taken from BM25 into the exact comparison. */
const CANDIDATES = 24;

/** Articles of one language: BM25 retrieval, then a match score for each of the best. */
export class LocaleIndex {
  private readonly vocabulary = new Vocabulary();
  private readonly articles: IndexedArticle[];
  private readonly postings: Postings;

  constructor(articles: Article[], translationsOf: (article: Article) => Translations, tokensOf: TokensOf) {
    this.articles = articles.map((article) => indexArticle(article, translationsOf(article), this.vocabulary, tokensOf));
    const frequencies = this.articles.map((indexed) => indexed.frequencies);
    this.postings = new Postings(articles.length, frequencies, this.vocabulary.size);
  }

  /** The articles that match best, best first, at most 24; none when no word of the question is known. */
  search(question: string, limit: number): FaqHit[] {
    return this.matches(question)
      .map(({ indexed, matched, features }) => ({ article: indexed.article, score: matchScore(features), matched }))
      .sort((a, b) => b.score - a.score)
      .slice(0, limit);
  }

  /** The candidates for a question with the features that their scores are made of. */
  matches(question: string): Match[] {
    const query = parseQuery(question, this.vocabulary, this.postings);
    const found = this.postings.best(query.terms, CANDIDATES);
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
