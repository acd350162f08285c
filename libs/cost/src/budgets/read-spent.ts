import type { Database } from '#libs/persistence';
import { DatabaseSnapshot } from './database-snapshot.js';

/** Whose spending is summed up, from which day (UTC) on. */
export interface SpentSubject {
  scope: 'tenant' | 'virtual_key' | 'conversation';
  subjectId: string | null;
  since: string;
}

const SPENT = {
  name: 'budget-spent',
  text: `
  SELECT trim_scale(COALESCE(CASE s.scope
      WHEN 'tenant' THEN (SELECT sum(d.cost) FROM usage_daily d WHERE d.tenant_id = $1 AND d.day >= s.since)
      WHEN 'virtual_key' THEN (SELECT sum(d.cost) FROM usage_daily d WHERE d.tenant_id = $1 AND d.day >= s.since AND d.virtual_key_id = s.subject_id)
      ELSE (SELECT sum(u.cost) FROM api_usage u WHERE u.tenant_id = $1 AND u.conversation_id = s.subject_id)
    END, 0))::text AS spent, pg_current_snapshot()::text AS snapshot
  FROM unnest($2::text[], $3::uuid[], $4::date[]) WITH ORDINALITY AS s(scope, subject_id, since, place) ORDER BY place`,
};

/** The sums in the order of the subjects, all seen at the same moment. */
export async function readSpent(database: Database, tenantId: string, subjects: readonly SpentSubject[]): Promise<{ sums: string[]; snapshot: DatabaseSnapshot }> {
  if (subjects.length === 0) return { sums: [], snapshot: new DatabaseSnapshot('') };
  const columns = [subjects.map(({ scope }) => scope), subjects.map(({ subjectId }) => subjectId), subjects.map(({ since }) => since)];
  const rows = await database.inTenant(tenantId, (transaction) => transaction.queryAndCommit<{ spent: string; snapshot: string }>(SPENT, [tenantId, ...columns]));
  return { sums: rows.map((row) => row.spent), snapshot: new DatabaseSnapshot(rows[0]!.snapshot) };
}
