import { spawn, type ChildProcess, type SpawnOptions } from 'node:child_process';
import { lstat } from 'node:fs/promises';
import { CLEAN_ENVIRONMENT } from './clean-environment.js';
import { undefinedIfAbsent } from './embedded-postgres-error.js';
import { findObstacle, type Account } from './find-obstacle.js';
import { setprivArguments } from './setpriv-arguments.js';

/** How the PostgreSQL programs are started: as the current account, or, for root, as one without privileges. */
export interface Launcher {
  /** Who must own the cluster; undefined when it is simply the current account. */
  account: Account | undefined;
  spawn(program: string, args: readonly string[], options: SpawnOptions): ChildProcess;
}

/** The uid and gid that Linux calls nobody. */
const NOBODY: Account = { uid: 65534, gid: 65534 };

/**
 * PostgreSQL refuses to run as root, so root starts it as the account that owns the cluster, or as nobody when root
 * owns it or there is none yet. Where that account cannot pass a folder above the programs or the data, it gets the
 * one capability that lets it.
 * @param clusterFolder where the cluster is or will be; its parent exists
 * @throws EmbeddedPostgresError `cannot_drop_root`
 */
export async function chooseLauncher(programs: readonly string[], clusterFolder: string): Promise<Launcher> {
  if (process.getuid?.() !== 0) return { account: undefined, spawn: spawnPlainly };
  const account = await ownerUnlessRoot(clusterFolder);
  const obstacle = await findObstacle(account, programs, clusterFolder);
  if (!obstacle) return { account, spawn: (program, args, options) => spawnPlainly(program, args, { ...options, ...account }) };
  const prefix = await setprivArguments(account, obstacle);
  return { account, spawn: (program, args, options) => spawnPlainly('setpriv', [...prefix, program, ...args], options) };
}

async function ownerUnlessRoot(clusterFolder: string): Promise<Account> {
  const owner = await lstat(clusterFolder).catch(undefinedIfAbsent);
  return owner && owner.uid !== 0 ? { uid: owner.uid, gid: owner.gid } : NOBODY;
}

function spawnPlainly(program: string, args: readonly string[], options: SpawnOptions): ChildProcess {
  return spawn(program, args, { windowsHide: true, env: CLEAN_ENVIRONMENT, ...options });
}
