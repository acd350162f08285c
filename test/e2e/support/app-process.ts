import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { access } from 'node:fs/promises';
import { projectPath } from '#libs/kernel';
import { eventually } from '#libs/testing';
import type { Json } from './api-client.js';

/** An app as a process of its own, from the build. */
export interface AppProcess {
  /** Everything it wrote to stdout and stderr. */
  output(): string;
  lines(): Json[];
  /** Waits for a log line with this message. */
  logged(message: string): Promise<Json>;
  /** Asks it to stop; resolves with its exit code. */
  stop(): Promise<number | null>;
}

export async function startAppProcess(app: string, environment: Record<string, string>): Promise<AppProcess> {
  const main = projectPath('dist', 'apps', app, 'src', 'main.js');
  await access(main).catch(() => {
    throw new Error(`${main} is missing: run \`npm run build\` (node scripts/build.mjs) first`);
  });
  const child = spawn(process.execPath, [main], { env: { PATH: process.env['PATH'] ?? '', ...environment }, stdio: ['ignore', 'pipe', 'pipe'] });
  const exited = once(child, 'exit').then(([code]) => code as number | null);
  const chunks: Buffer[] = [];
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk: Buffer) => chunks.push(chunk));
  const output = (): string => Buffer.concat(chunks).toString('utf8');
  const lines = (): Json[] => output().split('\n').slice(0, -1).map((line) => JSON.parse(line));
  return {
    output,
    lines,
    logged: async (message) => {
      const given = () => (child.exitCode === null ? lines().find((line) => line.msg === message) : Promise.reject(new Error(`${app} ended: ${output()}`)));
      return eventually(`${app} logs ${JSON.stringify(message)}`, given, 30_000);
    },
    stop: async () => {
      child.kill('SIGTERM');
      return exited;
    },
  };
}
