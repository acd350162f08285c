import { chown, mkdtemp, open, readdir, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { ClusterCredentials } from './cluster-credentials.js';
import type { DataFolderPaths } from './data-folder-paths.js';
import { EmbeddedPostgresError } from './embedded-postgres-error.js';
import type { Launcher } from './run-as-unprivileged.js';
import { runToEnd } from './run-to-end.js';

const WORK_PREFIX = 'postgres-initdb-';

/**
 * Sorting and case follow the built-in C.UTF-8 everywhere. The character type still comes from the operating system,
 * and pg_trgm ignores Chinese text when it is plain C; hence the candidates, best first.
 */
const CHARACTER_TYPES = ['C.UTF-8', 'en_US.UTF-8', 'C'] as const;

/** Containers are often started with a uid that has no name. Only initdb minds; the server runs with it. */
const NAMELESS_ACCOUNT_ADVICE =
  ' (give this uid a name in /etc/passwd, start as a named user, or set DATABASE_URL to a PostgreSQL server)';

/**
 * Makes a new cluster beside its final place and renames it once complete, so that a start that was killed half-way
 * leaves nothing that could be taken for a cluster.
 * @throws EmbeddedPostgresError `cluster_creation_failed` with what initdb said
 */
export async function createCluster(
  initdb: string,
  launcher: Launcher,
  paths: DataFolderPaths,
  credentials: ClusterCredentials,
): Promise<void> {
  await removeAbandonedWork(paths.folder);
  const work = await mkdtemp(join(paths.folder, WORK_PREFIX));
  try {
    const passwordFile = join(work, 'password');
    await writeFile(passwordFile, credentials.password, { mode: 0o600 });
    if (launcher.account) {
      for (const path of [passwordFile, work]) await chown(path, launcher.account.uid, launcher.account.gid);
    }
    const cluster = join(work, 'cluster');
    await runInitdb(initdb, launcher, ['-D', cluster, '-U', credentials.user, `--pwfile=${passwordFile}`]);
    await rename(cluster, paths.cluster);
    await syncFolder(paths.folder);
  } finally {
    await removeTree(work);
  }
}

async function removeAbandonedWork(folder: string): Promise<void> {
  const names = await readdir(folder);
  await Promise.all(names.filter((name) => name.startsWith(WORK_PREFIX)).map((name) => removeTree(join(folder, name))));
}

/** Retries: the initdb of a process killed a moment ago may still be writing. */
function removeTree(path: string): Promise<void> {
  return rm(path, { recursive: true, force: true, maxRetries: 10, retryDelay: 50 });
}

async function runInitdb(initdb: string, launcher: Launcher, where: readonly string[]): Promise<void> {
  let failure = '';
  for (const characterType of CHARACTER_TYPES) {
    const { ok, output } = await runToEnd(launcher, initdb, [...where, ...clusterOptions(characterType)]);
    if (ok) return;
    failure = output;
    if (!output.includes('invalid locale name')) break;
  }
  const advice = failure.includes('could not look up effective user ID') ? NAMELESS_ACCOUNT_ADVICE : '';
  throw new EmbeddedPostgresError(
    'cluster_creation_failed',
    `initdb could not create the database: ${failure.trim()}${advice}`,
  );
}

function clusterOptions(characterType: string): string[] {
  return [
    '--encoding=UTF8',
    '--locale-provider=builtin',
    '--builtin-locale=C.UTF-8',
    '--locale=C',
    `--lc-ctype=${characterType}`,
    '--auth=scram-sha-256',
    '--no-instructions',
  ];
}

/** Without this a power cut could undo the rename after messages were accepted. Windows cannot open folders. */
async function syncFolder(folder: string): Promise<void> {
  if (process.platform === 'win32') return;
  const handle = await open(folder, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}
