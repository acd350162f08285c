import { Global, Module } from '@nestjs/common';
import { HealthRegistry } from '#libs/observability';
import { Database } from '#libs/persistence';
import { ArticleStore } from './article-store.js';
import { FaqSearch } from './adapters/embedded/faq-search.js';

@Global()
@Module({
  providers: [
    { provide: ArticleStore, inject: [Database], useFactory: (database: Database) => new ArticleStore(database) },
    { provide: FaqSearch, inject: [ArticleStore], useFactory: (articles: ArticleStore) => new FaqSearch(articles) },
  ],
  exports: [ArticleStore, FaqSearch],
})
export class KnowledgeModule {
  constructor(health: HealthRegistry) {
    health.register('search', { kind: 'embedded', needed: false, check: async () => undefined });
  }
}
