import { LRUCache } from 'lru-cache';
import { EmbeddedFaqIndex } from './faq-index.js';
import type { ArticleIndex } from '../../articles/article-index.js';
import type { ArticleStore } from '../../article-store.js';
import type { FaqHit, Locale } from '../../types.js';

/** How long an index is used before the articles are asked for changes. */
const BELIEVED_MS = 1_000;
/** Tenants whose index is kept in memory. */
const MAX_TENANTS = 500;

interface TenantIndex {
  version: string;
  index: EmbeddedFaqIndex;
  checkedAt: number;
}

/** Search over a tenant's published articles; a change is found by every process within about a second. */
export class FaqSearch implements ArticleIndex {
  readonly #indexes = new LRUCache<string, Promise<TenantIndex>>({ max: MAX_TENANTS });

  constructor(private readonly articles: ArticleStore) {}

  async search(tenantId: string, question: string, options: { locale: Locale; limit?: number }): Promise<FaqHit[]> {
    const { index } = await this.#current(tenantId);
    return index.search(question, options);
  }

  changed(tenantId: string): void {
    // An index that is being built may have been begun before the change.
    void this.#indexes.get(tenantId)?.then(
      (tenant) => (tenant.checkedAt = -BELIEVED_MS),
      () => undefined,
    );
  }

  async refresh(tenantId: string): Promise<void> {
    await this.#keep(tenantId, this.#build(tenantId));
  }

  async #current(tenantId: string): Promise<TenantIndex> {
    const known = this.#indexes.get(tenantId);
    if (!known) return this.#keep(tenantId, this.#build(tenantId));
    const tenant = await known;
    if (performance.now() - tenant.checkedAt < BELIEVED_MS) return tenant;
    // One request looks; the others go on with what they have meanwhile.
    tenant.checkedAt = performance.now();
    if ((await this.articles.version(tenantId)) === tenant.version) return tenant;
    return this.#keep(tenantId, this.#build(tenantId));
  }

  #keep(tenantId: string, building: Promise<TenantIndex>): Promise<TenantIndex> {
    this.#indexes.set(tenantId, building);
    building.catch(() => this.#indexes.peek(tenantId) === building && this.#indexes.delete(tenantId));
    return building;
  }

  async #build(tenantId: string): Promise<TenantIndex> {
    // The version first: an article that changes in between makes the next look build again.
    const version = await this.articles.version(tenantId);
    const articles = await this.articles.published(tenantId);
    return { version, index: new EmbeddedFaqIndex(articles), checkedAt: performance.now() };
  }
}
