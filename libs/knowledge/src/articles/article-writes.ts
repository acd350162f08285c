import type { Principal } from '#libs/identity';
import { AppError } from '#libs/kernel';
import { violates, type Transaction } from '#libs/persistence';
import { CONTENT_COLUMNS, SELECT_ARTICLES, type ArticleContent, type ArticleRow } from './article-row.js';

/** Who writes; null: the platform itself. */
export type Writer = Pick<Principal, 'kind' | 'id'> | null;

export type IdentifiedContent = ArticleContent & { id: string };

const FIELDS = CONTENT_COLUMNS.split(', ');
const RECORDS = `jsonb_to_recordset($2::jsonb) AS given (id uuid, external_id text, locale text, question text, answer text, category text,
  keywords text[], paraphrases text[], status text, valid_from timestamptz, valid_to timestamptz)`;

/**
 * Holds the tenant's articles against other writers until the transaction ends: whether an article is there
 * already, and which number a change takes, is decided by one after the other. Reading goes on.
 */
export const holdArticles = (transaction: Transaction, tenantId: string): Promise<unknown> =>
  transaction.query({ name: 'faq-hold', text: `SELECT pg_advisory_xact_lock(hashtextextended('faqs:' || $1::text, 0))` }, [tenantId]);

/** @throws AppError not_found */
export async function readArticle(transaction: Transaction, tenantId: string, id: string): Promise<ArticleRow> {
  const row = await transaction.first<ArticleRow>({ name: 'faq-read', text: `${SELECT_ARTICLES} AND f.id = $2` }, [tenantId, id]);
  if (!row) throw noSuchArticle();
  return row;
}

export const noSuchArticle = (): AppError => new AppError('not_found', 'There is no such article');

/** Adds articles as their first versions. @throws AppError already_exists */
export const addArticles = (transaction: Transaction, tenantId: string, writer: Writer, articles: readonly IdentifiedContent[]): Promise<void> =>
  write(
    transaction,
    `INSERT INTO faqs (tenant_id, id, ${CONTENT_COLUMNS}, changed_by_kind, changed_by_id)
     SELECT $1, id, ${CONTENT_COLUMNS}, $3, $4 FROM ${RECORDS}`,
    [tenantId, JSON.stringify(articles), writer?.kind ?? null, writer?.id ?? null],
  );

/** Keeps what the articles say now as former versions, and has them say this. @throws AppError already_exists */
export async function changeArticles(transaction: Transaction, tenantId: string, writer: Writer, articles: readonly IdentifiedContent[]): Promise<void> {
  await transaction.query(
    `INSERT INTO faq_versions (tenant_id, faq_id, version, ${CONTENT_COLUMNS}, changed_at, changed_by_kind, changed_by_id)
     SELECT tenant_id, id, version, ${CONTENT_COLUMNS}, updated_at, changed_by_kind, changed_by_id FROM faqs WHERE tenant_id = $1 AND id = ANY($2)`,
    [tenantId, articles.map(({ id }) => id)],
  );
  await write(
    transaction,
    `UPDATE faqs f SET ${FIELDS.map((field) => `${field} = given.${field}`).join(', ')}, version = f.version + 1, revision = nextval('faq_revisions'),
       updated_at = clock_timestamp(), changed_by_kind = $3, changed_by_id = $4
     FROM ${RECORDS} WHERE f.tenant_id = $1 AND f.id = given.id`,
    [tenantId, JSON.stringify(articles), writer?.kind ?? null, writer?.id ?? null],
  );
}

async function write(transaction: Transaction, statement: string, values: unknown[]): Promise<void> {
  try {
    await transaction.query(statement, values);
  } catch (error) {
    if (violates(error, 'faqs_tenant_id_external_id_locale_key')) throw new AppError('already_exists', 'There is an article of this external_id and locale', { cause: error });
    throw error;
  }
}
