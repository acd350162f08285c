import type { Stats } from 'node:fs';
import { realpath, stat } from 'node:fs/promises';
import { dirname } from 'node:path';

export interface Account {
  uid: number;
  gid: number;
}

/** What keeps an account from running the programs on the data: a folder it may not pass, or a program's own mode. */
export interface Obstacle {
  path: string;
  kind: 'folder' | 'program';
}

/**
 * Walks the folders above the programs and above the cluster, as given and with links resolved. Judged by mode bits,
 * as the account would be with no supplementary groups.
 * @returns the program that may not be executed, else the first folder that may not be entered, else undefined
 */
export async function findObstacle(
  account: Account,
  programs: readonly string[],
  clusterFolder: string,
): Promise<Obstacle | undefined> {
  for (const program of programs) {
    if (!mayExecute(await stat(program), account)) return { path: program, kind: 'program' };
  }
  for (const folder of await foldersAbove([...programs, clusterFolder])) {
    if (!mayExecute(await stat(folder), account)) return { path: folder, kind: 'folder' };
  }
  return undefined;
}

async function foldersAbove(paths: readonly string[]): Promise<Set<string>> {
  const folders = new Set<string>();
  for (const path of paths) {
    const parent = dirname(path);
    for (let folder of [parent, await realpath(parent)]) {
      for (; !folders.has(folder); folder = dirname(folder)) folders.add(folder);
    }
  }
  return folders;
}

/** For a folder, the execute bit is the right to pass through it. */
function mayExecute(stats: Stats, { uid, gid }: Account): boolean {
  const bit = stats.uid === uid ? 0o100 : stats.gid === gid ? 0o010 : 0o001;
  return (stats.mode & bit) !== 0;
}
