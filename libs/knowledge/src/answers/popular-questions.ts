import { z } from 'zod';
import type { CacheSpace } from '#libs/cache';
import { Locale } from '#libs/contracts';
import type { Database } from '#libs/persistence';

const PopularQuestion = z.object({ tenant_id: z.string(), locale: Locale, question: z.string() });
export type PopularQuestion = z.infer<typeof PopularQuestion>;

/** Of one tenant, and of all together: a warming is bounded however much is asked. */
const PER_TENANT = 100;
const IN_ALL = 2_000;

/** Counted once for all processes that start, and at most once an hour. */
export const POPULAR: CacheSpace<PopularQuestion[]> = { name: 'popular-questions', version: 1, schema: z.array(PopularQuestion), ttlMs: 50 * 60_000, graceMs: 3 * 3_600_000 };

/** What was answered most often in the last seven days, the most asked first. */
export const popularQuestions = (database: Database): Promise<PopularQuestion[]> =>
  database.asSystem((transaction) =>
    transaction.queryAndCommit<PopularQuestion & Record<string, unknown>>(
      `SELECT tenant_id, locale, question FROM (
         SELECT tenant_id, locale, min(question) AS question, count(*) AS times, row_number() OVER (PARTITION BY tenant_id ORDER BY count(*) DESC) AS place
         FROM faq_queries WHERE outcome = 'answered' AND normalised <> '' AND created_at > now() - interval '7 days'
         GROUP BY tenant_id, locale, normalised
       ) counted WHERE place <= $1 ORDER BY times DESC LIMIT $2`,
      [PER_TENANT, IN_ALL],
    ),
  );
