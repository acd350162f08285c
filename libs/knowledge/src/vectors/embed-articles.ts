import type { Embeddings } from '#libs/channels';
import type { VectorStore } from './vector-store.js';

/** Articles of one call, and of one tenant in one go, so that others have their turn. */
const BATCH = 64;
const MOST_BATCHES = 20;
const PATIENCE_MS = 60_000;

/** Makes the vectors that are missing, of changed texts only. @returns how many */
export async function embedArticles(embeddings: Pick<Embeddings, 'modelOf' | 'embed'>, store: VectorStore, tenantId: string): Promise<number> {
  const model = await embeddings.modelOf(tenantId);
  if (model === null) return 0;
  let made = 0;
  for (let batch = 0; batch < MOST_BATCHES; batch++) {
    const missing = await store.missing(tenantId, model, BATCH);
    if (missing.length === 0) return made;
    const vectors = await embeddings.embed(tenantId, model, missing.map(({ text }) => text), AbortSignal.timeout(PATIENCE_MS));
    if (!vectors) return made;
    await store.put(tenantId, model, missing.map(({ id, hash }, at) => ({ id, hash, vector: vectors[at]! })));
    made += missing.length;
  }
  return made;
}
