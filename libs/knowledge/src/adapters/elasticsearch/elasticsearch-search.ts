import { LRUCache } from 'lru-cache';
import type { estypes } from '@elastic/elasticsearch';
import type { ArticleStore } from '../../article-store.js';
import type { IndexFeed } from '../../index-feed/index-feed.js';
import { isValidAt, type TimedArticle } from '../../index-feed/indexable-article.js';
import type { ArticleSearch, SearchOptions } from '../../search/article-search.js';
import type { QuestionEncoder } from '../../meaning/question-encoder.js';
import type { Article, FaqHit, Locale } from '../../types.js';
import { scoreCandidates, termsToCount } from '../embedded/score-candidates.js';
import { TextReader } from '../embedded/text-reader.js';
import { SIBLING_SCRIPT } from '../embedded/translations.js';
import { candidateRequest } from './candidate-request.js';
import { countRequest, readCounts } from './count-request.js';
import type { FaqIndices } from './faq-indices.js';

/** Beyond this the index is taken to be behind, and is not asked. */
const LONGEST_LAG_MS = 5_000;
/** How long what is known of how the index stands is believed. */
const BELIEVED_MS = 1_000;

/** `version` of the articles in the database, and the changes that the index has not taken up. */
type Standing = { version: string; changes: number; lagMs: number };

/** Search on Elasticsearch, which finds candidates; they are ranked here, as the embedded index ranks them. */
export class ElasticsearchSearch implements ArticleSearch {
  readonly kind = 'elasticsearch';
  readonly #reader: TextReader;
  /** Changes of this process that are being taken up, per tenant. */
  readonly #takingUp = new Map<string, Promise<unknown>>();
  readonly #standings = new LRUCache<string, { standing: Promise<Standing>; at: number }>({ max: 1_000 });

  constructor(
    private readonly indices: FaqIndices,
    private readonly feed: Pick<IndexFeed, 'waitingOf' | 'feedChanges'>,
    private readonly articles: Pick<ArticleStore, 'version'>,
    encoder: QuestionEncoder,
    private readonly onError: (error: unknown) => void,
  ) {
    this.#reader = new TextReader(encoder);
  }

  async search(tenantId: string, wordings: readonly [string, ...string[]], options: SearchOptions): Promise<FaqHit[]> {
    const { lagMs } = await this.#standing(tenantId);
    if (lagMs > LONGEST_LAG_MS) throw new IndexBehind();
    const locales = [options.locale, SIBLING_SCRIPT[options.locale]].filter((locale) => locale !== undefined);
    return (await this.#searchIn(tenantId, wordings, options, locales)) ?? (await this.#searchIn(tenantId, wordings, options, null)) ?? [];
  }

  async version(tenantId: string): Promise<string | null> {
    const { version, changes } = await this.#standing(tenantId);
    return changes === 0 ? version : null;
  }

  changed(tenantId: string): void {
    this.#standings.delete(tenantId);
    const earlier = this.#takingUp.get(tenantId) ?? Promise.resolve();
    const takingUp = earlier.then(() => this.#feedChanges(tenantId)).catch(this.onError).finally(() => this.#standings.delete(tenantId));
    this.#takingUp.set(tenantId, takingUp);
    void takingUp.finally(() => this.#takingUp.get(tenantId) === takingUp && this.#takingUp.delete(tenantId));
  }

  async refresh(tenantId: string): Promise<void> {
    this.changed(tenantId);
    await this.#takingUp.get(tenantId);
  }

  check(): Promise<void> {
    return this.indices.check();
  }

  /** Null when there is no article at all in these locales. */
  async #searchIn(tenantId: string, wordings: readonly [string, ...string[]], options: SearchOptions, locales: readonly Locale[] | null): Promise<FaqHit[] | null> {
    const now = new Date().toISOString();
    const articles = articlesOf(await this.indices.searchIn(tenantId, candidateRequest({ wordings, locales, filters: options.filters, now }, this.#reader)), now);
    const terms = articles.length > 0 ? termsToCount(articles, wordings, this.#reader) : [];
    const collections = readCounts(await this.indices.searchIn(tenantId, countRequest(terms, locales, now)));
    if (collections.size === 0) return null;
    return scoreCandidates({ articles, collections }, wordings, options, this.#reader);
  }

  #feedChanges(tenantId: string): Promise<void> {
    return this.feed.feedChanges(tenantId, (...changes) => this.indices.takeUp(...changes));
  }

  /** How the index stands to the database, at most a second ago, after what this process changed. */
  async #standing(tenantId: string): Promise<Standing> {
    await this.#takingUp.get(tenantId);
    const known = this.#standings.get(tenantId);
    if (known && performance.now() - known.at < BELIEVED_MS) return known.standing;
    const standing = this.#askStanding(tenantId);
    this.#standings.set(tenantId, { standing, at: performance.now() });
    standing.catch(() => this.#standings.delete(tenantId));
    return standing;
  }

  async #askStanding(tenantId: string): Promise<Standing> {
    // The version first: when nothing waits after it was asked for, the index has it.
    const version = await this.articles.version(tenantId);
    return { version, ...(await this.feed.waitingOf(tenantId)) };
  }
}

/** The candidates, and the translations that lend them words now. */
function articlesOf({ hits }: estypes.SearchResponse, now: string): Article[] {
  const articles = new Map<string, Article>();
  for (const { _source } of hits.hits as { _source: { article: TimedArticle; translations: TimedArticle[] } }[]) {
    for (const article of [_source.article, ..._source.translations]) if (isValidAt(article, now)) articles.set(article.id, toArticle(article));
  }
  return [...articles.values()].sort((one, other) => (one.id < other.id ? -1 : 1));
}

const toArticle = ({ validFrom: _from, validTo: _to, ...article }: TimedArticle): Article => article;

/** Changes have waited for long: who asks must not be told what is no longer so. */
class IndexBehind extends Error {
  readonly code = 'index_behind';
}
