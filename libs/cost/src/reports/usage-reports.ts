import type { RelayReceipt, TurnReceipt, UsageForecast, UsageQuery, UsageReport } from '#libs/contracts';
import { AppError, isUuid } from '#libs/kernel';
import type { Database, Transaction } from '#libs/persistence';
import { dayAfter, forecastCost, type DailyCost } from './forecast.js';
import { turnReceipt, type TurnFacts } from './turn-receipt.js';
import { SHARED_FILTER, dayRangeOf, sharedValues, type DayRange } from './usage-filter.js';
import { RECEIPT_COLUMNS, USAGE_COLUMNS, toReceipt, toUsageRow, type StoredReceipt, type StoredUsage } from './usage-row.js';
import { readSums } from './usage-sums.js';

/** Whole days that a forecast looks back on. */
const FORECAST_DAYS = 7;

/** What was used and what it cost, always within one tenant. */
export class UsageReports {
  constructor(private readonly database: Database) {}

  /** The calls of the days asked for, newest first, and their sums. @throws AppError invalid_request, invalid_cursor */
  async report(tenantId: string, query: UsageQuery): Promise<UsageReport> {
    const range = dayRangeOf(query);
    // The place in the list is its last row, which is never deleted.
    if (query.cursor !== undefined && !isUuid(query.cursor)) throw new AppError('invalid_cursor');
    return this.database.inTenant(tenantId, async (transaction) => {
      const found = await readRows(transaction, tenantId, query, range);
      const items = found.slice(0, query.limit).map(toUsageRow);
      return { items, next_cursor: found.length > query.limit ? items.at(-1)!.id : null, ...(await readSums(transaction, tenantId, query, range)) };
    });
  }

  /** What the next `days` days, today being the first, will cost if they go on as the last seven whole ones. */
  async forecast(tenantId: string, days: number, now = new Date()): Promise<UsageForecast> {
    const today = now.toISOString().slice(0, 10);
    const known = await this.database.inTenant(tenantId, (transaction) => readDailyCosts(transaction, tenantId, today));
    return forecastCost(known, today, days);
  }

  /** Every model call of a turn, and who answered it. @throws AppError not_found */
  async receiptOfTurn(tenantId: string, turnId: string): Promise<TurnReceipt> {
    return this.database.inTenant(tenantId, async (transaction) => {
      const turn = await transaction.first<TurnFacts>('SELECT id, conversation_id, state, agent_type, from_cache FROM turns WHERE tenant_id = $1 AND id = $2', [tenantId, turnId]);
      if (!turn) throw new AppError('not_found', 'There is no such turn');
      const calls = await transaction.query<StoredReceipt>(`SELECT ${RECEIPT_COLUMNS} FROM api_usage WHERE tenant_id = $1 AND turn_id = $2 ORDER BY created_at, id`, [tenantId, turnId]);
      return turnReceipt(turn, calls.map(toReceipt));
    });
  }

  /** Of a call through the relay. @throws AppError not_found */
  async receiptOfCall(tenantId: string, id: string): Promise<RelayReceipt> {
    const [row] = await this.database.inTenant(tenantId, (transaction) =>
      transaction.queryAndCommit<StoredReceipt>(`SELECT ${RECEIPT_COLUMNS} FROM api_usage WHERE tenant_id = $1 AND id = $2 AND source = 'relay'`, [tenantId, id]),
    );
    if (!row) throw new AppError('not_found', 'There is no such call');
    return toReceipt(row);
  }
}

function readRows(transaction: Transaction, tenantId: string, query: UsageQuery, { from, to }: DayRange): Promise<StoredUsage[]> {
  return transaction.query<StoredUsage>(
    `SELECT ${USAGE_COLUMNS} FROM api_usage u
     WHERE u.tenant_id = $1 AND u.created_at >= $2::date AND u.created_at < $3::date + 1 AND ${SHARED_FILTER}
       AND ($8::uuid IS NULL OR u.conversation_id = $8)
       AND ($9::uuid IS NULL OR (u.created_at, u.id) < (SELECT l.created_at, l.id FROM api_usage l WHERE l.tenant_id = $1 AND l.id = $9))
     ORDER BY u.created_at DESC, u.id DESC LIMIT $10`,
    [tenantId, from, to, ...sharedValues(query), query.conversation_id ?? null, query.cursor ?? null, query.limit + 1],
  );
}

/** A row for each of the last whole days, from the first one on on which the tenant used anything: before, there is nothing to learn from. */
function readDailyCosts(transaction: Transaction, tenantId: string, today: string): Promise<DailyCost[]> {
  return transaction.queryAndCommit<DailyCost>(
    `SELECT g.day::date::text AS day, trim_scale(COALESCE(sum(d.cost), 0))::text AS cost
     FROM generate_series(GREATEST($2::date, (SELECT min(f.day) FROM usage_daily f WHERE f.tenant_id = $1)), $3::date, interval '1 day') g(day)
     LEFT JOIN usage_daily d ON d.tenant_id = $1 AND d.day = g.day::date
     WHERE EXISTS (SELECT FROM usage_daily f WHERE f.tenant_id = $1) GROUP BY 1 ORDER BY 1`,
    [tenantId, dayAfter(today, -FORECAST_DAYS), dayAfter(today, -1)],
  );
}
