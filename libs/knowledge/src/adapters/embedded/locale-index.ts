import type { Article, FaqHit } from '../../types.js';
import { MeaningIndex } from '../../meaning/meaning-index.js';
import type { QuestionEncoder } from '../../meaning/question-encoder.js';
import { indexArticle, type IndexedArticle, type Translations } from './indexed-article.js';
import { describeMatches, type Candidate, type Match, type MatchFeatures } from './match-features.js';
import { MATCH_BIAS, MATCH_WEIGHTS } from './match-weights.js';
import { parseQuery } from './parse-query.js';
import { Postings } from './postings.js';
import { tokenise, type Tokens } from '../../text/tokenise.js';
import { readQuestion } from '../../text/read-question.js';
import { wordingKey } from '../../text/wording-key.js';
import { ANSWER_FROM_SCORE, BELOW_SURE, SCORE_OF_OWN_WORDING } from '../../answer-from-articles.js';
import { isAboutSomethingElse } from './foreign-word.js';
import { TextReader } from './text-reader.js';
import { Vocabulary } from './vocabulary.js';

/** Articles taken into the exact comparison, from BM25 and as many again by meaning. */
const CANDIDATES = 24;

/** Counts of all articles of a locale: how many, the sum of their lengths, and how many contain a term. */
export interface CollectionCounts {
  documents: number;
  length: number;
  containing: ReadonlyMap<string, number>;
}

/** An article that shares no word with the question has to be likelier than this: a little like it is everything. */
const LEAST_SCORE_BY_MEANING = 0.01;

/** Whether an article may be found. */
export type AcceptsArticle = (article: Article) => boolean;

/** Articles of one language: retrieval by words (BM25) and by meaning, then a match score for each of the best. */
export class LocaleIndex {
  readonly vocabulary = new Vocabulary();
  readonly postings = new Postings();
  private readonly articles: (IndexedArticle | undefined)[] = [];
  private readonly numbers = new Map<string, number>();
  private readonly meanings: MeaningIndex;

  /** Of the articles that come near to being the answer. */
  readonly #reader: TextReader;

  constructor(private readonly encoder: QuestionEncoder) {
    this.#reader = new TextReader(encoder);
    this.meanings = new MeaningIndex(encoder.dimensions);
  }

  get size(): number {
    return this.numbers.size;
  }

  /** How often an article was indexed here: what is gone since still takes some memory. */
  get everIndexed(): number {
    return this.articles.length;
  }

  /** Adds an article, or takes it up anew. */
  put(article: Article, translations: Translations, reader: TextReader): void {
    this.remove(article.id);
    const indexed = indexArticle(article, translations, this.vocabulary, reader);
    const number = this.articles.push(indexed) - 1;
    this.numbers.set(article.id, number);
    this.postings.add(number, indexed.frequencies);
    this.meanings.add(number, indexed.meanings.whole);
  }

  remove(id: string): void {
    const number = this.numbers.get(id);
    if (number === undefined) return;
    this.postings.remove(number, this.articles[number]!.frequencies);
    this.meanings.remove(number);
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

  /** The articles that match best, best first, at most 24; none when nothing of the question is known. */
  search(question: string, limit: number, accepts?: AcceptsArticle): FaqHit[] {
    const tokens = tokenise(question);
    // As it is typed, and without what tells who asks.
    const keys = [wordingKey(question), wordingKey(readQuestion(question))];
    return this.matches(question, accepts, tokens)
      .map(({ indexed, matched, features }) => ({ hit: { article: indexed.article, score: this.#score(indexed, features, keys, tokens), matched }, sharesWords: features.bm25Share > 0 }))
      .filter(({ hit: { score }, sharesWords }) => sharesWords || score >= LEAST_SCORE_BY_MEANING)
      .map(({ hit }) => hit)
      .sort((a, b) => b.score - a.score)
      .slice(0, limit);
  }

  /** The candidates for a question with the features that their scores are made of. */
  matches(question: string, accepts?: AcceptsArticle, tokens = tokenise(question)): Match[] {
    // Function words alone ask for nothing, whatever they are like.
    if (tokens.size === 0) return [];
    const query = parseQuery(tokens, this.vocabulary, this.postings);
    const meaning = this.encoder.encode(question, tokens);
    const acceptsNumber = accepts && ((number: number) => accepts(this.articles[number]!.article));
    const byWords = this.postings.best(query.terms, CANDIDATES, acceptsNumber);
    const found = new Set(byWords.map(({ document }) => document));
    const byMeaning = this.meanings.best(meaning, CANDIDATES, acceptsNumber).filter((document) => !found.has(document));
    const candidates: Candidate[] = [...byWords, ...byMeaning.map((document) => ({ document, bm25: 0 }))].map(({ document, bm25 }) => ({ indexed: this.articles[document]!, bm25 }));
    return describeMatches({ query, meaning }, candidates, (term) => this.postings.idf(term));
  }

  #score(indexed: IndexedArticle, features: MatchFeatures, keys: string[], tokens: Tokens): number {
    if (keys.some((key) => indexed.keys.has(key))) return SCORE_OF_OWN_WORDING;
    const score = matchScore(features);
    return score >= ANSWER_FROM_SCORE && isAboutSomethingElse(tokens, indexed.article, this.#reader) ? BELOW_SURE : score;
  }
}

/** The likelihood (0..1) that an article with these features answers the question: a logistic model. */
export function matchScore(features: MatchFeatures): number {
  let logit = MATCH_BIAS;
  for (const name of Object.keys(MATCH_WEIGHTS) as (keyof MatchFeatures)[]) logit += MATCH_WEIGHTS[name] * features[name];
  return 1 / (1 + Math.exp(-logit));
}
