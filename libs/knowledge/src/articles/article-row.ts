import { isDeepStrictEqual } from 'node:util';
import type { ExportedFaq, Faq, FaqVersion } from '#libs/contracts';

/** What an article says and when, as it is written, exported and kept in versions. */
export type ArticleContent = ExportedFaq;

export const CONTENT_COLUMNS = 'external_id, locale, question, answer, category, keywords, paraphrases, status, valid_from, valid_to';

export interface ContentRow extends Omit<ArticleContent, 'valid_from' | 'valid_to'> {
  valid_from: Date | null;
  valid_to: Date | null;
}

interface WrittenBy {
  version: number;
  changed_by_kind: string | null;
  changed_by_id: string | null;
}

export interface ArticleRow extends ContentRow, WrittenBy {
  id: string;
  source: Faq['source'];
  translations: Faq['translations'];
  helpful: number;
  not_helpful: number;
  created_at: Date;
  updated_at: Date;
}

export interface VersionRow extends ContentRow, WrittenBy {
  changed_at: Date;
}

/** Articles `f` of a tenant ($1), with what links to them. */
export const SELECT_ARTICLES = `SELECT f.id, ${CONTENT_COLUMNS.replaceAll(/\w+/g, 'f.$&')}, f.version, f.changed_by_kind, f.changed_by_id, f.helpful, f.not_helpful, f.source,
    f.created_at, f.updated_at, f.created_at::text AS position,
    COALESCE((SELECT json_agg(json_build_object('id', t.id, 'locale', t.locale, 'status', t.status) ORDER BY t.locale)
      FROM faqs t WHERE t.tenant_id = f.tenant_id AND t.external_id = f.external_id AND t.id <> f.id), '[]') AS translations
  FROM faqs f WHERE f.tenant_id = $1`;

export const contentOf = (row: ContentRow): ArticleContent => ({
  external_id: row.external_id,
  locale: row.locale,
  question: row.question,
  answer: row.answer,
  category: row.category,
  keywords: row.keywords,
  paraphrases: row.paraphrases,
  status: row.status,
  valid_from: row.valid_from?.toISOString() ?? null,
  valid_to: row.valid_to?.toISOString() ?? null,
});

export const saysTheSame = (one: ArticleContent, other: ArticleContent): boolean => isDeepStrictEqual(one, other);

export const toFaq = (row: ArticleRow): Faq => ({
  id: row.id,
  ...contentOf(row),
  version: row.version,
  source: row.source,
  translations: row.translations,
  helpful: row.helpful,
  not_helpful: row.not_helpful,
  created_at: row.created_at.toISOString(),
  updated_at: row.updated_at.toISOString(),
  changed_by: changedBy(row),
});

export const toVersion = (row: VersionRow): FaqVersion => ({ version: row.version, ...contentOf(row), changed_at: row.changed_at.toISOString(), changed_by: changedBy(row) });

const changedBy = ({ changed_by_kind, changed_by_id }: WrittenBy): Faq['changed_by'] => (changed_by_kind === null ? null : { kind: changed_by_kind, id: changed_by_id });
