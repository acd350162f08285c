import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { projectPath } from '#libs/kernel';
import type { Children } from '../../shared/bench/children.js';
import { freePort, platformEnvironment, untilReady } from '../../shared/bench/platform-environment.js';
import type { Workbench } from '../../shared/bench/workbench.js';
import { CONTROL_ARGS, controlled, type Controlled } from './controlled.js';

const run = promisify(execFile);

/** One gateway process. */
export interface Gateway extends Controlled {
  url: string;
}

/** What every gateway of this run has in common, so that one can be stopped and the next one takes over. */
export interface GatewayHome {
  environment: Record<string, string>;
  apiKey: string;
}

/** Prepares the database. The scripted server is on this machine, where the relay does not call without leave. */
export async function makeGatewayHome({ sandbox, folder }: Workbench): Promise<GatewayHome> {
  const { urls } = sandbox;
  const { environment, apiKey } = platformEnvironment(0, join(folder, 'gateway'));
  const own = { ...environment, DATABASE_URL: urls.database, RABBITMQ_URL: urls.rabbitmq, REDIS_URL: urls.redis, OUTBOUND_ALLOWED_HOSTS: '127.0.0.1' };
  await run(process.execPath, [projectPath('dist/tools/migrate.js')], { env: { ...process.env, ...own } });
  return { environment: own, apiKey };
}

export async function startGateway(children: Children, { environment }: GatewayHome): Promise<Gateway> {
  const port = await freePort();
  const child = children.start(projectPath('dist/apps/gateway/src/main.js'), { env: { ...environment, PORT: String(port) }, ipc: true }, ['--enable-source-maps', '--max-semi-space-size=32', ...CONTROL_ARGS]);
  const url = `http://127.0.0.1:${port}`;
  await Promise.race([untilReady(url), child.ended]);
  return { url, ...controlled(child) };
}
