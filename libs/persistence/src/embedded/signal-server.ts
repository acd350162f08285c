import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { codeOf } from './embedded-postgres-error.js';

/**
 * INT: fast shutdown, QUIT: immediate (recovery at the next start). Source: PostgreSQL manual, "Shutting Down the
 * Server". Windows has no signals; PostgreSQL's own are sent by pg_ctl. A server that is gone is no error.
 */
export async function signalServer(pgCtl: string, pid: number, signal: 'INT' | 'QUIT'): Promise<void> {
  try {
    if (process.platform === 'win32') await promisify(execFile)(pgCtl, ['kill', signal, String(pid)], { windowsHide: true });
    else process.kill(pid, `SIG${signal}`);
  } catch (error) {
    if (process.platform !== 'win32' && codeOf(error) !== 'ESRCH') throw error;
  }
}
