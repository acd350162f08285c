import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { projectPath } from '#libs/kernel';
import type { Children } from '../../shared/bench/children.js';
import type { Sandbox } from '../../shared/bench/sandbox/open-sandbox.js';
import type { DemoArticle } from './demo-questions.js';
import { freePort, platformEnvironment, untilReady } from '../../shared/bench/platform-environment.js';
import type { System } from './system.js';
import { assertAnswers } from './assert-answers.js';

const run = promisify(execFile);

/** Starts every app as a process of its own, as `npm run start:apps` does, and sees that the questions are answered. */
export async function startPlatformSystem(children: Children, { urls }: Sandbox, dataDir: string, articles: DemoArticle[], more: Record<string, string> = {}): Promise<System> {
  const port = await freePort();
  const { environment, apiKey } = platformEnvironment(port, dataDir);
  const env = { ...environment, DATABASE_URL: urls.database, RABBITMQ_URL: urls.rabbitmq, REDIS_URL: urls.redis, ...more };
  await run(process.execPath, [projectPath('dist/tools/migrate.js')], { env: { ...process.env, ...env } });
  const { APPS, nodeFlagsOf } = (await import(projectPath('scripts/lib/apps.mjs'))) as { APPS: string[]; nodeFlagsOf(app: string): string[] };
  const processes = APPS.map((app) => children.start(join(projectPath('dist/apps'), app, 'src/main.js'), { env }, nodeFlagsOf(app)));
  const url = `http://127.0.0.1:${port}`;
  await Promise.race([untilReady(url), ...processes.map((child) => child.ended)]);
  await assertAnswers(url, apiKey, articles);
  return {
    target: { name: 'platform', url: `${url}/api/v1/chat/stream`, headers: { 'x-api-key': apiKey }, questions: articles.map((article) => article.question) },
    processes,
  };
}
