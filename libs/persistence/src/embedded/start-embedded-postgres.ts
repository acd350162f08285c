import { lstat } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import { loadCredentials, credentialsInvalid, type ClusterCredentials } from './cluster-credentials.js';
import { connectWhenReady } from './connect-when-ready.js';
import { createCluster } from './create-cluster.js';
import { lockDataFolder } from './data-folder-lock.js';
import { prepareDataFolder, type DataFolderPaths } from './data-folder-paths.js';
import { codeOf, EmbeddedPostgresError, undefinedIfAbsent } from './embedded-postgres-error.js';
import { findFreePort } from './free-port.js';
import { ensureClusterOwner } from './own-cluster.js';
import { resolveBinaries, type PostgresBinaries } from './resolve-binaries.js';
import { chooseLauncher, type Launcher } from './run-as-unprivileged.js';
import { readLogTail } from './server-log.js';
import { startServerProcess, type ServerProcess } from './server-process.js';
import { stopOrphan } from './stop-orphan.js';

export interface EmbeddedPostgresOptions {
  /** Made if missing. PostgreSQL's files lie in its sub-folder `postgres`. */
  dataDir: string;
  /** Receives one line for each step that takes time or is out of the ordinary. */
  logger?: (line: string) => void;
}

export interface EmbeddedPostgres {
  /** `postgres://switchboard:<password>@127.0.0.1:<port>/switchboard`, a superuser. The port differs at each start. */
  url: string;
  /** Shuts down in order (open connections are cut) and frees the data folder. May be called again. */
  stop(): Promise<void>;
}

type Log = (line: string) => void;

/** SQLSTATE, PostgreSQL manual appendix A. */
const INVALID_PASSWORD = '28P01';
const START_ATTEMPTS = 5;
const RETRY_MS = 200;

/**
 * Starts a PostgreSQL of our own on a data folder, creating the cluster and the database `switchboard` at the first
 * start, and resolves when it accepts connections.
 * @throws EmbeddedPostgresError with any of its codes
 */
export async function startEmbeddedPostgres(options: EmbeddedPostgresOptions): Promise<EmbeddedPostgres> {
  const log = options.logger ?? (() => undefined);
  const binaries = await resolveBinaries();
  const paths = await prepareDataFolder(options.dataDir);
  const lock = await lockDataFolder(paths.folder);
  try {
    const { url, server } = await startOnLockedFolder(binaries, paths, log);
    let stopping: Promise<void> | undefined;
    const stop = (): Promise<void> => (stopping ??= server.stop().then(() => lock.release()));
    return { url, stop };
  } catch (error) {
    await lock.release();
    throw error;
  }
}

interface Started {
  url: string;
  server: ServerProcess;
}

async function startOnLockedFolder(binaries: PostgresBinaries, paths: DataFolderPaths, log: Log): Promise<Started> {
  const clusterExists = (await lstat(paths.cluster).catch(undefinedIfAbsent)) !== undefined;
  const credentials = await loadCredentials(paths.credentials, clusterExists);
  const launcher = await chooseLauncher([binaries.postgres, binaries.initdb], paths.cluster);
  if (clusterExists) {
    await ensureClusterOwner(paths.cluster, launcher);
  } else {
    log(`creating a PostgreSQL database in ${paths.cluster}`);
    await createCluster(binaries.initdb, launcher, paths, credentials);
  }
  return startServer(binaries, launcher, paths, credentials, log);
}

/**
 * Tries again, with another port: the first may have been taken meanwhile, backends of a killed server may still be
 * ending, or an orphan may have been too young to be found.
 */
async function startServer(
  binaries: PostgresBinaries,
  launcher: Launcher,
  paths: DataFolderPaths,
  credentials: ClusterCredentials,
  log: Log,
): Promise<Started> {
  let reason: string | undefined;
  for (let attempt = 0; attempt < START_ATTEMPTS; attempt += 1) {
    if (attempt > 0) await sleep(RETRY_MS);
    await stopOrphan(binaries.pgCtl, paths.cluster, log);
    const port = await findFreePort();
    const url = `postgres://${credentials.user}:${credentials.password}@127.0.0.1:${port}/switchboard`;
    const server = await startServerProcess(binaries, launcher, paths, port);
    if (await isReady(url, server, paths.credentials)) return { url, server };
    reason = server.ended();
  }
  const tail = await readLogTail(paths.log);
  throw new EmbeddedPostgresError('server_start_failed', `PostgreSQL did not start (${reason}). The end of ${paths.log}:\n${tail}`);
}

async function isReady(url: string, server: ServerProcess, credentialsFile: string): Promise<boolean> {
  try {
    return await connectWhenReady(url, () => server.ended() !== undefined);
  } catch (cause) {
    await server.stop();
    if (codeOf(cause) === INVALID_PASSWORD) throw credentialsInvalid(credentialsFile, cause);
    throw new EmbeddedPostgresError('server_start_failed', `PostgreSQL started but refuses connections: ${String(cause)}`, { cause });
  }
}
