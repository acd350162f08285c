import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { Child } from './child.js';

const ROOT = join(import.meta.dirname, '../../..');
const START_WITHIN_MS = 60_000;

/** The apps that run as processes of their own; what `npm run start:apps` starts. */
export const APPS = ['gateway', 'router-agent', 'faq-agent', 'order-agent', 'refund-agent', 'technical-agent', 'handoff-agent', 'worker'] as const;
export type AppName = (typeof APPS)[number];

/** Of the demo tenant; long enough to be accepted and of no use elsewhere. */
export const API_KEY = 'sb_fault_test_key';

/** Times that make faults heal within a test, and limits that do not stand in the load's way. */
const SETTINGS: Record<string, string> = {
  NODE_ENV: 'development',
  HOST: '127.0.0.1',
  LOG_LEVEL: 'info',
  SWITCHBOARD_DEMO_API_KEY: API_KEY,
  DATABASE_POOL_SIZE: '4',
  LIMIT_IP_PER_MINUTE: '1000000',
  LIMIT_GLOBAL_PER_MINUTE: '1000000',
  LIMIT_CONTACT_PER_MINUTE: '1000000',
  REPLY_TIMEOUT_MS: '4000',
  TURN_DEADLINE_MS: '8000',
  RETRY_DELAYS_MS: '200,1000,3000',
  OUTBOX_GRACE_MS: '1000',
};

/** Builds dist/ when a source changed since it was built. In a process of its own, as the scripts do it. */
export async function ensureBuilt(): Promise<void> {
  const script = `await (await import(${JSON.stringify(join(ROOT, 'scripts/lib/ensure-ready.mjs'))})).ensureReady()`;
  await promisify(execFile)(process.execPath, ['--input-type=module', '--eval', script], { cwd: ROOT });
}

/** One app on real servers; `port` is the gateway's, or that of the app's health. */
export const createApp = (app: AppName, folder: string, port: number, servers: Record<string, string>): Child =>
  new Child({
    name: app,
    command: process.execPath,
    args: ['--enable-source-maps', join(ROOT, `dist/apps/${app}/src/main.js`)],
    env: { ...SETTINGS, ...servers, PATH: process.env.PATH ?? '', DATA_DIR: folder, [app === 'gateway' ? 'PORT' : 'OPS_PORT']: String(port) },
    logFile: join(folder, `${app}.log`),
    probe: () => expectOk(`http://127.0.0.1:${port}/health/live`),
    startWithinMs: START_WITHIN_MS,
  });

/** Everything in one process, as `npm start` runs it, on embedded parts under `folder`. */
export const createAllInOne = (folder: string, port: number): Child =>
  new Child({
    name: 'all-in-one',
    command: process.execPath,
    args: ['--enable-source-maps', join(ROOT, 'scripts/start.mjs')],
    env: { ...SETTINGS, PATH: process.env.PATH ?? '', DATA_DIR: join(folder, 'data'), PORT: String(port) },
    cwd: ROOT,
    logFile: join(folder, 'all-in-one.log'),
    probe: () => expectOk(`http://127.0.0.1:${port}/health/live`),
    startWithinMs: START_WITHIN_MS,
  });

async function expectOk(url: string): Promise<void> {
  const response = await fetch(url, { signal: AbortSignal.timeout(1_000) });
  await response.body?.cancel();
  if (!response.ok) throw new Error(`${url}: ${response.status}`);
}
