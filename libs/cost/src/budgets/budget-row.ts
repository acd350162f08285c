import { Decimal } from 'decimal.js';
import type { z } from 'zod';
import type { Budget, BudgetPeriod, BudgetScope } from '#libs/contracts';

export interface BudgetRow {
  id: string;
  scope: z.infer<typeof BudgetScope>;
  subject_id: string | null;
  period: z.infer<typeof BudgetPeriod>;
  /** US dollars. */
  amount: string;
  hard_limit_percent: number;
  created_at: Date;
}

export const BUDGET_COLUMNS = 'id, scope, subject_id, period, trim_scale(amount)::text AS amount, hard_limit_percent, created_at';

/** From here on a budget counts as nearly spent. */
const WARNING_PERCENT = 80;

export type BudgetState = Budget['state'];

/** Share of the budget that is spent, in percent with two decimals, rounded down: 99.999 % is not yet all. */
export const percentOf = (budget: BudgetRow, spent: Decimal.Value): number => new Decimal(spent).times(100).dividedBy(budget.amount).toDecimalPlaces(2, Decimal.ROUND_DOWN).toNumber();

export function stateAt(percent: number, budget: BudgetRow): BudgetState {
  if (percent >= budget.hard_limit_percent) return 'beyond';
  if (percent >= 100) return 'exhausted';
  return percent >= WARNING_PERCENT ? 'warning' : 'ok';
}

/** @param spent US dollars; null: a budget of each conversation for itself, which has no one sum */
export function toBudget(row: BudgetRow, spent: string | null): Budget {
  const percent = spent === null ? null : percentOf(row, spent);
  return { ...row, spent, percent, state: percent === null ? 'ok' : stateAt(percent, row), created_at: row.created_at.toISOString() };
}
