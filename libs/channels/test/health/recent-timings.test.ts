import { describe, expect, it } from '@jest/globals';
import { RecentTimings } from '../../src/health/recent-timings.js';

const timings = (...values: number[]): RecentTimings => {
  const recent = new RecentTimings();
  for (const value of values) recent.add(value);
  return recent;
};

describe('recent timings', () => {
  it('say nothing when there are none', () => {
    expect(timings().quantile(0.5)).toBeNull();
  });

  it.each([
    [0, 1],
    [0.5, 5],
    [0.95, 10],
    [1, 10],
  ])('have the nearest rank at %s', (share, expected) => {
    expect(timings(10, 9, 8, 7, 6, 5, 4, 3, 2, 1).quantile(share)).toBe(expected);
  });

  it('order by size and not as text', () => {
    expect(timings(9, 10, 100).quantile(1)).toBe(100);
    expect(timings(9, 10, 100).quantile(0)).toBe(9);
  });

  it('round to hundredths of a millisecond', () => {
    expect(timings(1.23456).quantile(0.5)).toBe(1.23);
  });

  it('forget all but the last 64', () => {
    const recent = timings(...Array<number>(100).fill(1_000), ...Array<number>(64).fill(1));
    expect(recent.quantile(1)).toBe(1);
    recent.add(500);
    expect(recent.quantile(1)).toBe(500);
    expect(recent.quantile(0.5)).toBe(1);
  });
});
