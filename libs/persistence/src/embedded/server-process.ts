import type { ChildProcess } from 'node:child_process';
import type { PostgresBinaries } from './resolve-binaries.js';
import type { DataFolderPaths } from './data-folder-paths.js';
import type { Launcher } from './run-as-unprivileged.js';
import { emptyIfTooBig, openServerLog } from './server-log.js';
import { serverArguments } from './server-settings.js';
import { signalServer } from './signal-server.js';
import { waitUntil } from './wait-until.js';
import { watchParent } from './watch-parent.js';

const FAST_SHUTDOWN_MS = 10_000;
const LOG_CHECK_MS = 3_600_000;

/** A running `postgres` and what belongs to it. It does not keep the event loop alive. */
export interface ServerProcess {
  /** How it ended, in words; undefined while it runs. */
  ended(): string | undefined;
  /** Fast shutdown; immediate when that takes longer than 10 s. */
  stop(): Promise<void>;
}

/**
 * Starts the server without waiting for it to accept connections. It gets a session of its own: Ctrl-C in the
 * terminal reaches only the platform, which stops it in order.
 */
export async function startServerProcess(
  binaries: PostgresBinaries,
  launcher: Launcher,
  paths: DataFolderPaths,
  port: number,
): Promise<ServerProcess> {
  const log = await openServerLog(paths.log);
  const child = launcher.spawn(binaries.postgres, serverArguments(paths.cluster, port), {
    stdio: ['ignore', log.fd, log.fd],
    cwd: paths.folder,
    detached: true,
  });
  let ended: string | undefined;
  const watcher = child.pid === undefined ? undefined : watchParent(paths.cluster, child.pid);
  const logCheck = setInterval(() => void emptyIfTooBig(paths.log).catch(() => undefined), LOG_CHECK_MS).unref();
  const onEnd = (reason: string): void => {
    ended ??= reason;
    watcher?.kill('SIGKILL');
    clearInterval(logCheck);
  };
  child.on('error', (error) => onEnd(String(error)));
  child.on('exit', (code, signal) => onEnd(`exit code ${code ?? signal}`));
  child.unref();
  await log.close();
  return { ended: () => ended, stop: () => stopChild(binaries.pgCtl, child, () => ended !== undefined) };
}

async function stopChild(pgCtl: string, child: ChildProcess, hasEnded: () => boolean): Promise<void> {
  if (hasEnded() || child.pid === undefined) return;
  const end = async (): Promise<boolean> => hasEnded();
  await signalServer(pgCtl, child.pid, 'INT');
  if (await waitUntil(end, FAST_SHUTDOWN_MS)) return;
  await signalServer(pgCtl, child.pid, 'QUIT');
  await waitUntil(end, Number.POSITIVE_INFINITY);
}
