import type { Database } from '#libs/persistence';
import { learnFromConversation, type LearningParts } from './learn-from-conversation.js';

const BATCH = 100;
/** Other jobs wait for this one; what is left over comes with its next run. */
const LONGEST_RUN_MS = 3_000;

/**
 * Looks at the conversations that were resolved and not looked at since, the longest resolved first. Whatever
 * ends the process, the next run goes on with those that were not settled.
 * @returns how many drafts were made
 */
export async function learnFromResolved(database: Database, parts: LearningParts): Promise<number> {
  const startedAt = performance.now();
  const resolved = await database.asSystem((transaction) =>
    transaction.queryAndCommit<{ tenant_id: string; id: string }>(
      `SELECT c.tenant_id, c.id FROM conversations c LEFT JOIN learned_conversations l ON l.tenant_id = c.tenant_id AND l.conversation_id = c.id
       WHERE c.status = 'resolved' AND c.resolved_at > now() - interval '30 days'
         AND (l.conversation_id IS NULL OR (l.outcome <> 'drafted' AND l.resolved_at < c.resolved_at))
       ORDER BY c.resolved_at LIMIT ${BATCH}`,
    ),
  );
  let drafts = 0;
  for (const { tenant_id: tenantId, id } of resolved) {
    if (performance.now() - startedAt > LONGEST_RUN_MS) break;
    if ((await learnFromConversation(database, parts, tenantId, id)) === 'drafted') drafts += 1;
  }
  return drafts;
}
