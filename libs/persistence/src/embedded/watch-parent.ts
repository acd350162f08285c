import { spawn, type ChildProcess } from 'node:child_process';
import type { Socket } from 'node:net';
import { CLEAN_ENVIRONMENT } from './clean-environment.js';

/**
 * `read` ends when nobody holds the other end of the pipe any more, that is when the platform process is gone,
 * however it went. The pid is compared with postmaster.pid so that neither a reused pid nor a successor's server is hit.
 */
const SCRIPT = 'read -r line; read -r pid < "$1/postmaster.pid" && [ "$pid" = "$2" ] && kill -INT "$pid"';

/**
 * Starts a shell of about 1 MB that shuts the server down in order when this process dies without doing so itself.
 * The next start would stop an orphan anyway, so where there is no shell (Windows) nothing is lost by returning none.
 */
export function watchParent(cluster: string, serverPid: number): ChildProcess | undefined {
  if (process.platform === 'win32') return undefined;
  const watcher = spawn('/bin/sh', ['-c', SCRIPT, 'switchboard-watch', cluster, String(serverPid)], {
    stdio: ['pipe', 'ignore', 'ignore'],
    cwd: '/',
    env: CLEAN_ENVIRONMENT,
    detached: true,
  });
  watcher.on('error', () => undefined);
  watcher.stdin?.on('error', () => undefined);
  watcher.unref();
  (watcher.stdin as Socket | null)?.unref();
  return watcher;
}
