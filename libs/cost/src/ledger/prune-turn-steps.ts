import type { Database } from '#libs/persistence';

/** Forgets the answers of steps whose turn cannot be delivered again any more. */
export async function pruneTurnSteps(database: Database): Promise<void> {
  await database.asSystem((transaction) => transaction.queryAndCommit(`DELETE FROM turn_steps WHERE created_at < now() - interval '1 day'`));
}
