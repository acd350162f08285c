import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { ConfigurationError, MasterKeys, isProduction, keptSecret, type Config, type MasterKey } from '#libs/kernel';

/**
 * The configured master keys, or outside production one made up once and kept in DATA_DIR. None in
 * production without any: the platform starts and works, but for what needs a key.
 */
export async function masterKeysOf(config: Config): Promise<readonly MasterKey[]> {
  if (config.SWITCHBOARD_MASTER_KEYS) return config.SWITCHBOARD_MASTER_KEYS;
  if (isProduction(config) && !config.ALLOW_EMBEDDED_IN_PRODUCTION) return [];
  const path = join(config.DATA_DIR, 'master-keys');
  // As the variable is written, so that the line can be moved there when the platform moves to production.
  const kept = MasterKeys.safeParse(await keptSecret(path, () => `kept:${randomBytes(32).toString('base64')}`));
  if (!kept.success) throw new ConfigurationError(`${path} does not hold master keys any more`);
  return kept.data;
}
