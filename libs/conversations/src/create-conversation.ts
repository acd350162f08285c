import type { CreateConversation } from '#libs/contracts';
import { AppError } from '#libs/kernel';
import type { Database } from '#libs/persistence';
import { insertConversation, upsertContact } from './turns/lock-conversation.js';

/**
 * Begins a conversation without a message.
 * @returns its id
 * @throws AppError already_exists when the session id is taken
 */
export function createConversation(database: Database, tenantId: string, input: CreateConversation): Promise<string> {
  return database.inTenant(tenantId, async (transaction) => {
    const contactId = await upsertContact(transaction, tenantId, input.contact ?? {});
    const id = await insertConversation(transaction, tenantId, {
      contactId,
      sessionId: input.session_id ?? null,
      metadata: input.metadata ?? {},
      locale: input.contact?.locale,
    });
    if (!id) throw new AppError('already_exists', 'A conversation has this session_id already');
    return id;
  });
}
