import type { ArticleIndex } from '../articles/article-index.js';
import type { FaqHit } from '../types.js';
import type { ArticleSearch, SearchOptions } from './article-search.js';

/** What the FAQ agent, REST and others ask for articles. */
export class FaqSearch implements ArticleIndex {
  constructor(private readonly articles: ArticleSearch) {}

  /** The best matching published articles, best first. */
  search(tenantId: string, question: string, options: SearchOptions): Promise<FaqHit[]> {
    return this.articles.search(tenantId, question, options);
  }

  changed(tenantId: string): void {
    this.articles.changed(tenantId);
  }

  refresh(tenantId: string): Promise<void> {
    return this.articles.refresh(tenantId);
  }
}
