const BUCKETS = 15;

interface Bucket {
  index: number;
  ok: number;
  failed: number;
}

/** Counts of the last `windowMs` milliseconds, in fifteen buckets: constant memory, whatever the traffic. */
export class OutcomeWindow {
  readonly #buckets: Bucket[] = Array.from({ length: BUCKETS }, () => ({ index: -1, ok: 0, failed: 0 }));
  readonly #bucketMs: number;

  constructor(windowMs: number) {
    this.#bucketMs = windowMs / BUCKETS;
  }

  add(at: number, ok: number, failed: number): void {
    const index = Math.floor(at / this.#bucketMs);
    const bucket = this.#buckets[index % BUCKETS]!;
    // A report from another process may be older than what has taken its bucket since.
    if (bucket.index > index) return;
    if (bucket.index < index) Object.assign(bucket, { index, ok: 0, failed: 0 });
    bucket.ok += ok;
    bucket.failed += failed;
  }

  /** Calls in the window that ends at `at`. */
  count(at: number): { ok: number; failed: number } {
    const newest = Math.floor(at / this.#bucketMs);
    const sums = { ok: 0, failed: 0 };
    for (const bucket of this.#buckets) {
      if (bucket.index <= newest - BUCKETS || bucket.index > newest) continue;
      sums.ok += bucket.ok;
      sums.failed += bucket.failed;
    }
    return sums;
  }

  clear(): void {
    for (const bucket of this.#buckets) Object.assign(bucket, { index: -1, ok: 0, failed: 0 });
  }
}
