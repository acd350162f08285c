import { messageOf } from '#libs/kernel';
import { metrics, type Logger } from '#libs/observability';
import type { FaqHit } from '../types.js';
import type { ArticleSearch, SearchOptions } from './article-search.js';

/** How long the first is left alone after it failed. */
const LEFT_ALONE_MS = 5_000;

/** Searches in `second` while `first` does not answer, so that no customer's question fails for it. */
export class SearchWithFallback implements ArticleSearch {
  #leftAloneUntil = -Infinity;

  constructor(
    private readonly first: ArticleSearch,
    private readonly second: ArticleSearch,
    private readonly logger: Logger,
  ) {}

  get kind(): ArticleSearch['kind'] {
    return this.first.kind;
  }

  async search(tenantId: string, wordings: readonly [string, ...string[]], options: SearchOptions): Promise<FaqHit[]> {
    const found = await this.#askFirst((first) => first.search(tenantId, wordings, options));
    if (found) return found.answer;
    metrics.searchFallbacks.inc();
    return this.second.search(tenantId, wordings, options);
  }

  async version(tenantId: string): Promise<string | null> {
    const known = await this.#askFirst((first) => first.version(tenantId));
    return known ? known.answer : this.second.version(tenantId);
  }

  changed(tenantId: string): void {
    this.first.changed(tenantId);
    this.second.changed(tenantId);
  }

  async refresh(tenantId: string): Promise<void> {
    this.second.changed(tenantId);
    await this.first.refresh(tenantId);
  }

  check(): Promise<void> {
    return this.first.check();
  }

  async #askFirst<T>(ask: (first: ArticleSearch) => Promise<T>): Promise<{ answer: T } | null> {
    if (performance.now() < this.#leftAloneUntil) return null;
    try {
      return { answer: await ask(this.first) };
    } catch (error) {
      this.#leaveAlone(error);
      return null;
    }
  }

  #leaveAlone(error: unknown): void {
    this.#leftAloneUntil = performance.now() + LEFT_ALONE_MS;
    this.logger.warn({ search: this.first.kind, reason: messageOf(error), left_alone_ms: LEFT_ALONE_MS }, 'search falls back on the index in memory');
  }
}
