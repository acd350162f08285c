import { execFile } from 'node:child_process';
import { readFile, readlink } from 'node:fs/promises';
import { basename } from 'node:path';
import { promisify } from 'node:util';
import { CLEAN_ENVIRONMENT } from './clean-environment.js';

const run = promisify(execFile);

/** Whether the process is a PostgreSQL server that works on this cluster folder (absolute, links resolved). */
export async function isServerOf(pid: number, cluster: string, pgCtl: string): Promise<boolean> {
  if (process.platform === 'linux') return isServerOnLinux(pid, cluster);
  if (process.platform === 'win32') return succeeds(pgCtl, ['status', '-D', cluster]);
  const ps = await run('ps', ['-ww', '-o', 'command=', '-p', String(pid)], { env: CLEAN_ENVIRONMENT }).catch(() => undefined);
  return ps !== undefined && ps.stdout.includes('postgres') && ps.stdout.includes(cluster);
}

/** The server works inside its folder, and names it on its command line, which other accounts may read too. */
async function isServerOnLinux(pid: number, cluster: string): Promise<boolean> {
  const commandLine = await readFile(`/proc/${pid}/cmdline`, 'utf8').catch(() => '');
  const args = commandLine.split('\0');
  if (basename(args[0] ?? '') !== 'postgres') return false;
  const workingFolder = await readlink(`/proc/${pid}/cwd`).catch(() => undefined);
  return workingFolder === cluster || args.includes(cluster);
}

function succeeds(program: string, args: readonly string[]): Promise<boolean> {
  return run(program, args, { windowsHide: true }).then(
    () => true,
    () => false,
  );
}
