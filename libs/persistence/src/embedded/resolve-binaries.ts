import { dirname } from 'node:path';
import { EmbeddedPostgresError } from './embedded-postgres-error.js';
import { restoreSymlinks } from './restore-symlinks.js';

/** Absolute paths of the PostgreSQL programs. */
export interface PostgresBinaries {
  initdb: string;
  postgres: string;
  pgCtl: string;
}

const OS_IN_PACKAGE_NAME: Partial<Record<NodeJS.Platform, string>> = {
  linux: 'linux',
  darwin: 'darwin',
  win32: 'windows',
};

/**
 * Finds the installed PostgreSQL for this machine and completes its shared libraries if npm skipped install scripts.
 * @throws EmbeddedPostgresError `platform_unsupported` when there are no binaries for it, `binaries_incomplete`
 */
export async function resolveBinaries(
  platform: NodeJS.Platform = process.platform,
  arch: string = process.arch,
): Promise<PostgresBinaries> {
  const packageName = `@embedded-postgres/${OS_IN_PACKAGE_NAME[platform] ?? platform}-${arch}`;
  const paths = await importPaths(packageName);
  await restoreSymlinks(packageRootOf(paths.postgres));
  return paths;
}

async function importPaths(packageName: string): Promise<PostgresBinaries> {
  try {
    const exported = (await import(packageName)) as { initdb: string; postgres: string; pg_ctl: string };
    return { initdb: exported.initdb, postgres: exported.postgres, pgCtl: exported.pg_ctl };
  } catch (cause) {
    throw new EmbeddedPostgresError(
      'platform_unsupported',
      `No embedded PostgreSQL for this platform: the optional npm package ${packageName} is not installed. ` +
        'Install without --omit=optional, or set DATABASE_URL to a PostgreSQL server.',
      { cause },
    );
  }
}

/** The programs are in `<package>/native/bin`. */
function packageRootOf(program: string): string {
  return dirname(dirname(dirname(program)));
}
