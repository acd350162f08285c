import { link, mkdir, readFile, unlink, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { newId, randomToken } from './ids.js';

/**
 * A secret made up once and kept in a file, readable by its owner alone: every process that names
 * the same path gets the same one, also when several ask at the same moment.
 * @param make makes it up where there is none yet
 */
export async function keptSecret(path: string, make: () => string = () => randomToken(48)): Promise<string> {
  await mkdir(dirname(path), { recursive: true });
  const kept = await read(path);
  if (kept) return kept;
  // Written aside and then linked, which fails when another process was first: nobody ever reads half a secret.
  const aside = `${path}.${newId()}`;
  await writeFile(aside, make(), { flag: 'wx', mode: 0o600 });
  try {
    await link(aside, path);
  } catch (error) {
    if ((error as { code?: string }).code !== 'EEXIST') throw error;
  } finally {
    await unlink(aside);
  }
  return readFile(path, 'utf8');
}

async function read(path: string): Promise<string | null> {
  try {
    return await readFile(path, 'utf8');
  } catch (error) {
    if ((error as { code?: string }).code === 'ENOENT') return null;
    throw error;
  }
}
