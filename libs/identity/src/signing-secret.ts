import { link, mkdir, readFile, unlink, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { ConfigurationError, isProduction, newId, randomToken, type Config } from '#libs/kernel';

/**
 * The secret that signs access tokens: JWT_SECRET, or outside production one made up once and kept
 * in DATA_DIR, where every process started from this folder finds the same one.
 */
export async function signingSecret(config: Config): Promise<string> {
  if (config.JWT_SECRET) return config.JWT_SECRET;
  if (isProduction(config) && !config.ALLOW_EMBEDDED_IN_PRODUCTION) throw new ConfigurationError('In production JWT_SECRET must be set (32 characters or more)');
  return keptSecret(join(config.DATA_DIR, 'jwt-secret'));
}

async function keptSecret(path: string): Promise<string> {
  await mkdir(dirname(path), { recursive: true });
  const kept = await read(path);
  if (kept) return kept;
  // Written aside and then linked, which fails when another process was first: nobody ever reads half a secret.
  const aside = `${path}.${newId()}`;
  await writeFile(aside, randomToken(48), { flag: 'wx', mode: 0o600 });
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
