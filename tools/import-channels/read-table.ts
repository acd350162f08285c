import { Client } from 'pg';
import { UsageError } from '../shared/usage-error.js';
import type { Source } from './source.js';

const ROWS_AT_A_TIME = 200;

/**
 * Gives `work` the rows of a table, read through a cursor in one read-only transaction.
 * Throws UsageError when the database cannot be reached, or has no such table.
 * @param table as in SQL, with its schema or without
 */
export async function readTable<T>(url: string, table: string, work: (source: Source) => Promise<T>): Promise<T> {
  const client = new Client({ connectionString: url });
  client.on('error', () => undefined);
  await client.connect().catch((error: unknown) => {
    throw new UsageError(`The database of the table cannot be reached (${(error as { code?: string }).code ?? 'no code'})`);
  });
  try {
    await client.query('BEGIN READ ONLY');
    await client.query(`DECLARE credentials NO SCROLL CURSOR FOR SELECT * FROM ${await quotedName(client, table)}`);
    const { fields } = await client.query('FETCH 0 FROM credentials');
    const columns = fields.map((field) => field.name);
    return await work({ columns, rows: fetchRows(client, columns) });
  } finally {
    await client.end();
  }
}

/** The table's name as the server itself writes it, which makes it safe within a statement. */
async function quotedName(client: Client, table: string): Promise<string> {
  const found = await client.query<{ name: string | null }>('SELECT to_regclass($1)::text AS name', [table]).catch(() => null);
  const name = found?.rows[0]?.name;
  if (!name) throw new UsageError('--table names no table of the database');
  return name;
}

async function* fetchRows(client: Client, columns: readonly string[]): Source['rows'] {
  for (let number = 0; ; ) {
    const { rows } = await client.query<Record<string, unknown>>(`FETCH ${ROWS_AT_A_TIME} FROM credentials`);
    for (const row of rows) {
      number += 1;
      yield { place: `row ${number}`, values: columns.map((column) => textOf(row[column])) };
    }
    if (rows.length < ROWS_AT_A_TIME) return;
  }
}

function textOf(value: unknown): string {
  if (value === null || value === undefined) return '';
  if (Array.isArray(value)) return value.join(' ');
  return Buffer.isBuffer(value) ? value.toString('utf8') : String(value as string | number);
}
