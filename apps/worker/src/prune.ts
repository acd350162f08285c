import type { Database } from '#libs/persistence';

/** Rows whose purpose has passed. Broker copies and client retries come within minutes; these are generous. */
const EXPIRED = [
  `DELETE FROM inbox WHERE received_at < now() - interval '7 days'`,
  `DELETE FROM idempotency_keys WHERE created_at < now() - interval '7 days'`,
  `DELETE FROM refresh_tokens WHERE expires_at < now() - interval '7 days'`,
];

export async function prune(database: Database, faqQueryDays: number): Promise<void> {
  for (const statement of EXPIRED) await database.asSystem((transaction) => transaction.queryAndCommit(statement));
  await database.asSystem((transaction) => transaction.queryAndCommit(`DELETE FROM faq_queries WHERE created_at < now() - $1 * interval '1 day'`, [faqQueryDays]));
}
