import { errors, type Client, type estypes } from '@elastic/elasticsearch';
import type { IndexableArticle } from '../../index-feed/indexable-article.js';
import type { QuestionEncoder } from '../../meaning/question-encoder.js';
import { TextReader } from '../embedded/text-reader.js';
import { toDocument } from './article-document.js';
import { indexTemplate } from './index-template.js';
import { readingFingerprint } from './reading-fingerprint.js';

const FILLING_MS = 30_000;
const SEARCH_MS = 1_000;

/** A search whose nearest vectors are filtered, as everything else is. */
export type FaqSearchRequest = Omit<estypes.SearchRequest, 'knn'> & { knn?: (Omit<estypes.KnnSearch, 'filter'> & { filter: estypes.QueryDslQueryContainer[] })[] };

/**
 * The indexes of all tenants' articles. `<name>` is the alias that is searched, `<name>-taking-up` the one of every
 * index that takes changes up: while a new one is being filled these are two.
 */
export class FaqIndices {
  readonly #reader: TextReader;
  readonly #template: ReturnType<typeof indexTemplate>;
  readonly #fingerprint: string;

  constructor(
    private readonly client: Client,
    encoder: QuestionEncoder,
    private readonly name = 'switchboard-faqs',
  ) {
    this.#reader = new TextReader(encoder);
    this.#template = indexTemplate(encoder.dimensions);
    this.#fingerprint = readingFingerprint(this.#template, encoder.version);
  }

  /** @throws when Elasticsearch does not answer, or has no index to search */
  async check(): Promise<void> {
    if (!(await this.client.indices.existsAlias({ name: this.name }, { requestTimeout: SEARCH_MS }))) throw new NoIndex();
  }

  /** Searches among the articles of one tenant: the only way to search at all. */
  searchIn(tenantId: string, { query, knn = [], ...request }: FaqSearchRequest): Promise<estypes.SearchResponse> {
    const isOwn: estypes.QueryDslQueryContainer = { term: { tenant_id: tenantId } };
    const own: estypes.QueryDslQueryContainer = { bool: { filter: [isOwn], must: query ? [query] : [] } };
    const ownNear = knn.map(({ filter, ...near }) => ({ ...near, filter: [isOwn, ...filter] }));
    return this.client.search({ ...request, index: this.name, routing: tenantId, query: own, ...(ownNear.length > 0 ? { knn: ownNear } : {}) }, { requestTimeout: SEARCH_MS });
  }

  /** Whether what is searched was indexed as this version of the platform reads. */
  async isUpToDate(): Promise<boolean> {
    const searched = await this.#indicesOf(this.name);
    return searched.length === 1 && searched[0]!.includes(`-${this.#fingerprint}-`);
  }

  /** Puts articles into every index that takes up, and takes others out. @throws when not all of them were */
  async takeUp(tenantId: string, put: readonly IndexableArticle[], remove: readonly string[], visibleAtOnce: boolean): Promise<void> {
    const indices = await this.#indicesOf(this.#takingUp);
    if (indices.length === 0) throw new NoIndex();
    await this.#write(indices, tenantId, put, remove, visibleAtOnce);
  }

  /** As `takeUp`, into a new index alone. */
  fill(index: string, tenantId: string, put: readonly IndexableArticle[]): Promise<void> {
    return this.#write([index], tenantId, put, [], false);
  }

  /** An empty index that takes changes up from now on, and is not searched yet. */
  async create(): Promise<string> {
    const index = `${this.name}-${this.#fingerprint}-${Date.now()}`;
    await this.client.indices.putIndexTemplate({ name: this.name, index_patterns: [`${this.name}-*`], priority: 200, template: this.#template });
    await this.client.indices.create({ index, aliases: { [this.#takingUp]: {} } });
    return index;
  }

  /** Has this index searched instead of any other from one moment to the next, and deletes the others. */
  async use(index: string): Promise<void> {
    await this.client.indices.refresh({ index }, { requestTimeout: FILLING_MS });
    const former = (await this.#indicesOf(this.name)).filter((other) => other !== index);
    await this.client.indices.updateAliases({ actions: [...former.map((other) => ({ remove: { index: other, alias: this.name } })), { add: { index, alias: this.name } }] });
    await this.deleteAllBut(index);
  }

  /** Deletes every index but the one given and the one that is searched: what a process left that died while filling it. */
  async deleteAllBut(index: string | null): Promise<void> {
    const searched = await this.#indicesOf(this.name);
    const others = (await this.#indicesOf(this.#takingUp)).filter((other) => other !== index && !searched.includes(other));
    if (others.length > 0) await this.client.indices.delete({ index: others, ignore_unavailable: true });
  }

  /** Leaves nothing. */
  async deleteAll(): Promise<void> {
    const all = [...(await this.#indicesOf(this.name)), ...(await this.#indicesOf(this.#takingUp))];
    if (all.length > 0) await this.client.indices.delete({ index: [...new Set(all)], ignore_unavailable: true });
    await this.client.indices.deleteIndexTemplate({ name: this.name }, { ignore: [404] });
  }

  get #takingUp(): string {
    return `${this.name}-taking-up`;
  }

  async #indicesOf(alias: string): Promise<string[]> {
    try {
      return Object.keys(await this.client.indices.getAlias({ name: alias }));
    } catch (error) {
      if (error instanceof errors.ResponseError && error.statusCode === 404) return [];
      throw error;
    }
  }

  async #write(indices: readonly string[], tenantId: string, put: readonly IndexableArticle[], remove: readonly string[], visibleAtOnce: boolean): Promise<void> {
    const documents = put.map((article) => [idOf(tenantId, article.id), toDocument(tenantId, article, this.#reader)] as const);
    const operations = indices.flatMap((_index) => [
      ...documents.flatMap(([_id, document]) => [{ index: { _index, _id, routing: tenantId } }, document]),
      ...remove.map((id) => ({ delete: { _index, _id: idOf(tenantId, id), routing: tenantId } })),
    ]);
    if (operations.length === 0) return;
    const { errors: failed, items } = await this.client.bulk({ operations, refresh: visibleAtOnce }, { requestTimeout: FILLING_MS });
    const problem = failed ? items.flatMap((item) => Object.values(item)).find(({ error, status }) => error && status !== 404) : undefined;
    if (problem) throw new Error(`Elasticsearch refused an article: ${problem.error?.type ?? 'unknown'} ${problem.error?.reason ?? ''}`);
  }
}

const idOf = (tenantId: string, articleId: string): string => `${tenantId}:${articleId}`;

/** There is nothing to search yet: the first index is still being filled. */
class NoIndex extends Error {
  readonly code = 'no_index';
}
