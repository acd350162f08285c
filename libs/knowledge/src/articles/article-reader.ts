import type { Faq, FaqVersion, ListFaqs, Page, PageQuery } from '#libs/contracts';
import { AppError } from '#libs/kernel';
import { decodeCursor, pageOfRows, type Database } from '#libs/persistence';
import { CONTENT_COLUMNS, SELECT_ARTICLES, contentOf, toFaq, toVersion, type ArticleContent, type ArticleRow, type ContentRow, type VersionRow } from './article-row.js';
import { readArticle } from './article-writes.js';

/** Articles read from the database at a time for an export. */
const EXPORT_BATCH = 500;
const WRITTEN_BY = 'version, changed_by_kind, changed_by_id';
const NIL_UUID = '00000000-0000-0000-0000-000000000000';

/** Reads of articles by those who write them. */
export class ArticleReader {
  constructor(private readonly database: Database) {}

  /** @throws AppError not_found */
  async get(tenantId: string, id: string): Promise<Faq> {
    return toFaq(await this.database.inTenant(tenantId, (transaction) => readArticle(transaction, tenantId, id)));
  }

  /** Newest first. @throws AppError invalid_cursor */
  async list(tenantId: string, query: ListFaqs): Promise<Page<Faq>> {
    const after = decodeCursor(query.cursor);
    const found = await this.database.inTenant(tenantId, (transaction) =>
      transaction.queryAndCommit<ArticleRow & { position: string }>(
        `${SELECT_ARTICLES}
           AND ($2::text IS NULL OR f.status = $2) AND ($3::text IS NULL OR f.locale = $3) AND ($4::text IS NULL OR f.category = $4)
           AND ($5::text IS NULL OR f.question ILIKE $5 OR f.answer ILIKE $5 OR array_to_string(f.paraphrases, E'\\n') ILIKE $5)
           AND ($6::timestamptz IS NULL OR (f.created_at, f.id) < ($6::timestamptz, $7::uuid))
         ORDER BY f.created_at DESC, f.id DESC LIMIT $8`,
        [tenantId, query.status ?? null, query.locale ?? null, query.category ?? null, containing(query.q), after?.time ?? null, after?.id ?? null, query.limit + 1],
      ),
    );
    const { rows, nextCursor } = pageOfRows(found, query.limit);
    return { items: rows.map(toFaq), next_cursor: nextCursor };
  }

  /** The present version and those before it, newest first. @throws AppError not_found, invalid_cursor */
  async versions(tenantId: string, id: string, query: PageQuery): Promise<Page<FaqVersion>> {
    const before = readVersionCursor(query.cursor);
    const rows = await this.database.inTenant(tenantId, async (transaction) => {
      await readArticle(transaction, tenantId, id);
      return transaction.query<VersionRow & Record<string, unknown>>(
        `SELECT * FROM (
           SELECT ${CONTENT_COLUMNS}, ${WRITTEN_BY}, updated_at AS changed_at FROM faqs WHERE tenant_id = $1 AND id = $2
           UNION ALL
           SELECT ${CONTENT_COLUMNS}, ${WRITTEN_BY}, changed_at FROM faq_versions WHERE tenant_id = $1 AND faq_id = $2
         ) v WHERE $3::integer IS NULL OR version < $3 ORDER BY version DESC LIMIT $4`,
        [tenantId, id, before, query.limit + 1],
      );
    });
    const page = rows.slice(0, query.limit);
    return { items: page.map(toVersion), next_cursor: rows.length > query.limit ? versionCursor(page.at(-1)!.version) : null };
  }

  /** Every article, oldest first, a few hundred in memory at a time. */
  async *all(tenantId: string): AsyncGenerator<ArticleContent> {
    for (let after = NIL_UUID; ; ) {
      const rows = await this.database.inTenant(tenantId, (transaction) =>
        transaction.queryAndCommit<ContentRow & { id: string }>(`SELECT id, ${CONTENT_COLUMNS} FROM faqs WHERE tenant_id = $1 AND id > $2 ORDER BY id LIMIT ${EXPORT_BATCH}`, [tenantId, after]),
      );
      for (const row of rows) yield contentOf(row);
      if (rows.length < EXPORT_BATCH) return;
      after = rows.at(-1)!.id;
    }
  }
}

const containing = (text: string | undefined): string | null => (text === undefined ? null : `%${text.replace(/[\\%_]/g, '\\$&')}%`);

const versionCursor = (version: number): string => Buffer.from(`v${version}`).toString('base64url');

function readVersionCursor(cursor: string | undefined): number | null {
  if (cursor === undefined) return null;
  const [, version] = /^v(\d{1,9})$/.exec(Buffer.from(cursor, 'base64url').toString('utf8')) ?? [];
  if (version === undefined) throw new AppError('invalid_cursor');
  return Number(version);
}
