import type { Client } from '@elastic/elasticsearch';
import { newId } from '#libs/kernel';
import { describeWith, silentLogger, type TestDatabase } from '#libs/testing';
import { ArticleStore, ElasticsearchParts, EmbeddedSearch, IndexFeed, connectElasticsearch } from '../src/index.js';
import { articleSearchContract, type SearchesUnderTest } from './article-search-contract.js';
import { encoder } from './shipped-encoder.js';
import { ElasticsearchDouble } from './elasticsearch/elasticsearch-double.js';

/** Two processes on one Elasticsearch, and a worker that keeps it in step. */
async function openElasticsearch(test: TestDatabase, client: () => Client): Promise<SearchesUnderTest> {
  const name = `switchboard-test-${newId()}`;
  const parts = [1, 2, 3].map(() => new ElasticsearchParts(client(), new IndexFeed(test.database), new ArticleStore(test.database), encoder, silentLogger(), name));
  const [here, there, worker] = parts as [ElasticsearchParts, ElasticsearchParts, ElasticsearchParts];
  await worker.reindex();
  worker.follower.start();
  return {
    here: here.search,
    there: there.search,
    close: async () => {
      await worker.follower.onModuleDestroy();
      await worker.indices.deleteAll();
      await Promise.all(parts.map((part) => part.close()));
    },
  };
}

describeWith('postgresql', 'searches', () => {
  articleSearchContract('embedded', async ({ database }) => {
    const articles = new ArticleStore(database);
    return { here: new EmbeddedSearch(articles, encoder), there: new EmbeddedSearch(articles, encoder), close: async () => undefined };
  });

  const double = new ElasticsearchDouble();
  articleSearchContract('elasticsearch (official mock)', (test) => openElasticsearch(test, () => double.client()));

  const url = process.env.ELASTICSEARCH_URL;
  // A real server is asked only where there is one.
  if (url) articleSearchContract('elasticsearch', (test) => openElasticsearch(test, () => connectElasticsearch(url)));
});
