import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { queryOnce } from '#libs/testing';
import type { Query } from './ledger.js';

/** The line of PostgreSQL's postmaster.pid that holds the port. Source: PostgreSQL's manual, "Database File Layout". */
const PORT_LINE = 3;

/**
 * Asks the embedded PostgreSQL of a data folder as its owner. Where it listens is looked up each
 * time, because the port changes with every start.
 */
export function queryEmbedded(dataFolder: string): Query {
  return async <Row extends object>(sql: string): Promise<Row[]> => {
    const { user, password } = JSON.parse(await readFile(join(dataFolder, 'postgres-credentials.json'), 'utf8')) as { user: string; password: string };
    const port = (await readFile(join(dataFolder, 'postgres', 'postmaster.pid'), 'utf8')).split('\n')[PORT_LINE];
    return queryOnce<Row>(`postgres://${user}:${password}@127.0.0.1:${port}/switchboard`, sql);
  };
}
