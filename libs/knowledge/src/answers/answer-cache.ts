import type { Cache, Got, Made } from '#libs/cache';
import { metrics } from '#libs/observability';
import { answerFromArticles } from '../answer-from-articles.js';
import type { FaqHit, Locale } from '../types.js';
import { ANSWERS, seenArticle, stillHolds, type KeptAnswer } from './kept-answer.js';
import { answerKey, type SharedQuestion } from './shared-question.js';
import type { SimilarQuestions } from './similar-questions.js';

/** How many articles an answer is made from at most. */
const ARTICLES = 5;

/** What answers are found in, and what names it: while `version` stays the same, a question finds the same; null: nothing tells. */
export interface AnswerSearch {
  version(tenantId: string): Promise<string | null>;
  search(tenantId: string, question: string, options: { locale: Locale; limit: number }): Promise<FaqHit[]>;
}

/** What search found for a question that no kept answer fits. */
export interface Searched {
  kind: 'searched';
  hits: FaqHit[];
  knowledge: string | null;
}

export type Found = Searched | { kind: 'kept'; answer: KeptAnswer };

/** What a shared answer says and what it is from. */
export interface SharedAnswer {
  text: string;
  sources: readonly FaqHit[];
}

/**
 * Answers that are the same for everybody, kept by tenant, language and question. One is given only while it is
 * still what would be said: either nothing searchable changed since, or search finds that it holds.
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
   * @param may which kept answers may be given
   */
  async find(tenantId: string, question: SharedQuestion | null, text: string, locale: Locale, may: (answer: KeptAnswer) => boolean = () => true): Promise<Found> {
    // The version first: what changes in between is found out at the next look.
    const knowledge = await this.search.version(tenantId);
    const same = question && (await this.#kept(answerKey(tenantId, question), may));
    if (same && knowledge !== null && same.knowledge === knowledge) return found(same, 'same');
    const hits = await this.search.search(tenantId, text, { locale, limit: ARTICLES });
    const searched: Searched = { kind: 'searched', hits, knowledge };
    if (!question) return missed(searched, 'personal');
    if (same) return this.#held(tenantId, question, same, searched);
    const similar = await this.#similarAnswer(tenantId, question, hits, may);
    return similar ? found(similar, 'similar') : missed(searched, 'missed');
  }

  /** Keeps an article's own words as the answer; nobody waits for it. */
  keep(tenantId: string, question: SharedQuestion, searched: Searched, answer: SharedAnswer): void {
    const kept = keptAnswer(question, searched, 'article', answer);
    const key = answerKey(tenantId, question);
    void this.cache.set(ANSWERS, key, kept, tagsOf(tenantId, kept));
    this.similar.add(scopeOf(tenantId, question.locale), key, question.normalised);
  }

  /** Gives the kept answer, or has it written by one caller at a time; what `write` discards only those hear who wait. */
  async getOrWrite<T>(tenantId: string, question: SharedQuestion, searched: Searched, write: () => Promise<{ keep: SharedAnswer } | { discard: T }>, signal: AbortSignal): Promise<Got<KeptAnswer, T>> {
    const key = answerKey(tenantId, question);
    const make = async (): Promise<Made<KeptAnswer, T>> => {
      const written = await write();
      if ('discard' in written) return written;
      const kept = keptAnswer(question, searched, 'model', written.keep);
      return { keep: kept, tags: tagsOf(tenantId, kept) };
    };
    const got = await this.cache.getOrMake(ANSWERS, key, make, signal);
    if (got.kind === 'kept') this.similar.add(scopeOf(tenantId, question.locale), key, question.normalised);
    return got;
  }

  /** Has the answer to a question at hand: as it is kept already, or as an article gives it for sure. @returns whether there is one */
  async warm(tenantId: string, question: SharedQuestion): Promise<boolean> {
    const key = answerKey(tenantId, question);
    if (await this.cache.get(ANSWERS, key)) {
      this.similar.add(scopeOf(tenantId, question.locale), key, question.normalised);
      return true;
    }
    const knowledge = await this.search.version(tenantId);
    const hits = await this.search.search(tenantId, question.text, { locale: question.locale, limit: ARTICLES });
    const sure = answerFromArticles(hits);
    if (sure.kind !== 'answer') return false;
    this.keep(tenantId, question, { kind: 'searched', hits, knowledge }, { text: sure.hit.article.answer, sources: [sure.hit] });
    return true;
  }

  /** Forgets the answers that cite one of the articles. @returns false when other processes were not reached: they find out by their next search */
  forgetArticles(tenantId: string, articleIds: readonly string[]): Promise<boolean> {
    return this.cache.deleteTags(articleIds.map((id) => articleTag(tenantId, id)));
  }

  /** Forgets every answer of the tenant. @returns false when other processes were not reached */
  forgetAll(tenantId: string): Promise<boolean> {
    return this.cache.deleteTags([tenantTag(tenantId)]);
  }

  async #kept(key: string, may: (answer: KeptAnswer) => boolean): Promise<KeptAnswer | null> {
    const answer = await this.cache.get(ANSWERS, key);
    return answer && may(answer) ? answer : null;
  }

  async #held(tenantId: string, question: SharedQuestion, answer: KeptAnswer, searched: Searched): Promise<Found> {
    const key = answerKey(tenantId, question);
    if (!stillHolds(answer, searched.hits)) {
      await this.cache.delete(ANSWERS, key);
      return missed(searched, 'outdated');
    }
    if (searched.knowledge !== null) void this.cache.set(ANSWERS, key, { ...answer, knowledge: searched.knowledge }, tagsOf(tenantId, answer));
    return found(answer, 'same');
  }

  /** Where an article answers for sure it does so itself. */
  async #similarAnswer(tenantId: string, question: SharedQuestion, hits: FaqHit[], may: (answer: KeptAnswer) => boolean): Promise<KeptAnswer | null> {
    if (answerFromArticles(hits).kind === 'answer') return null;
    const scope = scopeOf(tenantId, question.locale);
    for (const key of this.similar.find(scope, question.normalised)) {
      const answer = await this.#kept(key, may);
      if (!answer) this.similar.remove(key);
      else if (stillHolds(answer, hits)) return answer;
    }
    return null;
  }

  /** Takes up what another process keeps, so that similar questions find it here too. */
  async #learn(key: string): Promise<void> {
    const answer = await this.cache.get(ANSWERS, key);
    const [tenantId] = key.split(':');
    if (answer) this.similar.add(scopeOf(tenantId!, answer.locale), key, answer.question);
  }
}

const keptAnswer = (question: SharedQuestion, { hits, knowledge }: Searched, by: KeptAnswer['written_by'], { text, sources }: SharedAnswer): KeptAnswer => ({
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

const tenantTag = (tenantId: string): string => `tenant:${tenantId}`;
const articleTag = (tenantId: string, id: string): string => `article:${tenantId}:${id}`;
const tagsOf = (tenantId: string, { cited }: KeptAnswer): string[] => [tenantTag(tenantId), ...cited.map(({ id }) => articleTag(tenantId, id))];
const scopeOf = (tenantId: string, locale: Locale): string => `${tenantId}:${locale}`;

function found(answer: KeptAnswer, result: 'same' | 'similar'): Found {
  metrics.answersKept.inc({ result });
  return { kind: 'kept', answer };
}

function missed(searched: Searched, result: 'missed' | 'outdated' | 'personal'): Searched {
  metrics.answersKept.inc({ result });
  return searched;
}
