import { recordAudit } from '#libs/identity';
import { AppError } from '#libs/kernel';
import type { Database } from '#libs/persistence';
import type { Writer } from '../articles/article-writes.js';
import type { AnswerCache } from './answer-cache.js';

/**
 * Forgets every answer that is kept for the tenant, in all processes.
 * @throws AppError service_unavailable when only this process could be cleared
 */
export async function clearAnswers(database: Database, answers: Pick<AnswerCache, 'forgetAll'>, tenantId: string, writer: Writer): Promise<void> {
  const everywhere = await answers.forgetAll(tenantId);
  await database.inTenant(tenantId, (transaction) =>
    recordAudit(transaction, tenantId, writer, { action: 'answer_cache.cleared', subjectKind: 'tenant', subjectId: tenantId, detail: { everywhere } }),
  );
  if (!everywhere) throw new AppError('service_unavailable', 'Redis is not reached: only the process that took this request forgot its answers', { retryAfter: 5 });
}
