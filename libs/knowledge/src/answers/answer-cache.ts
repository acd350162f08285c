import type { Cache, Got, Made } from '#libs/cache';
import { metrics } from '#libs/observability';
import { answerFromArticles, BEYOND_DOUBT_FROM_SCORE, wordsFor } from '../answer-from-articles.js';
import type { FaqHit, Locale } from '../types.js';
import { ANSWERS, lifeOf, restsOn, stillHolds, type Kept } from './kept.js';
import { seenArticle, type KeptAnswer } from './kept-answer.js';
import type { KeptRefusal } from './kept-refusal.js';
import { answerKey, type SharedQuestion } from './shared-question.js';
import type { SimilarQuestions } from './similar-questions.js';

/** How many articles an answer is made from at most. */
const ARTICLES = 5;

/** What answers are found in, and what names it: while `version` stays the same, a question finds the same; null: nothing tells. */
export interface AnswerSearch {
  version(tenantId: string): Promise<string | null>;
  search(tenantId: string, question: string, options: { locale: Locale; limit: number }): Promise<FaqHit[]>;
}

/** What search found for a question that nothing kept fits. */
export interface Searched {
  kind: 'searched';
  hits: FaqHit[];
  knowledge: string | null;
}

export type Found = Searched | { kind: 'kept'; kept: Kept };

/** What a shared answer says and what it is from. */
export interface SharedAnswer {
  text: string;
  sources: readonly FaqHit[];
}

/** What writing an answer came to: one for everybody, a model's word that the articles have none, or what only those are told who wait. */
export type Written<T> = { keep: SharedAnswer } | { refused: true } | { discard: T };

/**
 * Answers that are the same for everybody, and that there is none, kept by tenant, language and question. What is
 * kept is given only while it is still what would be said: an answer while nothing searchable changed since, and
 * either while search finds that it holds.
 */
export class AnswerCache {
  constructor(
    private readonly cache: Cache,
    private readonly search: AnswerSearch,
    private readonly similar: SimilarQuestions,
  ) {
    cache.onSetElsewhere(ANSWERS, (key) => void this.#learn(key));
  }

  /**
   * @param question null: personal, so that only search is asked
   * @param may what may be given of what is kept
   */
  async find(tenantId: string, question: SharedQuestion | null, text: string, locale: Locale, may: (kept: Kept) => boolean = () => true): Promise<Found> {
    // The version first: what changes in between is found out at the next look.
    const knowledge = await this.search.version(tenantId);
    const kept = question && (await this.cache.get(ANSWERS, answerKey(tenantId, question)));
    const same = kept && may(kept) ? kept : null;
    // A refusal is of what was found for one way to type the question: another way may find the article.
    if (same?.kind === 'answer' && knowledge !== null && same.knowledge === knowledge) return found(same, 'same');
    const hits = await this.search.search(tenantId, text, { locale, limit: ARTICLES });
    const searched: Searched = { kind: 'searched', hits, knowledge };
    if (!question) return missed(searched, 'personal');
    if (same) return this.#held(tenantId, question, same, searched);
    const similar = await this.#similar(tenantId, question, hits, may);
    return similar ? found(similar, 'similar') : missed(searched, 'missed');
  }

  /** Keeps an article's own words as the answer; nobody waits for it. */
  keep(tenantId: string, question: SharedQuestion, searched: Searched, answer: SharedAnswer): void {
    const kept = keptAnswer(question, searched, 'article', answer);
    const key = answerKey(tenantId, question);
    void this.#set(tenantId, key, kept);
    this.similar.add(scopeOf(tenantId, question.locale), key, question.normalised);
  }

  /** Gives what is kept, or has it written by one caller at a time; what `write` discards only those hear who wait. */
  async getOrWrite<T>(tenantId: string, question: SharedQuestion, searched: Searched, write: () => Promise<Written<T>>, signal: AbortSignal): Promise<Got<Kept, T>> {
    const key = answerKey(tenantId, question);
    const make = async (): Promise<Made<Kept, T>> => {
      const written = await write();
      if ('discard' in written) return written;
      const kept = 'keep' in written ? keptAnswer(question, searched, 'model', written.keep) : keptRefusal(question, searched);
      return { keep: kept, tags: tagsOf(tenantId, kept), ttlMs: lifeOf(kept) };
    };
    const got = await this.cache.getOrMake(ANSWERS, key, make, signal);
    if (got.kind === 'kept') this.similar.add(scopeOf(tenantId, question.locale), key, question.normalised);
    return got;
  }

  /** Has the answer to a question at hand: as it is kept already, or as an article gives it for sure. @returns whether there is one */
  async warm(tenantId: string, question: SharedQuestion): Promise<boolean> {
    const key = answerKey(tenantId, question);
    if ((await this.cache.get(ANSWERS, key))?.kind === 'answer') {
      this.similar.add(scopeOf(tenantId, question.locale), key, question.normalised);
      return true;
    }
    const knowledge = await this.search.version(tenantId);
    const hits = await this.search.search(tenantId, question.text, { locale: question.locale, limit: ARTICLES });
    const sure = answerFromArticles(hits, BEYOND_DOUBT_FROM_SCORE);
    if (sure.kind !== 'answer') return false;
    this.keep(tenantId, question, { kind: 'searched', hits, knowledge }, { text: wordsFor(question.locale, sure.hit), sources: [sure.hit] });
    return true;
  }

  /** Forgets the answers that cite one of the articles, and the refusals that had seen one. @returns false when other processes were not reached: they find out by their next search */
  forgetArticles(tenantId: string, articleIds: readonly string[]): Promise<boolean> {
    return this.cache.deleteTags(articleIds.map((id) => articleTag(tenantId, id)));
  }

  /** Forgets every answer and refusal of the tenant. @returns false when other processes were not reached */
  forgetAll(tenantId: string): Promise<boolean> {
    return this.cache.deleteTags([tenantTag(tenantId)]);
  }

  #set(tenantId: string, key: string, kept: Kept): Promise<void> {
    return this.cache.set(ANSWERS, key, kept, tagsOf(tenantId, kept), lifeOf(kept));
  }

  async #held(tenantId: string, question: SharedQuestion, kept: Kept, searched: Searched): Promise<Found> {
    const key = answerKey(tenantId, question);
    if (!stillHolds(kept, searched.hits)) {
      await this.cache.delete(ANSWERS, key);
      return missed(searched, 'outdated');
    }
    if (kept.kind === 'answer' && searched.knowledge !== null) void this.#set(tenantId, key, { ...kept, knowledge: searched.knowledge });
    return found(kept, 'same');
  }

  /** Where an article answers for sure it does so itself. */
  async #similar(tenantId: string, question: SharedQuestion, hits: FaqHit[], may: (kept: Kept) => boolean): Promise<Kept | null> {
    if (answerFromArticles(hits, BEYOND_DOUBT_FROM_SCORE).kind === 'answer') return null;
    const scope = scopeOf(tenantId, question.locale);
    for (const key of this.similar.find(scope, question.normalised)) {
      const kept = await this.cache.get(ANSWERS, key);
      if (!kept) this.similar.remove(key);
      else if (may(kept) && stillHolds(kept, hits)) return kept;
    }
    return null;
  }

  /** Takes up what another process keeps, so that similar questions find it here too. */
  async #learn(key: string): Promise<void> {
    const kept = await this.cache.get(ANSWERS, key);
    const [tenantId] = key.split(':');
    if (kept) this.similar.add(scopeOf(tenantId!, kept.locale), key, kept.question);
  }
}

const keptAnswer = (question: SharedQuestion, { hits, knowledge }: Searched, by: KeptAnswer['written_by'], { text, sources }: SharedAnswer): KeptAnswer => ({
  kind: 'answer',
  answer_class: 'shared',
  question: question.normalised,
  locale: question.locale,
  text,
  written_by: by,
  cited: sources.map(({ article }) => seenArticle(article)),
  seen: hits.map(({ article }) => seenArticle(article)),
  score: sources[0]!.score,
  knowledge,
});

const keptRefusal = (question: SharedQuestion, { hits }: Searched): KeptRefusal => ({
  kind: 'refusal',
  question: question.normalised,
  locale: question.locale,
  seen: hits.map(({ article }) => seenArticle(article)),
  score: hits[0]!.score,
});

const tenantTag = (tenantId: string): string => `tenant:${tenantId}`;
const articleTag = (tenantId: string, id: string): string => `article:${tenantId}:${id}`;
const tagsOf = (tenantId: string, kept: Kept): string[] => [tenantTag(tenantId), ...restsOn(kept).map((id) => articleTag(tenantId, id))];
const scopeOf = (tenantId: string, locale: Locale): string => `${tenantId}:${locale}`;

function found(kept: Kept, result: 'same' | 'similar'): Found {
  metrics.answersKept.inc({ result: kept.kind === 'answer' ? result : 'refused' });
  return { kind: 'kept', kept };
}

function missed(searched: Searched, result: 'missed' | 'outdated' | 'personal'): Searched {
  metrics.answersKept.inc({ result });
  return searched;
}
