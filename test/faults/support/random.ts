/** Numbers that look random and are the same for the same seed. */
export interface Random {
  /** A whole number, at least `min` and below `limit`. */
  between(min: number, limit: number): number;
  pick<T>(from: readonly T[]): T;
  shuffled<T>(items: readonly T[]): T[];
}

/** @param seed any whole number. Source: G. Marsaglia, "Xorshift RNGs", Journal of Statistical Software 8 (2003), the triple 13, 17, 5 */
export function createRandom(seed: number): Random {
  // Zero would stay zero for ever.
  let state = seed | 0 || 1;
  const next = (): number => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return (state >>> 0) / 2 ** 32;
  };
  const between = (min: number, limit: number): number => min + Math.floor(next() * (limit - min));
  return {
    between,
    pick: (from) => from[between(0, from.length)]!,
    shuffled: (items) => {
      const result = [...items];
      for (let last = result.length - 1; last > 0; last -= 1) {
        const other = between(0, last + 1);
        [result[last], result[other]] = [result[other]!, result[last]!];
      }
      return result;
    },
  };
}

/** The seed of this run: SWITCHBOARD_FAULT_SEED repeats the order and the moments of another run. */
export const faultSeed = (): number => Number(process.env.SWITCHBOARD_FAULT_SEED) || Math.floor(Math.random() * 2 ** 31);
