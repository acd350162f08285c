import pg from 'pg';
import type { Taken } from './taken.js';

/** Creates a database beside the one of `url`. */
export async function createDatabase(url: string, name: string): Promise<Taken> {
  const version = await onServer(url, async (client) => {
    await client.query(`CREATE DATABASE ${client.escapeIdentifier(name)}`);
    const { rows } = await client.query<{ server_version: string }>('SHOW server_version');
    return rows[0]!.server_version.split(' ')[0]!;
  });
  const own = new URL(url);
  own.pathname = `/${name}`;
  return {
    url: own.toString(),
    version,
    remove: () => onServer(url, async (client) => void (await client.query(`DROP DATABASE ${client.escapeIdentifier(name)} WITH (FORCE)`))),
  };
}

/** Does what autovacuum does within a minute of a table's first rows: without it, plans made on empty tables stay. */
export async function analyze(url: string): Promise<void> {
  await onServer(url, async (client) => void (await client.query('ANALYZE')));
}

async function onServer<T>(url: string, work: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}
