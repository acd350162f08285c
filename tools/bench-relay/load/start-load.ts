import type { Children } from '../../shared/bench/children.js';
import { failedCalls, type HeldState, type LoadJob, type LoadResult, type Target } from './load-job.js';

/** The load's process: one job at a time. */
export interface Load {
  /** Calls that may fail. */
  try(job: Extract<LoadJob, { kind: 'timed' | 'counted' }>): Promise<LoadResult>;
  /** Calls of which none may fail. Throws when one did: then something else was measured. */
  run(job: Extract<LoadJob, { kind: 'timed' | 'counted' }>): Promise<LoadResult>;
  hold(target: Target, streams: number): Promise<HeldState>;
  look(): Promise<HeldState>;
  /** Throws when a held stream did not come to its end well. */
  finish(target: Target): Promise<LoadResult>;
}

export function startLoad(children: Children): Load {
  const child = children.start(`${import.meta.dirname}/load-process.js`, { ipc: true });
  const ask = <T>(job: LoadJob): Promise<T> => {
    child.send(job);
    return child.nextMessage<T>();
  };
  return {
    try: (job) => ask(job),
    run: async (job) => requireAll(job.target, await ask(job)),
    hold: (target, streams) => ask({ kind: 'hold', target, streams }),
    look: () => ask({ kind: 'look' }),
    finish: async (target) => requireAll(target, await ask({ kind: 'finish' })),
  };
}

function requireAll({ name }: Target, result: LoadResult): LoadResult {
  const failed = failedCalls(result);
  if (failed > 0) throw new Error(`${name}: ${failed} of ${result.sent} calls failed: ${JSON.stringify(result.failures)}`);
  return result;
}
