import type { Database } from '#libs/persistence';

/** What a vector is made of, in SQL: the question and its other wordings, as much as every model reads. */
const TEXT = `left(array_to_string(f.question || f.paraphrases, E'\\n'), 4000)`;
const PUBLISHED = `f.tenant_id = $1 AND f.status = 'published'`;

/** The tenants' vectors in the database. */
export class VectorStore {
  constructor(private readonly database: Database) {}

  /** Tenants, whether they have vectors or not. */
  async tenants(): Promise<string[]> {
    const rows = await this.database.asSystem((transaction) => transaction.queryAndCommit<{ id: string }>('SELECT id FROM tenants ORDER BY id'));
    return rows.map(({ id }) => id);
  }

  /** Published articles without a vector of this model and of their present text. */
  missing(tenantId: string, model: string, limit: number): Promise<{ id: string; text: string; hash: string }[]> {
    return this.database.inTenant(tenantId, (transaction) =>
      transaction.queryAndCommit<{ id: string; text: string; hash: string }>(
        `SELECT f.id, ${TEXT} AS text, md5(${TEXT}) AS hash FROM faqs f LEFT JOIN faq_vectors v ON v.tenant_id = f.tenant_id AND v.faq_id = f.id
         WHERE ${PUBLISHED} AND (v.faq_id IS NULL OR v.model <> $2 OR v.text_hash <> md5(${TEXT})) ORDER BY f.id LIMIT $3`,
        [tenantId, model, limit],
      ),
    );
  }

  async put(tenantId: string, model: string, vectors: readonly { id: string; hash: string; vector: Float32Array }[]): Promise<void> {
    await this.database.inTenant(tenantId, (transaction) =>
      transaction.queryAndCommit(
        `INSERT INTO faq_vectors (tenant_id, faq_id, model, dimensions, text_hash, vector)
         SELECT $1, given.id, $2, $3, given.hash, given.vector FROM unnest($4::uuid[], $5::text[], $6::bytea[]) AS given (id, hash, vector) JOIN faqs f ON f.tenant_id = $1 AND f.id = given.id
         ON CONFLICT (tenant_id, faq_id) DO UPDATE SET model = excluded.model, dimensions = excluded.dimensions, text_hash = excluded.text_hash, vector = excluded.vector, made_at = clock_timestamp()`,
        [tenantId, model, vectors[0]!.vector.length, vectors.map(({ id }) => id), vectors.map(({ hash }) => hash), vectors.map(({ vector }) => Buffer.from(vector.buffer, vector.byteOffset, vector.byteLength))],
      ),
    );
  }

  /** Changes when a vector is added, made anew or taken away. */
  async version(tenantId: string, model: string): Promise<string> {
    const [row] = await this.database.inTenant(tenantId, (transaction) =>
      transaction.queryAndCommit<{ version: string }>({ name: 'faq-vectors-version', text: `SELECT count(*) || ':' || COALESCE(max(made_at)::text, '') AS version FROM faq_vectors WHERE tenant_id = $1 AND model = $2` }, [tenantId, model]),
    );
    return row!.version;
  }

  /** Of the texts as they are now. */
  async all(tenantId: string, model: string): Promise<{ id: string; vector: Float32Array }[]> {
    const rows = await this.database.inTenant(tenantId, (transaction) =>
      transaction.queryAndCommit<{ id: string; vector: Buffer }>('SELECT faq_id AS id, vector FROM faq_vectors WHERE tenant_id = $1 AND model = $2', [tenantId, model]),
    );
    // Copied: a row's bytes need not begin where a float may.
    return rows.map(({ id, vector }) => ({ id, vector: new Float32Array(new Uint8Array(vector).buffer) }));
  }
}
