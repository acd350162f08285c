import { AppError } from '#libs/kernel';
import { recordAudit, type Principal } from '#libs/identity';
import type { Database } from '#libs/persistence';

/**
 * Deletes a session's conversation with its messages and turns, what was logged of its questions, and
 * its contact when it was an anonymous one: such a contact exists for this conversation alone.
 * A turn still in work finds no conversation and its reply is rejected.
 * @throws AppError not_found
 */
export function deleteSession(database: Database, principal: Principal, sessionId: string): Promise<void> {
  return database.inTenant(principal.tenantId, async (transaction) => {
    const row = await transaction.first<{ id: string; contact_id: string }>('SELECT id, contact_id FROM conversations WHERE tenant_id = $1 AND session_id = $2 FOR UPDATE', [principal.tenantId, sessionId]);
    if (!row) throw new AppError('not_found', 'There is no such session');
    await transaction.query('DELETE FROM faq_queries WHERE tenant_id = $1 AND turn_id IN (SELECT id FROM turns WHERE tenant_id = $1 AND conversation_id = $2)', [principal.tenantId, row.id]);
    await transaction.query('DELETE FROM conversations WHERE tenant_id = $1 AND id = $2', [principal.tenantId, row.id]);
    await transaction.query('DELETE FROM contacts WHERE tenant_id = $1 AND id = $2 AND external_id IS NULL', [principal.tenantId, row.contact_id]);
    await recordAudit(transaction, principal.tenantId, principal, { action: 'conversation.deleted', subjectKind: 'conversation', subjectId: row.id });
  });
}
