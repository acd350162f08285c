import type { TestDatabase } from '#libs/testing';

/** How many rows of each table name the text anywhere. */
export async function rowsWith(postgres: TestDatabase, text: string): Promise<Record<string, number>> {
  const tables = await postgres.asOwner<{ name: string }>(`SELECT c.relname AS name FROM pg_class c WHERE c.relnamespace = 'switchboard'::regnamespace AND c.relkind IN ('r', 'p') AND NOT c.relispartition`);
  const found: Record<string, number> = {};
  for (const { name } of tables) {
    const [row] = await postgres.asOwner<{ rows: string }>(`SELECT count(*) AS rows FROM ${name} t WHERE t::text LIKE $1`, [`%${text}%`]);
    if (Number(row!.rows) > 0) found[name] = Number(row!.rows);
  }
  return found;
}
