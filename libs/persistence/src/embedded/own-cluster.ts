import { lchown, lstat, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { Launcher } from './run-as-unprivileged.js';

/** Hands an existing cluster, for example a backup that root copied here, to the account that runs it. */
export async function ensureClusterOwner(cluster: string, { account }: Launcher): Promise<void> {
  if (!account || (await lstat(cluster)).uid === account.uid) return;
  for (const name of await readdir(cluster, { recursive: true })) {
    await lchown(join(cluster, name), account.uid, account.gid);
  }
  // The folder itself last: it is what tells that the rest is done.
  await lchown(cluster, account.uid, account.gid);
}
