import { Global, Module, type OnModuleDestroy } from '@nestjs/common';
import { CACHE, CacheModule, type Cache } from '#libs/cache';
import { CONFIG, type Config } from '#libs/kernel';
import { ChannelsModule, Embeddings } from '#libs/channels';
import { HealthRegistry, Logger } from '#libs/observability';
import { Database } from '#libs/persistence';
import { AnswerCache } from './answers/answer-cache.js';
import { AnswerWarmer } from './answers/answer-warmer.js';
import { SimilarQuestions } from './answers/similar-questions.js';
import { ArticleEditor } from './articles/article-editor.js';
import { ArticleFeedback } from './articles/article-feedback.js';
import { ArticleChanges } from './articles/article-changes.js';
import { ArticleReader } from './articles/article-reader.js';
import { ArticleStore } from './article-store.js';
import { connectElasticsearch } from './adapters/elasticsearch/connect.js';
import { ElasticsearchParts } from './adapters/elasticsearch/elasticsearch-parts.js';
import { EmbeddedSearch } from './adapters/embedded/embedded-search.js';
import { IndexFeed } from './index-feed/index-feed.js';
import type { ArticleSearch } from './search/article-search.js';
import { loadQuestionEncoder, SHIPPED_ENCODER } from './meaning/encoder-file.js';
import { QuestionEncoder } from './meaning/question-encoder.js';
import { FaqSearch } from './search/faq-search.js';
import { SearchIndex } from './search/search-index.js';
import { SearchWithFallback } from './search/search-with-fallback.js';
import { SynonymBook } from './synonyms/synonym-book.js';
import { SynonymStore } from './synonyms/synonym-store.js';
import { ArticleImport } from './transfer/import-articles.js';
import { VectorSearch } from './vectors/vector-search.js';
import { VectorStore } from './vectors/vector-store.js';

/** Nest's injection token of the ArticleSearch. */
const ARTICLE_SEARCH = Symbol('ARTICLE_SEARCH');

@Global()
@Module({
  imports: [CacheModule, ChannelsModule],
  providers: [
    { provide: QuestionEncoder, useFactory: () => loadQuestionEncoder(SHIPPED_ENCODER) },
    { provide: ArticleStore, inject: [Database], useFactory: (database: Database) => new ArticleStore(database) },
    { provide: SynonymStore, inject: [Database], useFactory: (database: Database) => new SynonymStore(database) },
    { provide: SynonymBook, inject: [SynonymStore], useFactory: (store: SynonymStore) => new SynonymBook(store) },
    { provide: IndexFeed, inject: [Database], useFactory: (database: Database) => new IndexFeed(database) },
    {
      provide: SearchIndex,
      inject: [CONFIG, IndexFeed, ArticleStore, QuestionEncoder, Logger],
      useFactory: ({ ELASTICSEARCH_URL: url }: Config, feed: IndexFeed, articles: ArticleStore, encoder: QuestionEncoder, logger: Logger) => new SearchIndex(feed, url ? new ElasticsearchParts(connectElasticsearch(url), feed, articles, encoder, logger) : null),
    },
    {
      provide: ARTICLE_SEARCH,
      inject: [ArticleStore, SearchIndex, QuestionEncoder, Logger],
      useFactory: (articles: ArticleStore, { outside }: SearchIndex, encoder: QuestionEncoder, logger: Logger): ArticleSearch => {
        const embedded = new EmbeddedSearch(articles, encoder);
        return outside ? new SearchWithFallback(outside.search, embedded, logger) : embedded;
      },
    },
    { provide: VectorStore, inject: [Database], useFactory: (database: Database) => new VectorStore(database) },
    {
      provide: FaqSearch,
      inject: [ARTICLE_SEARCH, SynonymBook, Embeddings, VectorStore, ArticleStore, Logger],
      useFactory: (articles: ArticleSearch, synonyms: SynonymBook, embeddings: Embeddings, vectors: VectorStore, store: ArticleStore, logger: Logger) =>
        new FaqSearch({ articles, synonyms, vectors: { search: new VectorSearch(embeddings, vectors, logger), articles: store } }),
    },
    { provide: ArticleReader, inject: [Database], useFactory: (database: Database) => new ArticleReader(database) },
    { provide: ArticleFeedback, inject: [Database], useFactory: (database: Database) => new ArticleFeedback(database) },
    { provide: AnswerCache, inject: [CACHE, FaqSearch], useFactory: (cache: Cache, search: FaqSearch) => new AnswerCache(cache, search, new SimilarQuestions()) },
    { provide: AnswerWarmer, inject: [Database, CACHE, AnswerCache, Logger], useFactory: (database: Database, cache: Cache, answers: AnswerCache, logger: Logger) => new AnswerWarmer(database, cache, answers, logger) },
    { provide: ArticleChanges, inject: [FaqSearch, AnswerCache, Logger], useFactory: (search: FaqSearch, answers: AnswerCache, logger: Logger) => new ArticleChanges(search, answers, logger) },
    { provide: ArticleEditor, inject: [Database, ArticleChanges], useFactory: (database: Database, changes: ArticleChanges) => new ArticleEditor(database, changes) },
    { provide: ArticleImport, inject: [Database, ArticleChanges], useFactory: (database: Database, changes: ArticleChanges) => new ArticleImport(database, changes) },
  ],
  exports: [ArticleStore, SynonymStore, SynonymBook, SearchIndex, VectorStore, FaqSearch, ArticleReader, ArticleFeedback, ArticleEditor, ArticleImport, AnswerCache, AnswerWarmer],
})
export class KnowledgeModule implements OnModuleDestroy {
  constructor(
    health: HealthRegistry,
    search: FaqSearch,
    private readonly index: SearchIndex,
  ) {
    health.register('search', { kind: search.kind, needed: false, check: () => search.check() });
  }

  async onModuleDestroy(): Promise<void> {
    await this.index.close();
  }
}
