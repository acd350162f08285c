import type { Children } from '../../shared/bench/children.js';
import type { LoadJob, LoadResult } from './load-job.js';

/** Starts the load generator's process. What it returns runs one job after another, and throws when a turn failed. */
export function startLoadGenerator(children: Children): (job: LoadJob) => Promise<LoadResult> {
  const child = children.start(`${import.meta.dirname}/load-generator.js`, { ipc: true });
  return async (job) => {
    child.send(job);
    const result = await child.nextMessage<LoadResult>();
    if (result.failures > 0) throw new Error(`${job.target.name}: ${result.failures} turns failed, the first with: ${result.firstFailure}`);
    return result;
  };
}
