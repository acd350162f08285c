/**
 * The value below which `percent` of the samples lie, interpolated between the two nearest ones.
 * @param sorted samples in ascending order, at least one
 * @param percent 0 to 100; 50 gives the median
 * Source: R. J. Hyndman, Y. Fan, "Sample Quantiles in Statistical Packages" (1996), definition 7.
 */
export function percentile(sorted: ArrayLike<number>, percent: number): number {
  if (sorted.length === 0) throw new RangeError('No samples');
  const position = ((sorted.length - 1) * percent) / 100;
  const below = sorted[Math.floor(position)] as number;
  const above = sorted[Math.ceil(position)] as number;
  return below + (above - below) * (position - Math.floor(position));
}
