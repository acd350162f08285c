import type { Database } from '#libs/persistence';

const MONTHS_AHEAD = 3;

/** Makes the monthly partitions of messages ahead of time. @returns how many were new */
export async function createPartitions(database: Database): Promise<number> {
  const row = await database.asSystem((transaction) => transaction.first<{ created: number }>('SELECT ensure_message_partitions($1) AS created', [MONTHS_AHEAD]));
  return row?.created ?? 0;
}
