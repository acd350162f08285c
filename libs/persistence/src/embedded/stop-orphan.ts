import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { EmbeddedPostgresError, undefinedIfAbsent } from './embedded-postgres-error.js';
import { endLeftoverBackends } from './end-leftover-backends.js';
import { isServerOf } from './is-server-of.js';
import { signalServer } from './signal-server.js';
import { waitUntil } from './wait-until.js';

const FAST_SHUTDOWN_MS = 10_000;
const IMMEDIATE_SHUTDOWN_MS = 10_000;

/**
 * Deals with what a killed process left behind in `postmaster.pid`: stops a server that still runs on this cluster,
 * and sees to it that a dead server blocks nothing, be its pid reused by another program or held by a zombie. To be
 * called under the folder lock.
 * @throws EmbeddedPostgresError `orphan_not_stopped`
 */
export async function stopOrphan(pgCtl: string, cluster: string, log: (line: string) => void): Promise<void> {
  const pid = await readServerPid(cluster);
  if (pid === undefined) return;
  if (await isServerOf(pid, cluster, pgCtl)) {
    log(`a PostgreSQL of an earlier run (pid ${pid}) still runs on ${cluster}; stopping it`);
    await stopServer(pgCtl, pid, cluster);
  } else {
    await endLeftoverBackends(pgCtl, cluster);
    await disownServerPid(cluster);
  }
}

async function stopServer(pgCtl: string, pid: number, cluster: string): Promise<void> {
  const isGone = async (): Promise<boolean> => !(await isServerOf(pid, cluster, pgCtl));
  await signalServer(pgCtl, pid, 'INT');
  if (await waitUntil(isGone, FAST_SHUTDOWN_MS)) return;
  await signalServer(pgCtl, pid, 'QUIT');
  if (await waitUntil(isGone, IMMEDIATE_SHUTDOWN_MS)) return;
  throw new EmbeddedPostgresError('orphan_not_stopped', `PostgreSQL (pid ${pid}) on ${cluster} does not stop.`);
}

/** The first line of postmaster.pid; a negative number would be a single-user session. */
async function readServerPid(cluster: string): Promise<number | undefined> {
  const content = await readFile(join(cluster, 'postmaster.pid'), 'utf8').catch(undefinedIfAbsent);
  const pid = Math.abs(Number.parseInt(content ?? '', 10));
  return pid > 0 ? pid : undefined;
}

/**
 * Puts this process's pid in place of the dead server's. A server takes its own parent for no rival, but still reads the
 * shared-memory line of the file and so notices backends that outlived their server; deleting the file would lose
 * that check. Source: CreateLockFile in PostgreSQL's miscinit.c.
 */
async function disownServerPid(cluster: string): Promise<void> {
  const file = join(cluster, 'postmaster.pid');
  const content = await readFile(file, 'utf8');
  await writeFile(file, content.replace(/^.*/, String(process.pid)));
}
