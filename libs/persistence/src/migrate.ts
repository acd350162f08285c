import { Client } from 'pg';
import { MIGRATIONS } from '#migrations';
import { SCHEMA, type DatabaseUrls } from './connection.js';
import { ensureAppCanSignIn, ensureRoles } from './roles.js';

// Any constant of our own; it keeps two processes from migrating one database at the same time.
const MIGRATION_LOCK = 7_238_450_127;

/**
 * Brings the database up to date: schema, roles, migrations. Safe to call from many processes at
 * once; does nothing when there is nothing to do.
 * @returns the names of the migrations that ran
 */
export async function migrate(urls: DatabaseUrls): Promise<string[]> {
  if (!urls.owner) return [];
  const owner = new Client({ connectionString: urls.owner, options: `-c search_path=${SCHEMA},public` });
  await owner.connect();
  try {
    await owner.query('SELECT pg_advisory_lock($1)', [MIGRATION_LOCK]);
    const pending = await pendingMigrations(owner);
    if (pending.length > 0) {
      await ensureRoles(owner, urls.owner);
      await owner.query(`CREATE SCHEMA IF NOT EXISTS ${SCHEMA}`);
      await runMigrations(urls.owner);
    }
    await ensureAppCanSignIn(owner, urls.app, urls.owner);
    return pending;
  } finally {
    await owner.end();
  }
}

async function pendingMigrations(owner: Client): Promise<string[]> {
  const { rows: tables } = await owner.query<{ present: boolean }>(`SELECT to_regclass('${SCHEMA}.migrations') IS NOT NULL AS present`);
  const done = tables[0]?.present ? await owner.query<{ name: string }>(`SELECT name FROM ${SCHEMA}.migrations`) : { rows: [] };
  const names = new Set(done.rows.map((row) => row.name));
  return MIGRATIONS.map((migration) => migration.name).filter((name) => !names.has(name));
}

async function runMigrations(ownerUrl: string): Promise<void> {
  // Loaded only when there is something to migrate: the apps run without TypeORM in memory.
  const { DataSource } = await import('typeorm');
  const source = new DataSource({
    type: 'postgres',
    url: ownerUrl,
    schema: SCHEMA,
    extra: { options: `-c search_path=${SCHEMA},public` },
    migrations: MIGRATIONS,
    migrationsTransactionMode: 'each',
  });
  await source.initialize();
  try {
    await source.runMigrations();
  } finally {
    await source.destroy();
  }
}
