import type { Client } from '@elastic/elasticsearch';
import { messageOf } from '#libs/kernel';
import type { Logger } from '#libs/observability';
import type { ArticleStore } from '../../article-store.js';
import type { QuestionEncoder } from '../../meaning/question-encoder.js';
import type { IndexFeed } from '../../index-feed/index-feed.js';
import { ElasticsearchSearch } from './elasticsearch-search.js';
import { FaqIndices } from './faq-indices.js';
import { IndexFollower } from './index-follower.js';
import { reindex } from './reindex.js';

/** Everything that works with one Elasticsearch. */
export class ElasticsearchParts {
  readonly indices: FaqIndices;
  readonly search: ElasticsearchSearch;
  readonly follower: IndexFollower;

  /** @param name of the alias that is searched; the indices begin with it */
  constructor(
    private readonly client: Client,
    private readonly feed: IndexFeed,
    articles: ArticleStore,
    encoder: QuestionEncoder,
    logger: Logger,
    name?: string,
  ) {
    this.indices = new FaqIndices(client, encoder, name);
    this.search = new ElasticsearchSearch(this.indices, feed, articles, encoder, (error) => logger.warn({ reason: messageOf(error) }, 'a change waits to be taken up by the search index'));
    this.follower = new IndexFollower(feed, this.indices, logger);
  }

  /** @returns null when another process is at it */
  reindex(): ReturnType<typeof reindex> {
    return reindex(this.feed, this.indices);
  }

  close(): Promise<void> {
    return this.client.close();
  }
}
