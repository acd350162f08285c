import { readdir, readFile, readlink } from 'node:fs/promises';
import { signalServer } from './signal-server.js';
import { waitUntil } from './wait-until.js';

const END_MS = 5_000;

/**
 * When only the server's main process was killed (out of memory, for instance), a connection's process that is busy
 * with a long query goes on, and no new server starts on the cluster until it ends. Ends such processes at once; their
 * transactions are lost with the server anyway. Linux only: elsewhere there is no cheap way to find them.
 * @param cluster absolute, links resolved, with no live server
 */
export async function endLeftoverBackends(pgCtl: string, cluster: string): Promise<void> {
  if (process.platform !== 'linux') return;
  const pids = (await readdir('/proc')).map(Number).filter((pid) => pid > 0);
  const flags = await Promise.all(pids.map((pid) => isBackendOf(pid, cluster)));
  const backends = pids.filter((_, index) => flags[index]);
  await Promise.all(backends.map((pid) => endBackend(pgCtl, pid, cluster)));
}

/** Every process of a server works inside the cluster's folder and titles itself `postgres: <role>`. */
async function isBackendOf(pid: number, cluster: string): Promise<boolean> {
  const workingFolder = await readlink(`/proc/${pid}/cwd`).catch(() => undefined);
  if (workingFolder !== cluster) return false;
  const title = await readFile(`/proc/${pid}/cmdline`, 'utf8').catch(() => '');
  return title.startsWith('postgres: ');
}

async function endBackend(pgCtl: string, pid: number, cluster: string): Promise<void> {
  await signalServer(pgCtl, pid, 'QUIT');
  await waitUntil(async () => !(await isBackendOf(pid, cluster)), END_MS);
}
