/** What the router is meant to reach in every language. */
export const WANTED = { accuracy: 0.95, calibrationError: 0.05, otherRecall: 0.85, inScopeRefused: 0.05, p99Milliseconds: 5 } as const;

export const percent = (share: number): string => `${(share * 100).toFixed(1)} %`;

export const atLeast = (value: number, wanted: number): string => (value >= wanted ? '' : `   below the wanted ${wanted}`);

export const atMost = (value: number, wanted: number): string => (value <= wanted ? '' : `   above the wanted ${wanted}`);

/** p50 and p99 of durations in milliseconds. */
export function latency(milliseconds: readonly number[]): string {
  const sorted = milliseconds.toSorted((left, right) => left - right);
  const quantile = (share: number): number => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0;
  return `${quantile(0.5).toFixed(3)} / ${quantile(0.99).toFixed(3)} ms${atMost(quantile(0.99), WANTED.p99Milliseconds)}`;
}

export function printRows(title: string, rows: readonly (readonly [string, string])[]): void {
  console.log(`\n== ${title}`);
  for (const [name, value] of rows) console.log(`${name.padEnd(32)}${value}`);
}

export function printTable(rows: readonly (readonly string[])[]): void {
  for (const row of rows) console.log(row.map((text, column) => (column === 0 ? text.padEnd(18) : text.padStart(11))).join(''));
}

/** Runs `work` and says how long it took. */
export function timed<T>(work: () => T): { result: T; milliseconds: number } {
  const startedAt = performance.now();
  const result = work();
  return { result, milliseconds: performance.now() - startedAt };
}
