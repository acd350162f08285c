import { setTimeout as sleep } from 'node:timers/promises';
import { projectPath } from '#libs/kernel';
import type { Plan } from '../bench-options.js';
import type { Child, Children } from '../../shared/bench/children.js';
import type { LoadJob, LoadResult } from '../load/load-job.js';
import type { DemoArticle } from './demo-questions.js';
import { assertAnswers } from './assert-answers.js';
import { freePort, platformEnvironment, untilOk } from '../../shared/bench/platform-environment.js';
import { treeMemory } from '../../shared/bench/process-memory.js';

const POLL_MS = 5;
/** Long enough for what starts after the port is open. */
const SETTLE_MS = 2_000;
const IN_FLIGHT = 32;
const JOB_SECONDS = 2;

export interface AllInOneResult {
  /** From spawning it to an open port, in milliseconds, of each start. */
  starts: number[];
  /** Proportional set size of all its processes, in bytes; null where there is no /proc. */
  memoryAfterStart: number | null;
  memoryAfterTurns: number | null;
  turns: number;
}

/** Starts all-in-one on an existing data folder, several times, and puts turns through the last one. */
export async function measureAllInOne(children: Children, load: (job: LoadJob) => Promise<LoadResult>, dataDir: string, articles: DemoArticle[], plan: Plan['allInOne']): Promise<AllInOneResult> {
  const starts: number[] = [];
  const { stop: stopFirst } = await start(children, dataDir);
  await stopFirst();
  for (let index = 1; index < plan.starts; index += 1) {
    const { listeningMs, stop } = await start(children, dataDir);
    starts.push(listeningMs);
    await stop();
  }
  const running = await start(children, dataDir);
  starts.push(running.listeningMs);
  await assertAnswers(running.url, running.apiKey, articles);
  await sleep(SETTLE_MS);
  const memoryAfterStart = await treeMemory(running.pid);
  const target = { name: 'all-in-one', url: `${running.url}/api/v1/chat/stream`, headers: { 'x-api-key': running.apiKey }, questions: articles.map(({ question }) => question) };
  let turns = 0;
  while (turns < plan.turns) {
    const result = await load({ kind: 'closed', target, inFlight: IN_FLIGHT, seconds: JOB_SECONDS });
    turns += result.wholeTurn.length;
  }
  const memoryAfterTurns = await treeMemory(running.pid);
  await running.stop();
  return { starts, memoryAfterStart, memoryAfterTurns, turns };
}

interface Running extends Pick<Child, 'pid' | 'stop'> {
  url: string;
  apiKey: string;
  listeningMs: number;
}

async function start(children: Children, dataDir: string): Promise<Running> {
  const port = await freePort();
  const { environment: env, apiKey } = platformEnvironment(port, dataDir);
  const url = `http://127.0.0.1:${port}`;
  const spawned = performance.now();
  const child = children.start(projectPath('scripts/start.mjs'), { env }, ['--enable-source-maps', '--max-semi-space-size=32']);
  await Promise.race([untilOk(`${url}/health/live`, POLL_MS), child.ended]);
  return { url, apiKey, listeningMs: performance.now() - spawned, pid: child.pid, stop: child.stop };
}
