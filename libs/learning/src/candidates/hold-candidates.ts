import type { Transaction } from '#libs/persistence';

/** Holds the tenant's candidates against other writers until the transaction ends. Reading goes on. */
export const holdCandidates = (transaction: Transaction, tenantId: string): Promise<unknown> =>
  transaction.query({ name: 'candidates-hold', text: `SELECT pg_advisory_xact_lock(hashtextextended('faq-candidates:' || $1::text, 0))` }, [tenantId]);
