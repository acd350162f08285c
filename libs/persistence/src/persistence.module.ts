import { Global, Injectable, Module, type OnApplicationShutdown } from '@nestjs/common';
import { CONFIG, type Config } from '#libs/kernel';
import { ComponentTimings, HealthRegistry, Logger } from '#libs/observability';
import { configuredUrls, deriveAppUrl, type DatabaseUrls } from './connection.js';
import { Database } from './database.js';
import { startEmbeddedPostgres, type EmbeddedPostgres } from './embedded/start-embedded-postgres.js';
import { migrate } from './migrate.js';

/** The server the process works with; stops the embedded one after everybody has let go of it. */
@Injectable()
export class DatabaseServer implements OnApplicationShutdown {
  constructor(
    readonly urls: DatabaseUrls,
    readonly connection: Database,
    private readonly embedded: EmbeddedPostgres | null,
  ) {}

  get kind(): 'postgresql' | 'embedded' {
    return this.embedded ? 'embedded' : 'postgresql';
  }

  async onApplicationShutdown(): Promise<void> {
    await this.connection.close();
    await this.embedded?.stop();
  }
}

async function startDatabase(config: Config, timings: ComponentTimings, health: HealthRegistry, logger: Logger): Promise<DatabaseServer> {
  const configured = configuredUrls(config);
  const embedded = configured
    ? null
    : await timings.measure('embedded-postgresql', () =>
        startEmbeddedPostgres({ dataDir: config.DATA_DIR, logger: (line) => logger.debug({ line }, 'embedded postgresql') }),
      );
  try {
    return await timings.measure('database', async () => {
      const urls = configured ?? { owner: embedded!.url, app: deriveAppUrl(embedded!.url) };
      const ran = await migrate(urls);
      if (ran.length > 0) logger.info({ migrations: ran }, 'database migrated');
      const database = new Database(urls.app, {
        poolSize: config.DATABASE_POOL_SIZE,
        applicationName: 'switchboard',
        onError: (error) => logger.warn({ err: error }, 'an idle database connection broke'),
      });
      await database.assertRowSecurityApplies();
      const server = new DatabaseServer(urls, database, embedded);
      health.register('database', {
        kind: server.kind,
        needed: true,
        check: async () => {
          await database.ping();
        },
      });
      return server;
    });
  } catch (error) {
    await embedded?.stop();
    throw error;
  }
}

@Global()
@Module({
  providers: [
    { provide: DatabaseServer, inject: [CONFIG, ComponentTimings, HealthRegistry, Logger], useFactory: startDatabase },
    { provide: Database, inject: [DatabaseServer], useFactory: (server: DatabaseServer) => server.connection },
  ],
  exports: [DatabaseServer, Database],
})
export class PersistenceModule {}
