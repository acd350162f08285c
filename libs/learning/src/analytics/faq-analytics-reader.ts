import type { FaqAnalytics, FaqAnalyticsQuery } from '#libs/contracts';
import { dayRangeOf } from '#libs/cost';
import type { Database } from '#libs/persistence';
import { listPriceOfCall, meanCostOfCalls, type PriceParts } from './cost-per-call.js';
import { readDaySums, readFeedback, readRecentFrom, readTop, readUnanswered, type DaySums } from './read-sums.js';

type Counts = Pick<FaqAnalytics, 'volume' | 'answered' | 'deflected' | 'handed_off'>;

/** What the FAQ did, always within one tenant. */
export class FaqAnalyticsReader {
  constructor(
    private readonly database: Database,
    private readonly parts: PriceParts,
  ) {}

  /** @throws AppError invalid_request */
  async read(tenantId: string, { limit, locale, ...days }: FaqAnalyticsQuery): Promise<FaqAnalytics> {
    const { from, to } = dayRangeOf(days);
    const found = await this.database.inTenant(tenantId, async (transaction) => {
      const range = { tenantId, from, to, locale, recentFrom: await readRecentFrom(transaction, tenantId, from) };
      return {
        sums: await readDaySums(transaction, range),
        feedback: await readFeedback(transaction, range),
        top: await readTop(transaction, range, limit),
        unanswered: await readUnanswered(transaction, range, limit),
        mean: await meanCostOfCalls(transaction, tenantId, range),
      };
    });
    const { sums, feedback, top, unanswered } = found;
    const price = found.mean ?? (await listPriceOfCall(this.parts, tenantId));
    const counts = countsOf(sums);
    const avoided = sum(sums, ({ by_article, by_cache }) => by_article + by_cache);
    return {
      from,
      to,
      ...counts,
      helpfulness: { ...feedback, share: share(feedback.helpful, feedback.helpful + feedback.not_helpful) },
      cache_share: share(sum(sums, ({ by_cache }) => by_cache), counts.answered) ?? 0,
      model_calls_avoided: avoided,
      money_saved: { amount: await this.#times(tenantId, price.cost_per_call, avoided), currency: 'USD', ...price },
      top,
      unanswered,
      by_day: daysBetween(from, to).map((day) => ({ day, ...countsOf(sums.filter((row) => row.day === day)) })),
      by_locale: [...new Set(sums.map((row) => row.locale))].sort().map((of) => ({ locale: of, ...countsOf(sums.filter((row) => row.locale === of)) })),
    };
  }

  /** Decimals are the database's: a double would round them. */
  async #times(tenantId: string, amount: string, count: number): Promise<string> {
    const [row] = await this.database.inTenant(tenantId, (transaction) => transaction.queryAndCommit<{ product: string }>('SELECT trim_scale($1::numeric * $2)::text AS product', [amount, count]));
    return row!.product;
  }
}

const countsOf = (sums: readonly DaySums[]): Counts => ({
  volume: sum(sums, ({ volume }) => volume),
  answered: sum(sums, ({ by_article, by_model, by_cache }) => by_article + by_model + by_cache),
  deflected: sum(sums, ({ deflected }) => deflected),
  handed_off: sum(sums, ({ handed_off }) => handed_off),
});

const sum = (rows: readonly DaySums[], of: (row: DaySums) => number): number => rows.reduce((total, row) => total + of(row), 0);

const share = (part: number, whole: number): number | null => (whole === 0 ? null : Math.round((part / whole) * 10_000) / 10_000);

function daysBetween(from: string, to: string): string[] {
  const days: string[] = [];
  for (let at = Date.parse(from); at <= Date.parse(to); at += 86_400_000) days.push(new Date(at).toISOString().slice(0, 10));
  return days;
}
