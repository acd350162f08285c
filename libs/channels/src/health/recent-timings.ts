const KEPT = 64;

/** The last few timings of something, in milliseconds, for their median and tail: constant memory. */
export class RecentTimings {
  readonly #values = new Float64Array(KEPT);
  #count = 0;

  add(ms: number): void {
    this.#values[this.#count % KEPT] = ms;
    this.#count += 1;
  }

  /** The value below which `share` (0 to 1) of the kept ones lie (nearest rank); null when there are none. */
  quantile(share: number): number | null {
    const kept = Math.min(this.#count, KEPT);
    if (kept === 0) return null;
    const sorted = this.#values.slice(0, kept).sort();
    return Math.round(sorted[Math.max(0, Math.ceil(share * kept) - 1)]! * 100) / 100;
  }
}
