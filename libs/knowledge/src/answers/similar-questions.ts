import { LRUCache } from 'lru-cache';
import { readWording, similarity, SIMILAR_FROM, type Wording } from './question-similarity.js';

/** Questions of all tenants together; a few hundred bytes each. */
const MAX_QUESTIONS = 20_000;
/** Questions that a question is compared with. */
const MAX_COMPARED = 100;
const MAX_FOUND = 3;

interface Remembered {
  wording: Wording;
  terms: string[];
}

/** The questions that answers are kept for in this process, found by the words they share with another. */
export class SimilarQuestions {
  readonly #questions: LRUCache<string, Remembered>;
  /** Keys of questions by scope and word. */
  readonly #postings = new Map<string, Set<string>>();

  constructor(max = MAX_QUESTIONS) {
    this.#questions = new LRUCache({ max, dispose: (question, key) => this.#forget(question, key) });
  }

  /** @param scope a tenant and a language: nothing is found across them */
  add(scope: string, key: string, normalised: string): void {
    if (this.#questions.get(key)) return;
    const wording = readWording(normalised);
    const terms = [...wording.tokens.keys()].map((token) => termOf(scope, wording, token));
    if (terms.length === 0) return;
    this.#questions.set(key, { wording, terms });
    for (const term of terms) {
      const keys = this.#postings.get(term) ?? new Set();
      this.#postings.set(term, keys.add(key));
    }
  }

  remove(key: string): void {
    this.#questions.delete(key);
  }

  /** Keys of the questions that ask the same, the most similar first. */
  find(scope: string, normalised: string): string[] {
    const wording = readWording(normalised);
    const postings = [...wording.tokens.keys()].map((token) => this.#postings.get(termOf(scope, wording, token))).filter((keys) => keys !== undefined);
    const rarestFirst = postings.sort((one, other) => one.size - other.size);
    const candidates = new Set<string>();
    for (const keys of rarestFirst) {
      for (const key of keys) {
        if (candidates.size >= MAX_COMPARED) break;
        candidates.add(key);
      }
    }
    return [...candidates]
      .map((key) => ({ key, score: similarity(wording, this.#questions.peek(key)!.wording) }))
      .filter(({ score }) => score >= SIMILAR_FROM)
      .sort((one, other) => other.score - one.score)
      .slice(0, MAX_FOUND)
      .map(({ key }) => key);
  }

  #forget({ terms }: Remembered, key: string): void {
    for (const term of terms) {
      const keys = this.#postings.get(term);
      keys?.delete(key);
      if (keys?.size === 0) this.#postings.delete(term);
    }
  }
}

/** The strict part is in the term: questions that differ in it are not even compared. */
const termOf = (scope: string, { strict }: Wording, token: string): string => `${scope} ${strict} ${token}`;
