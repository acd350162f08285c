import type { ArticleIndex } from '../articles/article-index.js';
import type { FaqHit, Locale } from '../types.js';

/** Narrows a search; an article must have the category, and every one of the keywords. */
export interface SearchFilters {
  category?: string | undefined;
  keywords?: readonly string[] | undefined;
}

/** Hits given when no limit is. */
export const DEFAULT_LIMIT = 10;

export interface SearchOptions {
  locale: Locale;
  /** DEFAULT_LIMIT when left out; never more than 24 are found. */
  limit?: number | undefined;
  filters?: SearchFilters | undefined;
}

/**
 * Finds the articles of a tenant that are published and valid now. What is committed is found at once
 * after `changed` or `refresh` in this process, and within about a second in every other.
 */
export interface ArticleSearch extends ArticleIndex {
  readonly kind: 'embedded' | 'elasticsearch';

  /**
   * The best matching articles, best first; scores mean the same in every adapter.
   * @param wordings a question, the customer's own first; any text
   */
  search(tenantId: string, wordings: readonly [string, ...string[]], options: SearchOptions): Promise<FaqHit[]>;

  /** Names what is searched now: as long as it stays the same, the same wordings find the same. Null when nothing tells, or while it changes. */
  version(tenantId: string): Promise<string | null>;

  /** Resolves when searches can be answered. */
  check(): Promise<void>;
}
