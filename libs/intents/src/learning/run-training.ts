import { once } from 'node:events';
import { Worker } from 'node:worker_threads';
import { projectPath } from '#libs/kernel';
import { MODEL_FILE } from '../shipped-model.js';
import type { Candidate } from './train-candidate.js';
import type { TrainingTask } from './training-thread.js';

/** Compiled, also where the sources run: threads do not know of what compiles those. */
const THREAD = projectPath('dist', 'libs', 'intents', 'src', 'learning', 'training-thread.js');
const MAX_HEAP_MB = 512;

/**
 * Trains in a thread of its own, because it computes for seconds.
 * @throws Error when it fails or is aborted
 */
export async function runTraining(task: Pick<TrainingTask, 'currentModel' | 'examples'>, signal: AbortSignal): Promise<Candidate> {
  const shipped = { utterances: projectPath('data', 'intents'), articles: projectPath('data', 'demo', 'faqs.json'), shippedModel: MODEL_FILE };
  const thread = new Worker(THREAD, { workerData: { ...shipped, ...task } satisfies TrainingTask, resourceLimits: { maxOldGenerationSizeMb: MAX_HEAP_MB } });
  try {
    const [candidate] = (await Promise.race([once(thread, 'message', { signal }), ended(thread)])) as [Candidate];
    return candidate;
  } finally {
    await thread.terminate();
  }
}

async function ended(thread: Worker): Promise<never> {
  const [code] = (await once(thread, 'exit')) as [number];
  throw new Error(`The training ended with code ${code}`);
}
