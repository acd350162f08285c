import { setTimeout as sleep } from 'node:timers/promises';
import { Client } from 'pg';
import { codeOf } from './embedded-postgres-error.js';

/** SQLSTATE, PostgreSQL manual appendix A. */
const NO_SUCH_DATABASE = '3D000';
const NOT_READY_CODES = new Set(['ECONNREFUSED', 'ECONNRESET', '57P03']);
const POLL_MS = 20;

/**
 * Waits until the server accepts connections to the database of the URL, which is created if missing. Recovery after
 * a crash may take minutes, so only the server's end stops the waiting.
 * @param url of the owner role; its database name is plain letters
 * @param hasEnded whether the server is gone
 * @returns false when the server ended first
 * @throws what pg throws when the server refuses for another reason than not being ready
 */
export async function connectWhenReady(url: string, hasEnded: () => boolean): Promise<boolean> {
  while (!hasEnded()) {
    try {
      await query(url, 'SELECT 1');
      return true;
    } catch (error) {
      const code = codeOf(error);
      if (code === NO_SUCH_DATABASE) await createDatabase(url);
      else if (code === undefined || !NOT_READY_CODES.has(code)) throw error;
      else await sleep(POLL_MS);
    }
  }
  return false;
}

async function createDatabase(url: string): Promise<void> {
  const maintenance = new URL(url);
  const name = maintenance.pathname.slice(1);
  maintenance.pathname = '/postgres';
  await query(maintenance.href, `CREATE DATABASE ${name}`);
}

async function query(url: string, sql: string): Promise<void> {
  const client = new Client({ connectionString: url, ssl: false, connectionTimeoutMillis: 10_000 });
  client.on('error', () => undefined);
  try {
    await client.connect();
    await client.query(sql);
  } finally {
    await client.end();
  }
}
