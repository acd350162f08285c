import type { PopularFaqs, PopularFaqsQuery } from '#libs/contracts';
import type { Database } from '#libs/persistence';

/** Counts anew how often articles answered in the last 30 days; readers are not held up. */
export const refreshPopularFaqs = (database: Database): Promise<unknown> => database.asSystem((transaction) => transaction.queryAndCommit('SELECT refresh_popular_faqs()'));

/** The published articles that answer most. */
export async function readPopularFaqs(database: Database, tenantId: string, { locale, limit }: PopularFaqsQuery): Promise<PopularFaqs> {
  const items = await database.inTenant(tenantId, (transaction) =>
    transaction.queryAndCommit<PopularFaqs['items'][number]>(
      `SELECT f.id, f.question, p.locale, p.answered FROM popular_faqs_of_tenant() p JOIN faqs f ON f.tenant_id = $1 AND f.id = p.faq_id
       WHERE f.status = 'published' AND ($2::text IS NULL OR p.locale = $2) ORDER BY p.answered DESC, f.id LIMIT $3`,
      [tenantId, locale ?? null, limit],
    ),
  );
  return { items };
}
