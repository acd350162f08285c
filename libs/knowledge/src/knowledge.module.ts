import { Global, Module } from '@nestjs/common';
import { CACHE, CacheModule, type Cache } from '#libs/cache';
import { HealthRegistry, Logger } from '#libs/observability';
import { Database } from '#libs/persistence';
import { AnswerCache } from './answers/answer-cache.js';
import { SimilarQuestions } from './answers/similar-questions.js';
import { ArticleEditor } from './articles/article-editor.js';
import { ArticleFeedback } from './articles/article-feedback.js';
import { ArticleChanges } from './articles/article-changes.js';
import { ArticleReader } from './articles/article-reader.js';
import { ArticleStore } from './article-store.js';
import { EmbeddedSearch } from './adapters/embedded/embedded-search.js';
import { FaqSearch } from './search/faq-search.js';
import { SynonymBook } from './synonyms/synonym-book.js';
import { SynonymStore } from './synonyms/synonym-store.js';
import { ArticleImport } from './transfer/import-articles.js';

@Global()
@Module({
  imports: [CacheModule],
  providers: [
    { provide: ArticleStore, inject: [Database], useFactory: (database: Database) => new ArticleStore(database) },
    { provide: SynonymStore, inject: [Database], useFactory: (database: Database) => new SynonymStore(database) },
    { provide: SynonymBook, inject: [SynonymStore], useFactory: (store: SynonymStore) => new SynonymBook(store) },
    { provide: FaqSearch, inject: [ArticleStore, SynonymBook], useFactory: (articles: ArticleStore, synonyms: SynonymBook) => new FaqSearch({ articles: new EmbeddedSearch(articles), synonyms }) },
    { provide: ArticleReader, inject: [Database], useFactory: (database: Database) => new ArticleReader(database) },
    { provide: ArticleFeedback, inject: [Database], useFactory: (database: Database) => new ArticleFeedback(database) },
    { provide: AnswerCache, inject: [CACHE, FaqSearch], useFactory: (cache: Cache, search: FaqSearch) => new AnswerCache(cache, search, new SimilarQuestions()) },
    { provide: ArticleChanges, inject: [FaqSearch, AnswerCache, Logger], useFactory: (search: FaqSearch, answers: AnswerCache, logger: Logger) => new ArticleChanges(search, answers, logger) },
    { provide: ArticleEditor, inject: [Database, ArticleChanges], useFactory: (database: Database, changes: ArticleChanges) => new ArticleEditor(database, changes) },
    { provide: ArticleImport, inject: [Database, ArticleChanges], useFactory: (database: Database, changes: ArticleChanges) => new ArticleImport(database, changes) },
  ],
  exports: [ArticleStore, SynonymStore, SynonymBook, FaqSearch, ArticleReader, ArticleFeedback, ArticleEditor, ArticleImport, AnswerCache],
})
export class KnowledgeModule {
  constructor(health: HealthRegistry) {
    health.register('search', { kind: 'embedded', needed: false, check: async () => undefined });
  }
}
