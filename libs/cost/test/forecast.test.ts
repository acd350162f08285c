import { describe, expect, it } from '@jest/globals';
import type { UsageForecast } from '#libs/contracts';
import { dayAfter, forecastCost } from '../src/reports/forecast.js';

const NEXT = '2026-03-01';
const forecast = (costs: (number | string)[], days = 3): UsageForecast =>
  forecastCost(costs.map((cost, index) => ({ day: dayAfter(NEXT, index - costs.length), cost: String(cost) })), NEXT, days);
const numbers = ({ expected, low, high }: { expected: string; low: string; high: string }): number[] => [expected, low, high].map((value) => Math.round(Number(value) * 1_000) / 1_000);

describe('the forecast', () => {
  it('carries the line on, with the prediction interval worked out by hand', () => {
    // x = 0…6, y below: x̄ = 3, ȳ = 15, Sxx = 28, Sxy = 56, so b = 2 and a = 9; residuals 1 −2 1 0 1 −2 1,
    // so s² = 12 / 5. At x = 7: 23 ± 1.475884·√2.4·√(1 + 1/7 + 16/28) = 23 ± 2.994.
    const result = forecast([10, 9, 14, 15, 18, 17, 22]);
    expect(numbers(result.days[0]!)).toEqual([23, 20.006, 25.994]);
    // At x = 8: 25 ± 1.475884·√2.4·√(1 + 1/7 + 25/28) = 25 ± 3.262.
    expect(numbers(result.days[1]!)).toEqual([25, 21.738, 28.262]);
    // Three days: 75 ± 1.475884·√2.4·√(3 + 9/7 + 15²/28) = 75 ± 8.026.
    expect(numbers(result.total)).toEqual([75, 66.974, 83.026]);
    expect(result).toMatchObject({ confidence: 0.8, days: [{ day: '2026-03-01' }, { day: '2026-03-02' }, { day: '2026-03-03' }] });
    expect(result.based_on).toHaveLength(7);
  });

  it('has a band that widens with the distance', () => {
    const widths = forecast([10, 9, 14, 15, 18, 17, 22], 90).days.map(({ low, high }) => Number(high) - Number(low));
    expect(widths.every((width, index) => index === 0 || width > widths[index - 1]!)).toBe(true);
  });

  it('uses the quantile of as many days as there are', () => {
    // x̄ = 1, ȳ = 2, b = 0, s² = 6 / 1, t(1) = 3.077684: 2 ± 3.077684·√6·√(1 + 1/3 + 4/2), not below zero.
    expect(numbers(forecast([1, 4, 1], 1).days[0]!)).toEqual([2, 0, 15.764]);
  });

  it('never falls below zero', () => {
    const result = forecast([6, 5, 4, 3, 2, 1, 0], 5);
    expect(result.days.map(numbers)).toEqual(Array.from({ length: 5 }, () => [0, 0, 0]));
    expect(numbers(result.total)).toEqual([0, 0, 0]);
  });

  it('of days that cost nothing is nothing', () => {
    expect(numbers(forecast([0, 0, 0, 0, 0, 0, 0]).total)).toEqual([0, 0, 0]);
    expect(numbers(forecast([]).total)).toEqual([0, 0, 0]);
  });

  it('of one or two days is their mean, and claims no confidence', () => {
    const result = forecast([2, 4], 10);
    expect(numbers(result.days[9]!)).toEqual([3, 0, 6]);
    expect(numbers(result.total)).toEqual([30, 0, 60]);
    expect(result).toMatchObject({ confidence: 0, method: expect.stringContaining('fewer than three') });
  });

  it('lies within its own band, whatever the days', () => {
    for (const costs of [[0, 0, 0, 0, 0, 0, 9], [9, 0, 0, 0, 0, 0, 0], [1, 9, 1, 9, 1, 9, 1], ['0.0000001', 0, 0]]) {
      const { days, total } = forecast(costs, 30);
      for (const { expected, low, high } of [...days, total]) expect(Number(low) <= Number(expected) && Number(expected) <= Number(high)).toBe(true);
    }
  });
});
