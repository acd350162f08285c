import { randomBytes } from 'node:crypto';
import { Client, type QueryResultRow } from 'pg';
import { Database, deriveAppUrl, migrate } from '#libs/persistence';
import { reachServer } from './reach-server.js';

/** A database of the test's own, on the server all tests share. */
export interface TestDatabase {
  /** URL of the owner of the schema. */
  owner: string;
  /** URL of the role the apps connect as. */
  app: string;
  /** Connected as the apps are. */
  database: Database;
  /** One statement as the owner, to prepare and to check; as a superuser it sees every tenant's rows. */
  asOwner<Row extends QueryResultRow>(sql: string, values?: unknown[]): Promise<Row[]>;
  drop(): Promise<void>;
}

/** Creates a database with a name of its own and all migrations in it. */
export async function createTestDatabase(options: { poolSize?: number } = {}): Promise<TestDatabase> {
  const empty = await createEmptyDatabase();
  const urls = { owner: empty.url, app: deriveAppUrl(empty.url) };
  await migrate(urls);
  const database = new Database(urls.app, { poolSize: options.poolSize ?? 5, applicationName: 'switchboard-test' });
  return {
    ...urls,
    database,
    asOwner: (sql, values) => queryOnce(urls.owner, sql, values),
    drop: async () => {
      await database.close();
      await empty.drop();
    },
  };
}

/** A database without schema, for what migrates it itself. */
export async function createEmptyDatabase(): Promise<{ url: string; drop(): Promise<void> }> {
  const name = `switchboard_test_${randomBytes(6).toString('hex')}`;
  const server = await reachServer('postgresql', async (url) => {
    // template0, because nobody can be connected to it: several workers create databases at the same time.
    await queryOnce(url, `CREATE DATABASE ${name} TEMPLATE template0`);
    return url;
  });
  const url = new URL(server);
  url.pathname = `/${name}`;
  return {
    url: url.toString(),
    drop: async () => {
      await queryOnce(server, `DROP DATABASE IF EXISTS ${name} WITH (FORCE)`);
    },
  };
}

/** One statement on a connection of its own. */
export async function queryOnce<Row extends QueryResultRow>(url: string, sql: string, values?: unknown[]): Promise<Row[]> {
  const client = new Client({ connectionString: url, options: '-c search_path=switchboard,public -c timezone=UTC' });
  await client.connect();
  try {
    return (await client.query<Row>(sql, values)).rows;
  } finally {
    await client.end();
  }
}
