import { newId } from '#libs/kernel';
import type { Database, Statement } from '#libs/persistence';
import type { Article, Locale } from './types.js';

/** What a turn asked of the FAQ and what came of it. */
export interface FaqQuery {
  turnId: string;
  question: string;
  locale: Locale;
  outcome: 'answered' | 'no_answer';
  /** The articles the answer is from, the first one foremost. */
  articleIds: readonly string[];
  /** Of the first, or of the nearest when none answered. */
  score: number | null;
}

const LOG_QUERY: Statement = {
  name: 'faq-query-insert',
  text: `INSERT INTO faq_queries (tenant_id, id, turn_id, question, locale, outcome, faq_id, score, cited) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)`,
};

/** The statement that logs a query, for the transaction that ends its turn. */
export const faqQueryLog = (tenantId: string, query: FaqQuery): { statement: Statement; values: unknown[] } => ({
  statement: LOG_QUERY,
  values: [tenantId, newId(), query.turnId, query.question, query.locale, query.outcome, query.articleIds[0] ?? null, query.score, query.articleIds],
});

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

/** The tenant's FAQ articles. */
export class ArticleStore {
  constructor(private readonly database: Database) {}

  /** What changes whenever a published article is added, changed or taken away. */
  async version(tenantId: string): Promise<string> {
    const row = await this.database.inTenant(tenantId, async (transaction) => {
      const rows = await transaction.queryAndCommit<{ version: string }>(
        {
          name: 'faq-version',
          text: `SELECT count(*) || ':' || COALESCE(max(updated_at)::text, '') AS version FROM faqs WHERE tenant_id = $1 AND status = 'published'`,
        },
        [tenantId],
      );
      return rows[0];
    });
    return row?.version ?? '';
  }

  async published(tenantId: string): Promise<Article[]> {
    const rows = await this.database.inTenant(tenantId, (transaction) =>
      transaction.queryAndCommit<ArticleRow>(
        `SELECT id, external_id, locale, question, answer, category, keywords, paraphrases FROM faqs
         WHERE tenant_id = $1 AND status = 'published' ORDER BY id`,
        [tenantId],
      ),
    );
    return rows.map(({ external_id, ...row }) => ({ ...row, externalId: external_id }));
  }

  /** Adds articles, or brings those with the same external id and locale in line. */
  async upsert(tenantId: string, articles: readonly Omit<Article, 'id'>[]): Promise<void> {
    await this.database.inTenant(tenantId, async (transaction) => {
      for (const article of articles) {
        await transaction.query(
          {
            name: 'faq-upsert',
            text: `INSERT INTO faqs (tenant_id, id, external_id, locale, question, answer, category, keywords, paraphrases)
                   VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)
                   ON CONFLICT (tenant_id, external_id, locale) DO UPDATE SET
                     question = EXCLUDED.question, answer = EXCLUDED.answer, category = EXCLUDED.category,
                     keywords = EXCLUDED.keywords, paraphrases = EXCLUDED.paraphrases, updated_at = now()
                   WHERE (faqs.question, faqs.answer, faqs.category, faqs.keywords, faqs.paraphrases)
                     IS DISTINCT FROM (EXCLUDED.question, EXCLUDED.answer, EXCLUDED.category, EXCLUDED.keywords, EXCLUDED.paraphrases)`,
          },
          [tenantId, newId(), article.externalId, article.locale, article.question, article.answer, article.category, article.keywords, article.paraphrases],
        );
      }
    });
  }
}
