import type { z } from 'zod';
import type { BudgetPeriod } from '#libs/contracts';

const BEGINNING_OF_TIME = '0001-01-01';

/** The first day (UTC) of the period that runs at `now`. */
export function periodStart(period: z.infer<typeof BudgetPeriod>, now = new Date()): string {
  const today = now.toISOString().slice(0, 10);
  if (period === 'day') return today;
  return period === 'month' ? `${today.slice(0, 7)}-01` : BEGINNING_OF_TIME;
}
