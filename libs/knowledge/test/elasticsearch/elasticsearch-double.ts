import { createRequire } from 'node:module';
import type { Client, errors as Errors } from '@elastic/elasticsearch';
import mockModule, { type MockPattern } from '@elastic/elasticsearch-mock';
import { connectElasticsearch } from '../../src/index.js';
import { aggregate, nearestTo, scoreOf, type Json, type StoredDocument } from './evaluate-query.js';

// A CommonJS package: its default export is all of it, whatever its types say.
const Mock = mockModule as unknown as typeof mockModule.default;

// The mock knows the errors of the client's CommonJS half.
const { errors } = createRequire(import.meta.url)('@elastic/elasticsearch') as { errors: typeof Errors };

type StoredIndex = { aliases: Set<string>; documents: Map<string, StoredDocument> };

/**
 * An Elasticsearch in memory behind the official mock: it keeps what `_bulk` writes, by index, and answers `_search`
 * from that alone, for the requests that the adapter makes; anything else is an error.
 */
export class ElasticsearchDouble {
  readonly indices = new Map<string, StoredIndex>();
  readonly searches: Json[] = [];
  /** While true nothing answers. */
  isAway = false;
  /** Called before each write. */
  onWrite: (() => void) | undefined;
  template: Json | undefined;
  readonly #mock = new Mock();

  constructor() {
    this.#on('PUT', '/_index_template/:name', ({ body }) => {
      this.template = body as Json;
      return { acknowledged: true };
    });
    this.#on('DELETE', '/_index_template/:name', () => ({ acknowledged: true }));
    this.#on('PUT', '/:index', ({ path, body }) => this.#create(nameIn(path, 1), body as Json));
    this.#on('GET', '/_alias/:name', ({ path }) => this.#aliasesNamed(nameIn(path, 2)));
    this.#on('HEAD', '/_alias/:name', ({ path }) => (this.#behind(nameIn(path, 2)).length > 0 ? {} : notFound('alias_not_found')));
    this.#on('POST', '/_aliases', ({ body }) => this.#changeAliases((body as Json)['actions'] as Json[]));
    this.#on('DELETE', '/:index', ({ path }) => this.#delete(nameIn(path, 1).split(',')));
    for (const method of ['GET', 'POST']) this.#on(method, '/:index/_refresh', () => ({ _shards: { failed: 0 } }));
    this.#on('POST', '/_bulk', ({ body }) => this.#bulk(body as Json[]));
    this.#on('POST', '/:index/_search', ({ path, body, querystring }) => this.#search(nameIn(path, 1), body as Json, querystring as Json));
  }

  client(): Client {
    const Base = this.#mock.getConnection() as unknown as new (...given: unknown[]) => object;
    const Connection = class extends Base {
      async close(): Promise<void> {}
    };
    return connectElasticsearch('http://elasticsearch.test', { Connection: Connection as never });
  }

  /** What stands in the index that is searched under an alias. */
  documents(alias: string): Json[] {
    return this.#behind(alias).flatMap((index) => [...this.indices.get(index)!.documents.values()].map(({ source }) => source));
  }

  #on(method: string, path: string, answer: (request: MockPattern) => Json): void {
    this.#mock.add({ method, path }, (request) => (this.isAway ? (new errors.ConnectionError('away') as unknown as Json) : answer(request)));
  }

  #behind(alias: string): string[] {
    return [...this.indices].filter(([, { aliases }]) => aliases.has(alias)).map(([name]) => name);
  }

  #create(name: string, body: Json): Json {
    this.indices.set(name, { aliases: new Set(Object.keys((body['aliases'] ?? {}) as Json)), documents: new Map() });
    return { acknowledged: true, index: name };
  }

  #aliasesNamed(alias: string): Json {
    const found = this.#behind(alias);
    return found.length > 0 ? Object.fromEntries(found.map((name) => [name, { aliases: { [alias]: {} } }])) : notFound('alias_not_found');
  }

  #changeAliases(actions: Json[]): Json {
    for (const { add, remove } of actions) {
      if (add) this.indices.get(add.index as string)!.aliases.add(add.alias as string);
      if (remove) this.indices.get(remove.index as string)!.aliases.delete(remove.alias as string);
    }
    return { acknowledged: true };
  }

  #delete(names: string[]): Json {
    for (const name of names) this.indices.delete(name);
    return { acknowledged: true };
  }

  #bulk(lines: Json[]): Json {
    this.onWrite?.();
    const items: Json[] = [];
    for (let at = 0; at < lines.length; at++) {
      const { index, delete: remove } = lines[at]!;
      const { _index, _id, routing } = (index ?? remove) as { _index: string; _id: string; routing: string };
      const stored = this.indices.get(_index);
      if (index) at += 1;
      if (!stored) items.push({ index: { status: 404, error: { type: 'index_not_found_exception', reason: _index } } });
      else if (index) items.push({ index: { status: stored.documents.set(_id, { routing, source: lines[at]! }) && 201 } });
      else items.push({ delete: { status: stored.documents.delete(_id) ? 200 : 404 } });
    }
    return { errors: items.some((item) => Object.values(item)[0].error), items };
  }

  #search(alias: string, body: Json, { routing }: Json): Json {
    const indices = this.#behind(alias);
    if (indices.length === 0) return notFound('index_not_found_exception');
    this.searches.push(body);
    const all = indices.flatMap((name) => [...this.indices.get(name)!.documents.values()]).filter((document) => document.routing === routing);
    const near = ((body['knn'] ?? []) as Json[]).map((wanted) => nearestTo(wanted, all));
    const scored = all.flatMap((document) => {
      const scores = [scoreOf(document.source, body['query'] as Json, all), ...near.map((found) => found.get(document) ?? null)].filter((score) => score !== null);
      return scores.length > 0 ? [{ document, score: scores.reduce((total, score) => total + score, 0) }] : [];
    });
    scored.sort((one, other) => other.score - one.score);
    const hits = scored.slice(0, body['size'] as number).map(({ document, score }) => ({ _score: score, _source: document.source }));
    const matching = scored.map(({ document }) => document.source);
    return { took: 1, timed_out: false, hits: { hits }, ...(body['aggs'] && { aggregations: aggregate(matching, body['aggs'] as Json) }) };
  }
}

/** The path is a list of patterns to who registers, and one path to who is asked. */
const nameIn = (path: string | string[], at: number): string => decodeURIComponent(String(path).split('/')[at]!);

const notFound = (type: string): Json => new errors.ResponseError({ statusCode: 404, body: { error: { type }, status: 404 }, headers: {}, warnings: [], meta: {} as never });
