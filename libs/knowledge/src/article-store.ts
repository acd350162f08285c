import { newId } from '#libs/kernel';
import type { Database } from '#libs/persistence';
import type { Article, Locale } from './types.js';

interface ArticleRow {
  id: string;
  external_id: string | null;
  locale: Locale;
  question: string;
  answer: string;
  category: string | null;
  keywords: string[];
  paraphrases: string[];
}

const ARTICLE_COLUMNS = 'id, external_id, locale, question, answer, category, keywords, paraphrases';

const toArticle = ({ external_id, ...row }: ArticleRow): Article => ({ ...row, externalId: external_id });

const SEARCHABLE = `tenant_id = $1 AND status = 'published' AND (valid_from IS NULL OR valid_from <= now()) AND (valid_to IS NULL OR valid_to > now())`;

/** The tenant's FAQ articles, as search and answers need them. */
export class ArticleStore {
  constructor(private readonly database: Database) {}

  /**
   * Tells what is searchable apart from what was: it changes when a published article is added, changed or taken
   * away, and when one's time of validity begins or ends, which nobody writes.
   */
  async version(tenantId: string): Promise<string> {
    const row = await this.database.inTenant(tenantId, async (transaction) => {
      const rows = await transaction.queryAndCommit<{ version: string }>(
        {
          name: 'faq-version',
          // Each write of an article takes a new number, so the sum moves with every change; a time of change would
          // not, when the writer that began first commits last.
          text: `SELECT count(*) || ':' || COALESCE(max(revision), 0) || ':' || COALESCE(sum(revision), 0) AS version FROM faqs WHERE ${SEARCHABLE}`,
        },
        [tenantId],
      );
      return rows[0];
    });
    return row?.version ?? '';
  }

  /** The articles that may answer now: id and revision. */
  async revisions(tenantId: string): Promise<Map<string, number>> {
    const rows = await this.database.inTenant(tenantId, (transaction) =>
      transaction.queryAndCommit<{ id: string; revision: number }>({ name: 'faq-revisions', text: `SELECT id, revision FROM faqs WHERE ${SEARCHABLE} ORDER BY id` }, [tenantId]),
    );
    return new Map(rows.map(({ id, revision }) => [id, revision]));
  }

  /** Those of the articles that may answer now, in the order of their ids. */
  async searchable(tenantId: string, ids: readonly string[]): Promise<Article[]> {
    const rows = await this.database.inTenant(tenantId, (transaction) =>
      transaction.queryAndCommit<ArticleRow>({ name: 'faq-searchable', text: `SELECT ${ARTICLE_COLUMNS} FROM faqs WHERE ${SEARCHABLE} AND id = ANY($2) ORDER BY id` }, [tenantId, ids]),
    );
    return rows.map(toArticle);
  }

  /** Adds published articles; those whose external id and locale are there already are left alone. */
  async addMissing(tenantId: string, articles: readonly Omit<Article, 'id'>[]): Promise<void> {
    await this.database.inTenant(tenantId, async (transaction) => {
      for (const article of articles) {
        await transaction.query(
          {
            name: 'faq-add-missing',
            text: `INSERT INTO faqs (tenant_id, id, external_id, locale, question, answer, category, keywords, paraphrases)
                   VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9) ON CONFLICT (tenant_id, external_id, locale) DO NOTHING`,
          },
          [tenantId, newId(), article.externalId, article.locale, article.question, article.answer, article.category, article.keywords, article.paraphrases],
        );
      }
    });
  }
}
