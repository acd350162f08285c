import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { promisify } from 'node:util';
import { CLEAN_ENVIRONMENT } from './clean-environment.js';
import { codeOf } from './embedded-postgres-error.js';

/**
 * Text that tells one process from another that later gets the same pid: equal as long as the process lives.
 * Undefined when no such process runs (a zombie does not run).
 */
export async function processStartMark(pid: number): Promise<string | undefined> {
  if (process.platform === 'linux') return linuxStartMark(pid);
  if (process.platform === 'win32') return isRunning(pid) ? 'running' : undefined;
  return portableStartMark(pid);
}

/** Ticks since boot alone could repeat after a reboot, hence the boot's id. Format: proc_pid_stat(5). */
async function linuxStartMark(pid: number): Promise<string | undefined> {
  const stat = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => undefined);
  if (stat === undefined) return undefined;
  const fieldsFromState = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  if (fieldsFromState[0] === 'Z' || fieldsFromState[0] === 'X') return undefined;
  const startTicks = fieldsFromState[22 - 3];
  const bootId = await readFile('/proc/sys/kernel/random/boot_id', 'utf8').catch(() => '');
  return `${bootId.trim()}:${startTicks}`;
}

async function portableStartMark(pid: number): Promise<string | undefined> {
  const started = await promisify(execFile)('ps', ['-o', 'lstart=', '-p', String(pid)], { env: CLEAN_ENVIRONMENT }).catch(
    () => undefined,
  );
  return started?.stdout.trim() || undefined;
}

function isRunning(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch (error) {
    return codeOf(error) === 'EPERM';
  }
}
