import type { ApiError } from '../shared/api-error.js';
import { percentile } from './percentile.js';

/** Milliseconds, of the requests that were answered. */
export interface ResponseTimes {
  min: number;
  mean: number;
  median: number;
  p95: number;
  p99: number;
  max: number;
}

export interface Failures {
  kind: string;
  count: number;
  /** The first of its kind. */
  example: ApiError;
}

/** What came of the requests of a run. */
export class Measurements {
  readonly #timesMs: number[] = [];
  readonly #failures = new Map<string, Failures>();
  failed = 0;

  answered(timeMs: number): void {
    this.#timesMs.push(timeMs);
  }

  fail(error: ApiError): void {
    this.failed += 1;
    const failures = this.#failures.get(error.kind) ?? { kind: error.kind, count: 0, example: error };
    failures.count += 1;
    this.#failures.set(error.kind, failures);
  }

  get succeeded(): number {
    return this.#timesMs.length;
  }

  get finished(): number {
    return this.succeeded + this.failed;
  }

  /** The most frequent first. */
  get failures(): Failures[] {
    return [...this.#failures.values()].sort((a, b) => b.count - a.count);
  }

  /** Undefined when no request was answered. */
  responseTimes(): ResponseTimes | undefined {
    if (this.#timesMs.length === 0) return undefined;
    const sorted = Float64Array.from(this.#timesMs).sort();
    const total = sorted.reduce((sum, time) => sum + time, 0);
    const at = (percent: number) => percentile(sorted, percent);
    return { min: at(0), mean: total / sorted.length, median: at(50), p95: at(95), p99: at(99), max: at(100) };
  }
}
