import { join } from 'node:path';
import { ConfigurationError, isProduction, keptSecret, type Config } from '#libs/kernel';

/**
 * The secret that signs access tokens: JWT_SECRET, or outside production one made up once and kept
 * in DATA_DIR, where every process started from this folder finds the same one.
 */
export async function signingSecret(config: Config): Promise<string> {
  if (config.JWT_SECRET) return config.JWT_SECRET;
  if (isProduction(config) && !config.ALLOW_EMBEDDED_IN_PRODUCTION) throw new ConfigurationError('In production JWT_SECRET must be set (32 characters or more)');
  return keptSecret(join(config.DATA_DIR, 'jwt-secret'));
}
