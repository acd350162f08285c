import { LRUCache } from 'lru-cache';
import type { Embeddings } from '#libs/channels';
import { messageOf } from '#libs/kernel';
import type { Logger } from '#libs/observability';
import { inSlices } from '../in-slices.js';
import { readQuestion } from '../text/read-question.js';
import type { VectorStore } from './vector-store.js';

/** How long a customer's question waits for its vector; then it is answered without. */
const PATIENCE_MS = 300;
/** How long embeddings are left alone after they failed. */
const LEFT_ALONE_MS = 10_000;
const BELIEVED_MS = 5_000;
const MOST_NEIGHBOURS = 10;

export interface Neighbour {
  articleId: string;
  /** Cosine of the two vectors. */
  similarity: number;
}

interface TenantVectors {
  model: string;
  version: string;
  vectors: { id: string; vector: Float32Array }[];
  at: number;
}

/** Finds articles that mean something similar, where a channel offers embeddings. Without, or when they fail, it finds nothing and takes little time. */
export class VectorSearch {
  readonly #tenants = new LRUCache<string, TenantVectors>({ max: 100 });
  readonly #questions = new LRUCache<string, Float32Array>({ max: 2_000 });
  readonly #leftAloneUntil = new LRUCache<string, number>({ max: 1_000 });

  constructor(
    private readonly embeddings: Pick<Embeddings, 'modelOf' | 'embed'>,
    private readonly store: VectorStore,
    private readonly logger: Logger,
  ) {}

  /** The most similar articles, best first; they may have become unsearchable. Never throws. */
  async neighbours(tenantId: string, question: string): Promise<Neighbour[]> {
    if (performance.now() < (this.#leftAloneUntil.get(tenantId) ?? 0)) return [];
    try {
      const known = await this.#vectorsOf(tenantId);
      const text = readQuestion(question);
      if (!known || known.vectors.length === 0 || text === '') return [];
      const asked = await this.#vectorOf(tenantId, known.model, text);
      return asked ? await nearest(asked, known.vectors) : [];
    } catch (error) {
      this.#leftAloneUntil.set(tenantId, performance.now() + LEFT_ALONE_MS);
      this.logger.warn({ tenant_id: tenantId, reason: messageOf(error), left_alone_ms: LEFT_ALONE_MS }, 'search goes on without embeddings');
      return [];
    }
  }

  async #vectorsOf(tenantId: string): Promise<TenantVectors | null> {
    const model = await this.embeddings.modelOf(tenantId);
    if (model === null) return null;
    const known = this.#tenants.get(tenantId);
    if (known?.model === model && performance.now() - known.at < BELIEVED_MS) return known;
    const version = await this.store.version(tenantId, model);
    const vectors = known?.model === model && known.version === version ? known.vectors : await this.store.all(tenantId, model);
    const fresh = { model, version, vectors, at: performance.now() };
    this.#tenants.set(tenantId, fresh);
    return fresh;
  }

  async #vectorOf(tenantId: string, model: string, text: string): Promise<Float32Array | null> {
    const key = `${tenantId}\n${model}\n${text}`;
    const known = this.#questions.get(key);
    if (known) return known;
    const made = await this.embeddings.embed(tenantId, model, [text], AbortSignal.timeout(PATIENCE_MS));
    const [vector] = made ?? [];
    if (vector) this.#questions.set(key, vector);
    return vector ?? null;
  }
}

async function nearest(asked: Float32Array, vectors: TenantVectors['vectors']): Promise<Neighbour[]> {
  const found: Neighbour[] = [];
  const compare = function* (): Generator<void> {
    for (const { id, vector } of vectors) {
      if (vector.length === asked.length) found.push({ articleId: id, similarity: product(asked, vector) });
      yield;
    }
  };
  await inSlices(compare());
  return found.sort((one, other) => other.similarity - one.similarity).slice(0, MOST_NEIGHBOURS);
}

function product(one: Float32Array, other: Float32Array): number {
  let total = 0;
  for (let at = 0; at < one.length; at++) total += one[at]! * other[at]!;
  return total;
}
