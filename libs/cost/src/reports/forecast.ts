import { Decimal } from 'decimal.js';
import type { UsageForecast } from '#libs/contracts';

/** Share of the outcomes that the band is to hold. */
const CONFIDENCE = 0.8;

/** Student's t at 0.9 (both sides of 80 %) for 1 to 5 degrees of freedom, from any table of its quantiles. */
const T_QUANTILES = [3.077684, 1.885618, 1.637744, 1.533206, 1.475884];

/** A line needs two days, and a third one to tell how far days lie off it. */
const FEWEST_DAYS = 3;

const DAY_MS = 86_400_000;

export interface DailyCost {
  /** UTC, `YYYY-MM-DD`. */
  day: string;
  /** US dollars. */
  cost: string;
}

interface Estimate {
  expected: number;
  low: number;
  high: number;
}

interface Model {
  method: string;
  confidence: number;
  /** `days` after the last day known. */
  at(days: number): Estimate;
  /** The sum of the next so many days. */
  sum(days: number): Estimate;
}

/**
 * Carries the daily cost on: the least-squares line through the days known, with the prediction
 * interval of simple linear regression around it; nothing costs less than zero.
 * @param known up to seven whole days, one after the other; `nextDay` is the first one to forecast
 */
export function forecastCost(known: readonly DailyCost[], nextDay: string, days: number): UsageForecast {
  const costs = known.map(({ cost }) => Number(cost));
  const model = costs.length < FEWEST_DAYS ? meanModel(costs) : lineModel(costs);
  return {
    method: model.method,
    based_on: [...known],
    days: Array.from({ length: days }, (_, index) => ({ day: dayAfter(nextDay, index), ...shown(model.at(index + 1)) })),
    total: shown(model.sum(days)),
    confidence: model.confidence,
  };
}

/**
 * y = a + b·x, with s² = Σ(y − ŷ)² / (n − 2). The interval of one new day at x is
 * ŷ ± t·s·√(1 + 1/n + (x − x̄)²/Sxx); that of the sum of m new days
 * Σŷ ± t·s·√(m + m²/n + (Σ(x − x̄))²/Sxx), because their errors are independent and the line is the same.
 * Source: Draper and Smith, Applied Regression Analysis, chapter on fitting a straight line.
 */
function lineModel(costs: readonly number[]): Model {
  const n = costs.length;
  const middle = (n - 1) / 2;
  const mean = sumOf(costs) / n;
  const sxx = sumOf(costs.map((_, x) => (x - middle) ** 2));
  const slope = sumOf(costs.map((cost, x) => (x - middle) * (cost - mean))) / sxx;
  const spread = Math.sqrt(sumOf(costs.map((cost, x) => (cost - mean - slope * (x - middle)) ** 2)) / (n - 2));
  const half = T_QUANTILES[n - 3]! * spread;
  const at = (days: number): Estimate => {
    const x = n - 1 + days - middle;
    return around(mean + slope * x, half * Math.sqrt(1 + 1 / n + x ** 2 / sxx));
  };
  const sum = (days: number): Estimate => {
    // Σ(x − x̄) over the days n, n + 1, … n + days − 1.
    const offsets = days * (n - middle) + (days * (days - 1)) / 2;
    const total = around(mean * days + slope * offsets, half * Math.sqrt(days + days ** 2 / n + offsets ** 2 / sxx));
    return { ...total, expected: sumOf(Array.from({ length: days }, (_, index) => at(index + 1).expected)) };
  };
  return { method: 'least-squares line through the last whole days, with its prediction interval', confidence: CONFIDENCE, at, sum: (days) => wide(sum(days)) };
}

/** One or two days say nothing about how much days differ: their mean, and a band that claims nothing. */
function meanModel(costs: readonly number[]): Model {
  const mean = costs.length === 0 ? 0 : sumOf(costs) / costs.length;
  const of = (days: number): Estimate => ({ expected: mean * days, low: 0, high: mean * days * 2 });
  return { method: 'mean of fewer than three days; the band runs from nothing to twice of it', confidence: 0, at: () => of(1), sum: of };
}

const around = (expected: number, half: number): Estimate => ({ expected: Math.max(0, expected), low: Math.max(0, expected - half), high: Math.max(0, expected + half) });

/** Days that could not fall below zero may add up to more than the line says. */
const wide = ({ expected, low, high }: Estimate): Estimate => ({ expected, low: Math.min(low, expected), high: Math.max(high, expected) });

const sumOf = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0);

const shown = ({ expected, low, high }: Estimate) => ({ expected: dollars(expected), low: dollars(low), high: dollars(high) });

const dollars = (value: number): string => new Decimal(value).toDecimalPlaces(10).toFixed();

export const dayAfter = (day: string, days: number): string => new Date(Date.parse(day) + days * DAY_MS).toISOString().slice(0, 10);
