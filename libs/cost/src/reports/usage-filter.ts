import type { UsageQuery } from '#libs/contracts';
import { AppError } from '#libs/kernel';
import { dayAfter } from './forecast.js';

const DEFAULT_DAYS = 30;
const MOST_DAYS = 400;
/** Nothing was used before, and the database's calendar is older than JavaScript's. */
const FIRST_DAY = '2000-01-01';

/** Days (UTC), both included. */
export interface DayRange {
  from: string;
  to: string;
}

/** @throws AppError invalid_request when the range is empty or longer than 400 days */
export function dayRangeOf({ from: asked, to: until }: Pick<UsageQuery, 'from' | 'to'>, now = new Date()): DayRange {
  const to = until ?? now.toISOString().slice(0, 10);
  if (to < FIRST_DAY) throw refused('query.to', `must not be before ${FIRST_DAY}`);
  const from = asked ?? dayAfter(to, -DEFAULT_DAYS);
  if (from > to) throw refused('query.from', 'must not be later than to');
  if (from < dayAfter(to, -MOST_DAYS)) throw refused('query.from', `must not be more than ${MOST_DAYS} days before to`);
  return { from, to };
}

function refused(path: string, message: string): AppError {
  return new AppError('invalid_request', `${path}: ${message}`, { errors: [{ path, message }] });
}

/** The filters that rows and sums have in common, as $4 to $7. */
export const SHARED_FILTER = `($4::text IS NULL OR u.agent_type = $4) AND ($5::text IS NULL OR u.model = $5)
  AND ($6::uuid IS NULL OR u.channel_id = $6) AND ($7::uuid IS NULL OR u.virtual_key_id = $7)`;

export const sharedValues = (query: UsageQuery): (string | null)[] => [query.agent ?? null, query.model ?? null, query.channel_id ?? null, query.virtual_key_id ?? null];
