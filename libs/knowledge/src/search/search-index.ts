import type { IndexFeed } from '../index-feed/index-feed.js';
import type { ArticleSearch } from './article-search.js';

/** A search index outside of the database that has to be kept in step with it. */
export interface OutsideIndex {
  readonly search: ArticleSearch;
  readonly follower: { start(): void; onModuleDestroy(): Promise<void> };
  /** Makes it anew while it is in use; null when another process is at it. */
  reindex(): Promise<{ articles: number; tenants: number } | null>;
  close(): Promise<void>;
}

/** The search index outside of the database, where there is one, as those see it who look after it. */
export class SearchIndex {
  constructor(
    private readonly feed: IndexFeed,
    readonly outside: OutsideIndex | null,
  ) {}

  /** Keeps it in step from now on. */
  follow(): void {
    this.outside?.follower.start();
  }

  /** Without an index outside nothing has to wait for one; when there is one again, it is made of everything. */
  async forgetWaiting(): Promise<void> {
    if (!this.outside) await this.feed.forget();
  }

  async close(): Promise<void> {
    await this.outside?.follower.onModuleDestroy();
    await this.outside?.close();
  }
}
