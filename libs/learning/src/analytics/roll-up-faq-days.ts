import type { Database, Transaction } from '#libs/persistence';
import { sourcesOfQueries, sumsOfQueries } from './sums-of-queries.js';

const OF_DAY = `q.created_at >= $1::timestamptz AND q.created_at < $1::timestamptz + interval '1 day'`;
/** Days that are looked back on where nothing was summed up yet. */
const MOST_DAYS = 100;
/** Other jobs wait for this one; the days left over come with its next run. */
const LONGEST_RUN_MS = 5_000;

/**
 * Sums up the days that are over, from the first one on that may still change: a question's conversation can go
 * to a human until a day later. Repeating it gives the same sums.
 * @returns the days that were summed up
 */
export async function rollUpFaqDays(database: Database): Promise<string[]> {
  const days = await database.asSystem((transaction) => openDays(transaction));
  const startedAt = performance.now();
  const done: string[] = [];
  for (const { day, settled } of days) {
    if (performance.now() - startedAt > LONGEST_RUN_MS) break;
    await database.asSystem((transaction) => rollUp(transaction, day, settled));
    done.push(day);
  }
  return done;
}

const openDays = (transaction: Transaction): Promise<{ day: string; settled: boolean }[]> =>
  transaction.queryAndCommit(
    `SELECT d.day::date::text AS day, d.day + interval '2 days' < now() AS settled
     FROM generate_series(
       GREATEST(current_date - ${MOST_DAYS}, COALESCE((SELECT max(day) + 1 FROM faq_daily WHERE settled), (SELECT min(created_at) FROM faq_queries)::date)),
       current_date - 1, interval '1 day') AS d (day) ORDER BY 1`,
  );

async function rollUp(transaction: Transaction, day: string, settled: boolean): Promise<void> {
  await transaction.query(
    `INSERT INTO faq_daily (tenant_id, day, locale, volume, by_article, by_model, by_cache, deflected, handed_off, settled)
     SELECT s.*, $2 FROM (${sumsOfQueries(OF_DAY)}) s
     ON CONFLICT (tenant_id, day, locale) DO UPDATE SET volume = EXCLUDED.volume, by_article = EXCLUDED.by_article, by_model = EXCLUDED.by_model,
       by_cache = EXCLUDED.by_cache, deflected = EXCLUDED.deflected, handed_off = EXCLUDED.handed_off, settled = EXCLUDED.settled`,
    [day, settled],
  );
  await transaction.query(
    `INSERT INTO faq_article_daily (tenant_id, day, locale, faq_id, answered) ${sourcesOfQueries(OF_DAY)}
     ON CONFLICT (tenant_id, day, faq_id, locale) DO UPDATE SET answered = EXCLUDED.answered`,
    [day],
  );
}
