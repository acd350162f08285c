import { describe, expect, it } from '@jest/globals';
import { ApiError } from '../../tools/shared/api-error.js';
import { Measurements } from '../../tools/load/measurements.js';
import { percentile } from '../../tools/load/percentile.js';

describe('percentile', () => {
  it('of one sample is that sample', () => {
    expect([0, 50, 99, 100].map((percent) => percentile([7], percent))).toEqual([7, 7, 7, 7]);
  });

  it('interpolates between neighbours', () => {
    expect(percentile([1, 2, 3, 4], 50)).toBe(2.5);
    expect(percentile([10, 20, 30, 40, 50], 95)).toBeCloseTo(48);
  });

  it('of 0 to 100 is the percentage itself', () => {
    const samples = Array.from({ length: 101 }, (_, index) => index);
    expect([0, 50, 95, 99, 100].map((percent) => percentile(samples, percent))).toEqual([0, 50, 95, 99, 100]);
  });

  it('refuses to make up a value', () => {
    expect(() => percentile([], 50)).toThrow(RangeError);
  });
});

describe('Measurements', () => {
  it('sorts times as numbers before it ranks them', () => {
    const measurements = new Measurements();
    for (const time of [100, 9, 80, 11]) measurements.answered(time);
    expect(measurements.responseTimes()).toMatchObject({ min: 9, mean: 50, median: 45.5, max: 100 });
  });

  it('has no times when nothing was answered', () => {
    expect(new Measurements().responseTimes()).toBeUndefined();
  });

  it('counts failures by kind, the most frequent first', () => {
    const measurements = new Measurements();
    measurements.fail(new ApiError('timeout', 'late'));
    const limited = () => new ApiError('http', 'slow down', { status: 429, code: 'rate_limited' });
    measurements.fail(limited());
    measurements.fail(limited());
    expect(measurements.failures).toMatchObject([
      { kind: '429 rate_limited', count: 2 },
      { kind: 'timeout', count: 1 },
    ]);
    expect([measurements.failed, measurements.succeeded, measurements.finished]).toEqual([3, 0, 3]);
  });
});
