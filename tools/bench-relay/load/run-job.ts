import { Pool } from 'undici';
import { Exchange } from './exchange.js';
import type { LoadJob, LoadResult } from './load-job.js';

/** Makes calls, each connection one after another, and checks every answer. */
export async function runJob(job: Extract<LoadJob, { kind: 'timed' | 'counted' }>): Promise<LoadResult> {
  const pool = new Pool(job.target.url, { connections: job.connections, pipelining: 1 });
  const start = performance.now();
  const end = job.kind === 'timed' ? start + job.seconds * 1_000 : Number.POSITIVE_INFINITY;
  const calls = job.kind === 'counted' ? job.calls : Number.POSITIVE_INFINITY;
  const result = noResult();
  const oneAfterAnother = async (): Promise<void> => {
    while (result.sent < calls && performance.now() < end) {
      result.sent += 1;
      const exchange = new Exchange(pool, job.target);
      const fault = await exchange.ended;
      if (fault === null && performance.now() <= end) result.completed += 1;
      note(result, exchange, fault);
    }
  };
  try {
    await Promise.all(Array.from({ length: job.connections }, oneAfterAnother));
    result.seconds = job.kind === 'timed' ? job.seconds : (performance.now() - start) / 1_000;
    return result;
  } finally {
    await pool.destroy();
  }
}

export const noResult = (): LoadResult => ({ sent: 0, completed: 0, seconds: 0, whole: [], firstToken: [], failures: {} });

export function note(result: LoadResult, { elapsed, firstToken }: Exchange, fault: string | null): void {
  if (elapsed !== null) result.whole.push(elapsed);
  if (firstToken !== null) result.firstToken.push(firstToken);
  if (fault !== null) result.failures[fault] = (result.failures[fault] ?? 0) + 1;
}
