import { MAX_SYNONYM_GROUPS, type NewSynonymGroup, type SynonymGroup } from '#libs/contracts';
import { recordAudit } from '#libs/identity';
import { AppError, newId } from '#libs/kernel';
import type { Database, Transaction } from '#libs/persistence';
import type { Writer } from '../articles/article-writes.js';

/** The tenants' synonyms. Writers of one tenant come one after the other. */
export class SynonymStore {
  constructor(private readonly database: Database) {}

  /** Oldest first. */
  list(tenantId: string): Promise<SynonymGroup[]> {
    return this.database.inTenant(tenantId, (transaction) => transaction.queryAndCommit<SynonymGroup & Record<string, unknown>>({ name: 'faq-synonyms', text: LIST }, [tenantId]));
  }

  /** Puts these groups in the place of all there are. */
  replace(tenantId: string, writer: Writer, groups: readonly NewSynonymGroup[]): Promise<SynonymGroup[]> {
    return this.#write(tenantId, async (transaction) => {
      const former = await transaction.query<{ id: string }>('DELETE FROM faq_synonyms WHERE tenant_id = $1 RETURNING id', [tenantId]);
      const added = groups.map((group) => ({ id: newId(), ...group }));
      await insert(transaction, tenantId, added);
      await recordAudit(transaction, tenantId, writer, { action: 'faq_synonyms.replaced', subjectKind: 'faq_synonyms', subjectId: tenantId, detail: { removed: former.length, added: added.length } });
      return added;
    });
  }

  /** @throws AppError invalid_request when there are as many as may be */
  add(tenantId: string, writer: Writer, group: NewSynonymGroup): Promise<SynonymGroup> {
    return this.#write(tenantId, async (transaction) => {
      const counted = await transaction.first<{ groups: number }>('SELECT count(*) AS groups FROM faq_synonyms WHERE tenant_id = $1', [tenantId]);
      if (counted!.groups >= MAX_SYNONYM_GROUPS) throw new AppError('invalid_request', `There are ${MAX_SYNONYM_GROUPS} groups of synonyms, and no more may be`);
      const added = { id: newId(), ...group };
      await insert(transaction, tenantId, [added]);
      await recordAudit(transaction, tenantId, writer, { action: 'faq_synonyms.added', subjectKind: 'faq_synonyms', subjectId: added.id, detail: { ...group } });
      return added;
    });
  }

  /** @throws AppError not_found */
  async remove(tenantId: string, writer: Writer, id: string): Promise<void> {
    await this.#write(tenantId, async (transaction) => {
      const removed = await transaction.first<{ words: string[] }>('DELETE FROM faq_synonyms WHERE tenant_id = $1 AND id = $2 RETURNING words', [tenantId, id]);
      if (!removed) throw new AppError('not_found', 'There is no such group of synonyms');
      await recordAudit(transaction, tenantId, writer, { action: 'faq_synonyms.removed', subjectKind: 'faq_synonyms', subjectId: id, detail: { words: removed.words } });
    });
  }

  #write<T>(tenantId: string, work: (transaction: Transaction) => Promise<T>): Promise<T> {
    return this.database.inTenant(tenantId, async (transaction) => {
      await transaction.query(`SELECT pg_advisory_xact_lock(hashtextextended('faq-synonyms:' || $1::text, 0))`, [tenantId]);
      return work(transaction);
    });
  }
}

const LIST = 'SELECT id, locale, words FROM faq_synonyms WHERE tenant_id = $1 ORDER BY created_at, id';

const insert = (transaction: Transaction, tenantId: string, groups: readonly SynonymGroup[]): Promise<unknown> =>
  transaction.query(
    `INSERT INTO faq_synonyms (tenant_id, id, locale, words)
     SELECT $1, id, locale, words FROM jsonb_to_recordset($2::jsonb) AS given (id uuid, locale text, words text[])`,
    [tenantId, JSON.stringify(groups)],
  );
