import { createHash } from 'node:crypto';
import { readFile, readdir, stat } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { ROOT, inRoot } from './root.mjs';

/** Every file under the folders, sorted, as paths relative to the project. */
export async function listFiles(folders, accept) {
  const found = [];
  for (const folder of folders) {
    const entries = await readdir(inRoot(folder), { recursive: true, withFileTypes: true });
    for (const entry of entries) {
      if (!entry.isFile()) continue;
      const path = relative(ROOT, join(entry.parentPath, entry.name));
      if (accept(path)) found.push(path);
    }
  }
  return found.sort();
}

/** Changes when a file is added, removed or written. */
export async function fingerprintOf(files) {
  const hash = createHash('sha256');
  const stats = await Promise.all(files.map((file) => stat(inRoot(file))));
  files.forEach((file, index) => hash.update(`${file}\0${stats[index].size}\0${stats[index].mtimeMs}\n`));
  return hash.digest('hex');
}

/** The stamp's content, or null. */
export async function readStamp(path) {
  return readFile(inRoot(path), 'utf8').catch(() => null);
}
