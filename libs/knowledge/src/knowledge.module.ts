import { Global, Module } from '@nestjs/common';
import { HealthRegistry } from '#libs/observability';
import { Database } from '#libs/persistence';
import { ArticleEditor } from './articles/article-editor.js';
import { ArticleFeedback } from './articles/article-feedback.js';
import { ArticleReader } from './articles/article-reader.js';
import { ArticleStore } from './article-store.js';
import { EmbeddedSearch } from './adapters/embedded/embedded-search.js';
import { FaqSearch } from './search/faq-search.js';
import { SynonymBook } from './synonyms/synonym-book.js';
import { SynonymStore } from './synonyms/synonym-store.js';
import { ArticleImport } from './transfer/import-articles.js';

@Global()
@Module({
  providers: [
    { provide: ArticleStore, inject: [Database], useFactory: (database: Database) => new ArticleStore(database) },
    { provide: SynonymStore, inject: [Database], useFactory: (database: Database) => new SynonymStore(database) },
    { provide: SynonymBook, inject: [SynonymStore], useFactory: (store: SynonymStore) => new SynonymBook(store) },
    { provide: FaqSearch, inject: [ArticleStore, SynonymBook], useFactory: (articles: ArticleStore, synonyms: SynonymBook) => new FaqSearch({ articles: new EmbeddedSearch(articles), synonyms }) },
    { provide: ArticleReader, inject: [Database], useFactory: (database: Database) => new ArticleReader(database) },
    { provide: ArticleFeedback, inject: [Database], useFactory: (database: Database) => new ArticleFeedback(database) },
    { provide: ArticleEditor, inject: [Database, FaqSearch], useFactory: (database: Database, search: FaqSearch) => new ArticleEditor(database, search) },
    { provide: ArticleImport, inject: [Database, FaqSearch], useFactory: (database: Database, search: FaqSearch) => new ArticleImport(database, search) },
  ],
  exports: [ArticleStore, SynonymStore, SynonymBook, FaqSearch, ArticleReader, ArticleFeedback, ArticleEditor, ArticleImport],
})
export class KnowledgeModule {
  constructor(health: HealthRegistry) {
    health.register('search', { kind: 'embedded', needed: false, check: async () => undefined });
  }
}
