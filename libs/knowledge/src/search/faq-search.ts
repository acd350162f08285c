import { answerFromArticles } from '../answer-from-articles.js';
import type { ArticleIndex } from '../articles/article-index.js';
import type { SynonymBook } from '../synonyms/synonym-book.js';
import type { ArticleStore } from '../article-store.js';
import type { FaqHit, Locale } from '../types.js';
import { fuseNeighbours } from '../vectors/fuse-neighbours.js';
import type { VectorSearch } from '../vectors/vector-search.js';
import { acceptsBy } from './accepts-by.js';
import { DEFAULT_LIMIT, type ArticleSearch, type SearchOptions } from './article-search.js';

export interface FaqSearchParts {
  articles: ArticleSearch;
  synonyms: Pick<SynonymBook, 'of'>;
  /** Where channels may offer embeddings. */
  vectors?: { search: Pick<VectorSearch, 'neighbours'>; articles: Pick<ArticleStore, 'searchable'> };
}

/** What the FAQ agent, REST and others ask for articles. */
export class FaqSearch implements ArticleIndex {
  constructor(private readonly parts: FaqSearchParts) {}

  /** The best matching published articles, best first. Any text is accepted as a question. */
  async search(tenantId: string, question: string, options: SearchOptions): Promise<FaqHit[]> {
    const synonyms = await this.parts.synonyms.of(tenantId);
    const hits = await this.parts.articles.search(tenantId, [question, ...synonyms.otherWordings(question, options.locale)], options);
    return answerFromArticles(hits).kind === 'answer' ? hits : this.#withNeighbours(tenantId, question, options, hits);
  }

  /** Only where words are not sure: a vector costs time and money. */
  async #withNeighbours(tenantId: string, question: string, { locale, limit = DEFAULT_LIMIT, filters }: SearchOptions, hits: FaqHit[]): Promise<FaqHit[]> {
    const neighbours = (await this.parts.vectors?.search.neighbours(tenantId, question)) ?? [];
    if (neighbours.length === 0) return hits;
    const found = new Set(hits.map(({ article }) => article.id));
    const unknown = neighbours.map(({ articleId }) => articleId).filter((id) => !found.has(id));
    const articles = unknown.length > 0 ? await this.parts.vectors!.articles.searchable(tenantId, unknown) : [];
    const accepts = acceptsBy(filters);
    return fuseNeighbours(hits, neighbours, articles.filter((article) => isOfLanguage(article.locale, locale) && (!accepts || accepts(article))), limit);
  }

  /** Names what is searched now: as long as it stays the same, the same question finds the same. Null when nothing tells. */
  async version(tenantId: string): Promise<string | null> {
    const [synonyms, articles] = await Promise.all([this.parts.synonyms.of(tenantId), this.parts.articles.version(tenantId)]);
    return articles === null ? null : `${articles}/${synonyms.version}`;
  }

  get kind(): ArticleSearch['kind'] {
    return this.parts.articles.kind;
  }

  check(): Promise<void> {
    return this.parts.articles.check();
  }

  changed(tenantId: string): void {
    this.parts.articles.changed(tenantId);
  }

  refresh(tenantId: string): Promise<void> {
    return this.parts.articles.refresh(tenantId);
  }
}

/** Either Chinese script may answer the other. */
const isOfLanguage = (one: Locale, other: Locale): boolean => one.slice(0, 2) === other.slice(0, 2);
