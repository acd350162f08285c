import type { ArticleIndex } from '../articles/article-index.js';
import type { SynonymBook } from '../synonyms/synonym-book.js';
import type { FaqHit } from '../types.js';
import type { ArticleSearch, SearchOptions } from './article-search.js';

export interface FaqSearchParts {
  articles: ArticleSearch;
  synonyms: Pick<SynonymBook, 'of'>;
}

/** What the FAQ agent, REST and others ask for articles. */
export class FaqSearch implements ArticleIndex {
  constructor(private readonly parts: FaqSearchParts) {}

  /** The best matching published articles, best first. Any text is accepted as a question. */
  async search(tenantId: string, question: string, options: SearchOptions): Promise<FaqHit[]> {
    const synonyms = await this.parts.synonyms.of(tenantId);
    return this.parts.articles.search(tenantId, [question, ...synonyms.otherWordings(question, options.locale)], options);
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
