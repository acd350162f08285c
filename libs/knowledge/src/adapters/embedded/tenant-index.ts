import type { ArticleStore } from '../../article-store.js';
import type { SearchOptions } from '../../search/article-search.js';
import type { QuestionEncoder } from '../../meaning/question-encoder.js';
import type { FaqHit } from '../../types.js';
import { EmbeddedFaqIndex } from './faq-index.js';
import { searchWordings } from './search-wordings.js';

/** Articles read from the database at a time. */
const BATCH = 500;
/** From this share of changed articles on, a new index is built beside the old one. */
const REBUILD_FROM = 0.5;

/** One tenant's index, and how it is kept in step with the articles. */
export class TenantIndex {
  #index: EmbeddedFaqIndex | undefined;
  /** Of what is in the index; undefined before the first and while it changes. */
  #version: string | undefined;
  #revisions: ReadonlyMap<string, number> = new Map();
  #lookedAt = -Infinity;
  #doubts = 0;
  /** The doubts that the last look came after. */
  #settled = 0;
  #looking: Promise<void> | undefined;

  constructor(
    private readonly tenantId: string,
    private readonly articles: ArticleStore,
    private readonly encoder: QuestionEncoder,
  ) {}

  get isBuilt(): boolean {
    return this.#index !== undefined;
  }

  /** What is in the index; null while it changes. */
  get version(): string | null {
    return this.#version ?? null;
  }

  /** Milliseconds since the articles were last asked for changes. */
  get ageMs(): number {
    return performance.now() - this.#lookedAt;
  }

  search(wordings: readonly [string, ...string[]], options: SearchOptions): FaqHit[] {
    return this.#index ? searchWordings(this.#index, wordings, options) : [];
  }

  /** The articles changed: what a look that has begun already finds may be too old. */
  doubt(): void {
    this.#doubts += 1;
    this.#lookedAt = -Infinity;
  }

  /** Resolves when what was committed before the last doubt is found. */
  async catchUp(): Promise<void> {
    const wanted = this.#doubts;
    do {
      this.#looking ??= this.#look().finally(() => (this.#looking = undefined));
      await this.#looking;
    } while (this.#settled < wanted);
  }

  async #look(): Promise<void> {
    const doubts = this.#doubts;
    // One search looks; the others go on with what there is meanwhile, unless it is in doubt.
    if (this.isBuilt && this.#settled === doubts) this.#lookedAt = performance.now();
    // The version first: an article that changes in between makes the next look find another one.
    const version = await this.articles.version(this.tenantId);
    if (version !== this.#version) {
      this.#version = undefined;
      await this.#takeUp(await this.articles.revisions(this.tenantId));
    }
    this.#version = version;
    this.#settled = doubts;
    if (this.#doubts === doubts) this.#lookedAt = performance.now();
  }

  async #takeUp(revisions: ReadonlyMap<string, number>): Promise<void> {
    const known = this.#revisions;
    const changed = [...revisions.keys()].filter((id) => known.get(id) !== revisions.get(id));
    const gone = [...known.keys()].filter((id) => !revisions.has(id));
    const anew = !this.#index || changed.length > REBUILD_FROM * revisions.size || this.#index.waste > REBUILD_FROM;
    const index = anew ? new EmbeddedFaqIndex(this.encoder) : this.#index!;
    const wanted = anew ? [...revisions.keys()] : changed;
    await index.update({ put: [], remove: anew ? [] : gone });
    for (let at = 0; at < wanted.length; at += BATCH) {
      const ids = wanted.slice(at, at + BATCH);
      const put = await this.articles.searchable(this.tenantId, ids);
      const there = new Set(put.map(({ id }) => id));
      await index.update({ put, remove: ids.filter((id) => !there.has(id)) });
    }
    this.#index = index;
    this.#revisions = revisions;
  }
}
