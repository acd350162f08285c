import type { Client } from '@elastic/elasticsearch';
import { newId } from '#libs/kernel';
import { ElasticsearchSearch, FaqIndices, type Article, type FaqHit, type Locale, type QuestionEncoder } from '#libs/knowledge';

/** A collection of articles in an index of its own, searched as the platform does. */
export interface CollectionOnElasticsearch {
  search(question: string, locale: Locale): Promise<FaqHit[]>;
  /** Leaves nothing on the server. */
  close(): Promise<void>;
}

const NOTHING_WAITS = { changes: 0, lagMs: 0 };
const MOST_HITS = 10;

/** Fills a new index with the articles; nothing changes them, so no database is needed. */
export async function putOnElasticsearch(client: Client, encoder: QuestionEncoder, articles: readonly Article[]): Promise<CollectionOnElasticsearch> {
  const tenantId = newId();
  const indices = new FaqIndices(client, encoder, `switchboard-eval-${tenantId}`);
  const index = await indices.create();
  await indices.fill(index, tenantId, articles.map((article) => ({ ...timed(article), translations: translationsOf(article, articles).map(timed) })));
  await indices.use(index);
  const feed = { waitingOf: async () => NOTHING_WAITS, feedChanges: async () => undefined };
  const search = new ElasticsearchSearch(indices, feed, { version: async () => '1' }, encoder, () => undefined);
  return {
    search: (question, locale) => search.search(tenantId, [question], { locale, limit: MOST_HITS }),
    close: async () => {
      await indices.deleteAll();
      await client.close();
    },
  };
}

const timed = (article: Article) => ({ ...article, validFrom: null, validTo: null });

const translationsOf = ({ externalId, locale }: Article, articles: readonly Article[]): Article[] =>
  articles.filter((other) => externalId !== null && other.externalId === externalId && other.locale !== locale);
