import type { FaqAnalytics, FaqAnalyticsQuery, Locale } from '#libs/contracts';
import type { DayRange } from '#libs/cost';
import type { Transaction } from '#libs/persistence';
import { sourcesOfQueries, sumsOfQueries } from './sums-of-queries.js';

/** Sums of one day and locale. */
export interface DaySums {
  day: string;
  locale: Locale;
  volume: number;
  by_article: number;
  by_model: number;
  by_cache: number;
  deflected: number;
  handed_off: number;
}

/** Which days and locale: $1 the tenant, $2 and $3 the days, $4 the locale, $5 the first day that is not summed up. */
export interface Range extends DayRange {
  tenantId: string;
  locale: FaqAnalyticsQuery['locale'];
  recentFrom: string;
}

/** The first day of the range that is not summed up yet: today, or yesterday until the job has run. */
export async function readRecentFrom(transaction: Transaction, tenantId: string, from: string): Promise<string> {
  const row = await transaction.first<{ day: string }>('SELECT GREATEST($2::date, max(day) + 1)::text AS day FROM faq_daily WHERE tenant_id = $1', [tenantId, from]);
  return row!.day;
}

const FILTER = `day BETWEEN $2::date AND $3::date AND ($4::text IS NULL OR locale = $4)`;
// Compared with timestamps: row-level security lets only leakproof operators use an index, and those of dates are none.
const RECENT = `q.tenant_id = $1 AND q.created_at >= $5::timestamptz AND q.created_at < $3::timestamptz + interval '1 day' AND ($4::text IS NULL OR q.locale = $4)`;

const valuesOf = ({ tenantId, from, to, locale }: Range): unknown[] => [tenantId, from, to, locale ?? null];
const withRecent = (range: Range): unknown[] => [...valuesOf(range), range.recentFrom];

export const readDaySums = (transaction: Transaction, range: Range): Promise<DaySums[]> =>
  transaction.query<DaySums & Record<string, unknown>>(
    `SELECT day::text, locale, volume, by_article, by_model, by_cache, deflected, handed_off FROM faq_daily WHERE tenant_id = $1 AND ${FILTER}
     UNION ALL SELECT day::text, locale, volume, by_article, by_model, by_cache, deflected, handed_off FROM (${sumsOfQueries(RECENT)}) recent`,
    withRecent(range),
  );

export const readTop = (transaction: Transaction, range: Range, limit: number): Promise<FaqAnalytics['top']> =>
  transaction.query<FaqAnalytics['top'][number] & Record<string, unknown>>(
    `SELECT f.id, f.question, f.locale, sum(s.answered)::integer AS answered, f.helpful, f.not_helpful
     FROM (SELECT faq_id, answered FROM faq_article_daily WHERE tenant_id = $1 AND ${FILTER}
           UNION ALL SELECT faq_id, answered FROM (${sourcesOfQueries(RECENT)}) recent) s
     JOIN faqs f ON f.tenant_id = $1 AND f.id = s.faq_id
     GROUP BY f.tenant_id, f.id ORDER BY answered DESC, f.id LIMIT $6`,
    [...withRecent(range), limit],
  );

export const readUnanswered = (transaction: Transaction, { tenantId, from, locale }: Range, limit: number): Promise<FaqAnalytics['unanswered']> =>
  transaction.query<FaqAnalytics['unanswered'][number] & Record<string, unknown>>(
    `SELECT id, title, locale, question_count AS count FROM faq_candidates
     WHERE tenant_id = $1 AND status = 'new' AND last_seen_at >= $2::timestamptz AND ($3::text IS NULL OR locale = $3)
     ORDER BY question_count DESC, id DESC LIMIT $4`,
    [tenantId, from, locale ?? null, limit],
  );

/** Words of the days on articles; one per turn and article. */
export async function readFeedback(transaction: Transaction, range: Range): Promise<{ helpful: number; not_helpful: number }> {
  const row = await transaction.first<{ helpful: number; not_helpful: number }>(
    `SELECT count(*) FILTER (WHERE b.helpful) AS helpful, count(*) FILTER (WHERE NOT b.helpful) AS not_helpful
     FROM faq_feedback b JOIN faqs f ON f.tenant_id = b.tenant_id AND f.id = b.faq_id
     WHERE b.tenant_id = $1 AND b.created_at >= $2::timestamptz AND b.created_at < $3::timestamptz + interval '1 day' AND ($4::text IS NULL OR f.locale = $4)`,
    valuesOf(range),
  );
  return row!;
}
