import type { LoadOptions } from './load-options.js';
import type { Failures, Measurements, ResponseTimes } from './measurements.js';

/** The result of a run as `--json` prints it; rates are fractions, times milliseconds. */
export interface LoadReport {
  url: string;
  users: number;
  requests_per_user: number;
  interrupted: boolean;
  elapsed_ms: number;
  /** Requests with an outcome; fewer than planned when interrupted. */
  requests: number;
  succeeded: number;
  failed: number;
  /** Null when no request has an outcome. */
  success_rate: number | null;
  /** Answered requests per second. */
  throughput_per_s: number;
  /** Of the answered requests; null when there are none. */
  response_time_ms: ResponseTimes | null;
  failures: { kind: string; count: number; message: string }[];
}

export interface RunOutcome {
  measurements: Measurements;
  elapsedMs: number;
  interrupted: boolean;
}

/** `explain` turns a kind of failure into a sentence. */
export function makeReport(
  { baseUrl, users, requests }: LoadOptions,
  { measurements, elapsedMs, interrupted }: RunOutcome,
  explain: (failures: Failures) => string,
): LoadReport {
  const { finished, succeeded, failed } = measurements;
  const times = measurements.responseTimes();
  return {
    url: baseUrl,
    users,
    requests_per_user: requests,
    interrupted,
    elapsed_ms: rounded(elapsedMs),
    requests: finished,
    succeeded,
    failed,
    success_rate: finished === 0 ? null : succeeded / finished,
    throughput_per_s: elapsedMs > 0 ? rounded((succeeded * 1_000) / elapsedMs) : 0,
    response_time_ms: times ? roundedTimes(times) : null,
    failures: measurements.failures.map((entry) => ({ kind: entry.kind, count: entry.count, message: explain(entry) })),
  };
}

function roundedTimes(times: ResponseTimes): ResponseTimes {
  const entries = Object.entries(times).map(([name, time]) => [name, rounded(time)]);
  return Object.fromEntries(entries) as ResponseTimes;
}

/** To a hundredth: finer than what a clock in user space measures reliably here. */
function rounded(value: number): number {
  return Math.round(value * 100) / 100;
}
