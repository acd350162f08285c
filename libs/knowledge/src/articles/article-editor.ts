import { recordAudit } from '#libs/identity';
import type { CreateFaq, Faq, UpdateFaq } from '#libs/contracts';
import { AppError, newId } from '#libs/kernel';
import type { Database, Transaction } from '#libs/persistence';
import type { ArticleIndex } from './article-index.js';
import { CONTENT_COLUMNS, contentOf, saysTheSame, toFaq, type ArticleContent, type ArticleRow, type ContentRow } from './article-row.js';
import { addArticles, changeArticles, holdArticles, readArticle, type Writer } from './article-writes.js';

/** Writes of single articles: each change keeps the former version and is audited. */
export class ArticleEditor {
  constructor(
    private readonly database: Database,
    private readonly index: ArticleIndex,
  ) {}

  /** @throws AppError already_exists */
  create(tenantId: string, writer: Writer, content: CreateFaq): Promise<Faq> {
    const id = newId();
    return this.#write(tenantId, [], async (transaction) => {
      await addArticles(transaction, tenantId, writer, [{ id, ...content }]);
      const row = await readArticle(transaction, tenantId, id);
      await audit(transaction, tenantId, writer, row, 'created');
      return toFaq(row);
    });
  }

  /** A change that changes nothing makes no version. @throws AppError not_found, version_conflict, already_exists, invalid_request */
  update(tenantId: string, writer: Writer, id: string, { version, ...change }: UpdateFaq): Promise<Faq> {
    return this.#write(tenantId, [id], async (transaction) => {
      const row = await readArticle(transaction, tenantId, id);
      if (version !== undefined && version !== row.version) throw changedMeanwhile(row.version);
      return changeTo(transaction, tenantId, writer, row, { ...contentOf(row), ...change }, { action: 'updated', fields: Object.keys(change) });
    });
  }

  /** Takes up a former version again, as a new one. @throws AppError not_found, already_exists */
  restore(tenantId: string, writer: Writer, id: string, version: number): Promise<Faq> {
    return this.#write(tenantId, [id], async (transaction) => {
      const row = await readArticle(transaction, tenantId, id);
      const former = version === row.version ? row : await formerVersion(transaction, tenantId, id, version);
      return changeTo(transaction, tenantId, writer, row, contentOf(former), { action: 'restored', restored: version });
    });
  }

  /** Deletes the article with its versions and feedback. @throws AppError not_found */
  async delete(tenantId: string, writer: Writer, id: string): Promise<void> {
    await this.#write(tenantId, [id], async (transaction) => {
      const row = await readArticle(transaction, tenantId, id);
      await transaction.query('DELETE FROM faqs WHERE tenant_id = $1 AND id = $2', [tenantId, id]);
      await audit(transaction, tenantId, writer, row, 'deleted');
    });
  }

  async #write<T>(tenantId: string, changed: readonly string[], work: (transaction: Transaction) => Promise<T>): Promise<T> {
    const result = await this.database.inTenant(tenantId, async (transaction) => {
      await holdArticles(transaction, tenantId);
      return work(transaction);
    });
    this.index.changed(tenantId, changed);
    return result;
  }
}

async function changeTo(transaction: Transaction, tenantId: string, writer: Writer, row: ArticleRow, content: ArticleContent, { action, ...detail }: { action: string; [detail: string]: unknown }): Promise<Faq> {
  if (saysTheSame(content, contentOf(row))) return toFaq(row);
  requireValidTime(content);
  requireAnswer(content);
  await changeArticles(transaction, tenantId, writer, [{ id: row.id, ...content }]);
  const changed = await readArticle(transaction, tenantId, row.id);
  await audit(transaction, tenantId, writer, changed, action, detail);
  return toFaq(changed);
}

async function formerVersion(transaction: Transaction, tenantId: string, id: string, version: number): Promise<ContentRow> {
  const row = await transaction.first<ContentRow & Record<string, unknown>>(`SELECT ${CONTENT_COLUMNS} FROM faq_versions WHERE tenant_id = $1 AND faq_id = $2 AND version = $3`, [tenantId, id, version]);
  if (!row) throw new AppError('not_found', 'The article has no such version');
  return row;
}

function requireValidTime({ valid_from, valid_to }: ArticleContent): void {
  if (valid_from && valid_to && Date.parse(valid_to) <= Date.parse(valid_from)) throw new AppError('invalid_request', 'body.valid_to: must be after valid_from');
}

/** A draft that was proposed may have none yet. */
function requireAnswer({ status, answer }: ArticleContent): void {
  if (status === 'published' && answer.trim() === '') throw new AppError('invalid_request', 'body.answer: a published article needs an answer');
}

const changedMeanwhile = (version: number): AppError => new AppError('version_conflict', `The article is at version ${version} by now`);

const audit = (transaction: Transaction, tenantId: string, writer: Writer, row: ArticleRow, action: string, detail: Record<string, unknown> = {}): Promise<void> =>
  recordAudit(transaction, tenantId, writer, {
    action: `faq.${action}`,
    subjectKind: 'faq',
    subjectId: row.id,
    detail: { version: row.version, external_id: row.external_id, locale: row.locale, question: row.question, ...detail },
  });
