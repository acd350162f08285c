import { mkdir, open, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { ConfigurationError, isProduction, randomToken, type Config } from '#libs/kernel';

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
  await mkdir(join(path, '..'), { recursive: true });
  try {
    const file = await open(path, 'wx', 0o600);
    const secret = randomToken(48);
    await file.writeFile(secret);
    await file.close();
    return secret;
  } catch (error) {
    if ((error as { code?: string }).code !== 'EEXIST') throw error;
    return readFile(path, 'utf8');
  }
}
