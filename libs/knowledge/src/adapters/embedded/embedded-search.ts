import { setTimeout as sleep } from 'node:timers/promises';
import { LRUCache } from 'lru-cache';
import type { ArticleStore } from '../../article-store.js';
import type { ArticleSearch, SearchOptions } from '../../search/article-search.js';
import type { QuestionEncoder } from '../../meaning/question-encoder.js';
import type { FaqHit } from '../../types.js';
import { TenantIndex } from './tenant-index.js';

/** How long an index is used before the articles are asked for changes. */
const BELIEVED_MS = 1_000;
/** How long a search waits for an index that is there already to take changes up. */
const PATIENCE_MS = 300;
/** Tenants whose index is kept in memory. */
const MAX_TENANTS = 500;

/** Search in this process's memory, over one index per tenant. */
export class EmbeddedSearch implements ArticleSearch {
  readonly kind = 'embedded';
  readonly #tenants = new LRUCache<string, TenantIndex>({ max: MAX_TENANTS });

  constructor(
    private readonly articles: ArticleStore,
    private readonly encoder: QuestionEncoder,
  ) {}

  async search(tenantId: string, wordings: readonly [string, ...string[]], options: SearchOptions): Promise<FaqHit[]> {
    const tenant = await this.#current(tenantId);
    return tenant.search(wordings, options);
  }

  async version(tenantId: string): Promise<string | null> {
    return (await this.#current(tenantId)).version;
  }

  changed(tenantId: string): void {
    this.#tenants.get(tenantId)?.doubt();
  }

  async refresh(tenantId: string): Promise<void> {
    const tenant = this.#of(tenantId);
    tenant.doubt();
    await tenant.catchUp();
  }

  async check(): Promise<void> {}

  async #current(tenantId: string): Promise<TenantIndex> {
    const tenant = this.#of(tenantId);
    if (tenant.ageMs > BELIEVED_MS) await this.#catchUp(tenant);
    return tenant;
  }

  /** Of a large import a search need not see the end; the first index of all is waited for. */
  async #catchUp(tenant: TenantIndex): Promise<void> {
    const caughtUp = tenant.catchUp();
    if (!tenant.isBuilt) return caughtUp;
    const enough = new AbortController();
    const patience = sleep(PATIENCE_MS, undefined, { signal: enough.signal }).catch(() => undefined);
    await Promise.race([caughtUp, patience]).finally(() => enough.abort());
  }

  #of(tenantId: string): TenantIndex {
    const known = this.#tenants.get(tenantId);
    if (known) return known;
    const tenant = new TenantIndex(tenantId, this.articles, this.encoder);
    this.#tenants.set(tenantId, tenant);
    return tenant;
  }
}
