import { parentPort, workerData } from 'node:worker_threads';
import { readFile } from 'node:fs/promises';
import { readArticleQuestions } from '../training/read-article-questions.js';
import { readUtterances } from '../training/read-utterances.js';
import type { TrainOptions } from '../training/train-intent-model.js';
import { trainCandidate, type TaughtExample } from './train-candidate.js';

/** What the thread is started with. */
export interface TrainingTask {
  /** Where the shipped data and model are. */
  utterances: string;
  articles: string;
  shippedModel: string;
  currentModel: string | null;
  examples: TaughtExample[];
  options?: Partial<TrainOptions>;
}

if (parentPort) {
  const { utterances, articles, shippedModel, ...task } = workerData as TrainingTask;
  const shipped = [...(await readUtterances(utterances)), ...(await readArticleQuestions(articles))];
  const candidate = await trainCandidate({ ...task, shipped, shippedModel: await readFile(shippedModel, 'utf8') });
  // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a thread's port, not a window
  parentPort.postMessage(candidate);
}
