import { constants } from 'node:fs';
import { access, mkdir, realpath, stat } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { EmbeddedPostgresError, undefinedIfAbsent } from './embedded-postgres-error.js';

/** Where things lie in the data folder; absolute, links resolved. */
export interface DataFolderPaths {
  folder: string;
  cluster: string;
  credentials: string;
  log: string;
}

/**
 * Makes the data folder if need be, and checks that this account can use it.
 * @throws EmbeddedPostgresError `data_dir_not_usable` when it cannot be written, or holds files of another account
 */
export async function prepareDataFolder(dataDir: string): Promise<DataFolderPaths> {
  const folder = await makeFolder(resolve(dataDir));
  const paths = {
    folder,
    cluster: join(folder, 'postgres'),
    credentials: join(folder, 'postgres-credentials.json'),
    log: join(folder, 'postgres.log'),
  };
  for (const path of [paths.cluster, paths.credentials, paths.log]) await assertOwnedByThisAccount(path, folder);
  return paths;
}

async function makeFolder(dataDir: string): Promise<string> {
  try {
    await mkdir(dataDir, { recursive: true });
    await access(dataDir, constants.R_OK | constants.W_OK | constants.X_OK);
    return await realpath(dataDir);
  } catch (cause) {
    throw new EmbeddedPostgresError('data_dir_not_usable', `This account cannot write the data folder ${dataDir}.`, { cause });
  }
}

/** Root may use everybody's files; Windows has no uids. */
async function assertOwnedByThisAccount(path: string, folder: string): Promise<void> {
  const uid = process.getuid?.() ?? 0;
  if (uid === 0) return;
  const owner = (await stat(path).catch(undefinedIfAbsent))?.uid;
  if (owner === undefined || owner === uid) return;
  throw new EmbeddedPostgresError(
    'data_dir_not_usable',
    `${path} belongs to uid ${owner}, and this is uid ${uid}; most likely an earlier run was started as root. ` +
      `Start as before, or, with Switchboard stopped, hand the files over: sudo chown -R ${uid} ${folder}`,
  );
}
