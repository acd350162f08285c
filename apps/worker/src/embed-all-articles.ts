import type { Embeddings } from '#libs/channels';
import { messageOf } from '#libs/kernel';
import { embedArticles, type VectorStore } from '#libs/knowledge';
import type { Logger } from '#libs/observability';

/** Has the articles of every tenant whose channels offer embeddings get their vectors; one tenant's failure is not the others'. */
export async function embedAllArticles(embeddings: Embeddings, store: VectorStore, logger: Logger): Promise<void> {
  for (const tenantId of await store.tenants()) {
    try {
      await embedArticles(embeddings, store, tenantId);
    } catch (error) {
      logger.warn({ tenant_id: tenantId, reason: messageOf(error) }, 'articles wait for their vectors');
    }
  }
}
