import type { Database } from '#libs/persistence';

/** Keeps the planner's statistics in step with tables that grow quickly. */
export async function analyzeGrownTables(database: Database): Promise<void> {
  await database.asSystem((transaction) => transaction.queryAndCommit('SELECT analyze_grown_tables()'));
}
