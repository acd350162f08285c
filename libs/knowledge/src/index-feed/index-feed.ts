import type { Database, Transaction } from '#libs/persistence';
import type { IndexableArticle, TimedArticle } from './indexable-article.js';

/** Articles taken up at a time. */
const BATCH = 500;
const NIL_UUID = '00000000-0000-0000-0000-000000000000';

/** Puts articles into an index and takes others out of it. */
export type TakeUp = (tenantId: string, put: readonly IndexableArticle[], remove: readonly string[], isLast: boolean) => Promise<void>;

/**
 * Feeds an index outside of the database with what the database says. All of a tenant's articles are fed under one
 * lock, and read after it was taken: what is put into the index last is always the latest.
 */
export class IndexFeed {
  constructor(private readonly database: Database) {}

  /** Tenants with changes that the index has not taken up. */
  async waiting(): Promise<string[]> {
    const rows = await this.database.asSystem((transaction) => transaction.queryAndCommit<{ tenant_id: string }>({ name: 'faq-index-waiting', text: 'SELECT DISTINCT tenant_id FROM faq_index_queue' }));
    return rows.map((row) => row.tenant_id);
  }

  /** How many changes of the tenant wait, and how long the oldest has, in milliseconds. */
  async waitingOf(tenantId: string): Promise<{ changes: number; lagMs: number }> {
    const [row] = await this.database.inTenant(tenantId, (transaction) =>
      transaction.queryAndCommit<{ changes: number; lag: number }>(
        { name: 'faq-index-waiting-of', text: 'SELECT count(*) AS changes, COALESCE(extract(epoch FROM clock_timestamp() - min(since)) * 1000, 0)::float8 AS lag FROM faq_index_queue WHERE tenant_id = $1' },
        [tenantId],
      ),
    );
    return { changes: row!.changes, lagMs: row!.lag };
  }

  /** Has the tenant's changes taken up; resolves when none that was committed before the call is left. */
  async feedChanges(tenantId: string, takeUp: TakeUp): Promise<void> {
    for (let found = BATCH; found === BATCH; ) {
      found = await this.database.inTenant(tenantId, async (transaction) => {
        await holdIndex(transaction, tenantId);
        const queued = await transaction.query<{ faq_id: string; number: number }>('SELECT faq_id, number FROM faq_index_queue WHERE tenant_id = $1 ORDER BY number LIMIT $2', [tenantId, BATCH]);
        if (queued.length === 0) return 0;
        const ids = queued.map((row) => row.faq_id);
        const put = await readIndexable(transaction, tenantId, ids);
        const there = new Set(put.map(({ id }) => id));
        await takeUp(tenantId, put, ids.filter((id) => !there.has(id)), queued.length < BATCH);
        await transaction.query(
          `DELETE FROM faq_index_queue q USING unnest($2::uuid[], $3::bigint[]) AS done (faq_id, number) WHERE q.tenant_id = $1 AND q.faq_id = done.faq_id AND q.number = done.number`,
          [tenantId, ids, queued.map(({ number }) => number)],
        );
        return queued.length;
      });
    }
  }

  /** Has every published article of the tenant taken up. */
  async feedAll(tenantId: string, takeUp: TakeUp): Promise<number> {
    let fed = 0;
    for (let after = NIL_UUID; ; ) {
      const articles = await this.database.inTenant(tenantId, async (transaction) => {
        await holdIndex(transaction, tenantId);
        const ids = await transaction.query<{ id: string }>(`SELECT id FROM faqs WHERE tenant_id = $1 AND status = 'published' AND id > $2 ORDER BY id LIMIT $3`, [tenantId, after, BATCH]);
        const put = await readIndexable(transaction, tenantId, ids.map(({ id }) => id));
        if (put.length > 0) await takeUp(tenantId, put, [], false);
        return put;
      });
      if (articles.length === 0) return fed;
      fed += articles.length;
      after = articles.at(-1)!.id;
    }
  }

  /** Every tenant, also without articles. */
  async tenants(): Promise<string[]> {
    const rows = await this.database.asSystem((transaction) => transaction.queryAndCommit<{ id: string }>('SELECT id FROM tenants ORDER BY id'));
    return rows.map(({ id }) => id);
  }

  /** Does `work` while no change is being taken up, in any process. */
  whileNobodyFeeds<T>(work: () => Promise<T>): Promise<T> {
    return this.database.asSystem(async (transaction) => {
      await transaction.query(`SELECT pg_advisory_xact_lock(hashtextextended('faq-index', 0))`);
      return work();
    });
  }

  /**
   * Does `work` alone, whichever process else wants to; null when another is at it. `goOn` is to be called in between,
   * at least every half minute.
   */
  alone<T>(work: (goOn: () => Promise<unknown>) => Promise<T>): Promise<T | null> {
    return this.database.asSystem(async (transaction) => {
      const row = await transaction.first<{ locked: boolean }>(`SELECT pg_try_advisory_xact_lock(hashtextextended('faq-index-anew', 0)) AS locked`);
      return row!.locked ? work(() => transaction.query('SELECT 1')) : null;
    });
  }

  /** Forgets what waits: there is no index to take it up. */
  async forget(): Promise<void> {
    await this.database.asSystem((transaction) => transaction.queryAndCommit('DELETE FROM faq_index_queue'));
  }
}

async function holdIndex(transaction: Transaction, tenantId: string): Promise<void> {
  await transaction.query({ name: 'faq-index-hold', text: `SELECT pg_advisory_xact_lock_shared(hashtextextended('faq-index', 0))` });
  await transaction.query({ name: 'faq-index-hold-tenant', text: `SELECT pg_advisory_xact_lock(hashtextextended('faq-index:' || $1::text, 0))` }, [tenantId]);
}

interface Row extends Omit<TimedArticle, 'externalId' | 'validFrom' | 'validTo'> {
  external_id: string | null;
  valid_from: Date | null;
  valid_to: Date | null;
}

const COLUMNS = 'f.id, f.external_id, f.locale, f.question, f.answer, f.category, f.keywords, f.paraphrases, f.valid_from, f.valid_to';

/** Those of the articles that are published, in the order of their ids. */
async function readIndexable(transaction: Transaction, tenantId: string, ids: readonly string[]): Promise<IndexableArticle[]> {
  const rows = await transaction.query<Row & Record<string, unknown>>(
    `SELECT ${COLUMNS} FROM faqs f WHERE f.tenant_id = $1 AND f.status = 'published'
       AND (f.id = ANY($2) OR f.external_id IN (SELECT external_id FROM faqs WHERE tenant_id = $1 AND id = ANY($2))) ORDER BY f.id`,
    [tenantId, ids],
  );
  const articles = rows.map(toTimed);
  const wanted = new Set(ids);
  const families = new Map<string, TimedArticle[]>();
  for (const article of articles) if (article.externalId !== null) families.set(article.externalId, [...(families.get(article.externalId) ?? []), article]);
  const translationsOf = ({ id, externalId }: TimedArticle): TimedArticle[] => (externalId === null ? [] : families.get(externalId)!.filter((other) => other.id !== id));
  return articles.filter(({ id }) => wanted.has(id)).map((article) => ({ ...article, translations: translationsOf(article) }));
}

const toTimed = ({ external_id, valid_from, valid_to, ...row }: Row): TimedArticle => ({
  ...row,
  externalId: external_id,
  validFrom: valid_from?.toISOString() ?? null,
  validTo: valid_to?.toISOString() ?? null,
});
