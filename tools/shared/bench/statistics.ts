import { percentile } from '../../load/percentile.js';

export const median = (values: readonly number[]): number => percentile([...values].sort((a, b) => a - b), 50);

/** The asked percentiles of the samples, in the order asked. Throws RangeError without samples. */
export function percentilesOf(samples: readonly number[], ...percents: number[]): number[] {
  const sorted = Float64Array.from(samples).sort();
  return percents.map((percent) => percentile(sorted, percent));
}
