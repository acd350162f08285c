import { NestFactory } from '@nestjs/core';
import { ConfigurationError, loadConfig, messageOf, type Config } from '#libs/kernel';
import { Logger } from '#libs/observability';
import { Database, PersistenceModule } from '#libs/persistence';
import { rootModule } from '#libs/runtime';
import { UsageError } from './usage-error.js';

/**
 * Runs `work` on the platform's own database, migrated: the one of DATABASE_URL, or the embedded one
 * under DATA_DIR, which one process at a time can use. Throws UsageError when it cannot be opened as configured.
 */
export async function withDatabase<T>(env: NodeJS.ProcessEnv, work: (database: Database, config: Config) => Promise<T>): Promise<T> {
  const config = configOf(env);
  const logger = new Logger({ level: 'silent', app: 'tool' });
  const opening = NestFactory.createApplicationContext(rootModule(PersistenceModule, config, logger), { logger: false, abortOnError: false });
  const context = await opening.catch((error: unknown) => {
    throw new UsageError(`The platform's database cannot be opened: ${messageOf(error) || String((error as { code?: string }).code)}`);
  });
  try {
    return await work(context.get(Database), config);
  } finally {
    await context.close();
  }
}

function configOf(env: NodeJS.ProcessEnv): Config {
  try {
    return loadConfig(env);
  } catch (error) {
    throw error instanceof ConfigurationError ? new UsageError(error.message) : error;
  }
}
