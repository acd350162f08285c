import type { Message } from '#libs/contracts';
import { AppError, newId } from '#libs/kernel';
import { recordAudit, type Principal } from '#libs/identity';
import type { Database, Transaction } from '#libs/persistence';
import { toMessage, MESSAGE_COLUMNS, type MessageRow } from '../reading/message-rows.js';
import { endQueuedTurns } from '../turns/end-turn.js';
import { lockConversation, type LockedConversation } from '../turns/lock-conversation.js';
import { completedEvent, type CompletedTurn } from '../turns/turn-events.js';
import { humanNotice } from '../turns/human-notice.js';
import type { ConversationCompleted } from '#libs/contracts';

/** What a change of ownership tells the customers who wait for an AiAgent's answer. */
export interface OwnershipChange {
  ended: { turnId: string; event: ConversationCompleted }[];
}

/**
 * The human becomes the owner. From this commit on no AiAgent's reply is accepted: the ownership
 * epoch has moved on. May also interrupt an AiAgent.
 * @throws AppError not_found, conversation_resolved, conversation_taken, invalid_request (unknown staff_id)
 */
export function takeOver(database: Database, principal: Principal, conversationId: string, staffId: string | null): Promise<OwnershipChange> {
  return database.inTenant(principal.tenantId, async (transaction) => {
    const conversation = await lockConversation(transaction, principal.tenantId, conversationId);
    if (conversation.status === 'resolved') throw new AppError('conversation_resolved');
    if (conversation.owner === 'human' && conversation.assignee_id !== staffId) throw new AppError('conversation_taken');
    await requireStaff(transaction, principal.tenantId, staffId);
    if (conversation.owner === 'human') return { ended: [] };
    await setOwner(transaction, principal.tenantId, conversationId, `owner = 'human', status = 'open', assignee_id = $3, escalated_at = COALESCE(escalated_at, now())`, [staffId]);
    return settleOwnership(transaction, principal, conversation, 'conversation.taken_over', { staff_id: staffId });
  });
}

/**
 * Gives the conversation back to the AiAgents; what the contact writes next is theirs.
 * @throws AppError not_found, conversation_not_escalated, conversation_taken
 */
export function handBack(database: Database, principal: Principal, conversationId: string): Promise<OwnershipChange> {
  return database.inTenant(principal.tenantId, async (transaction) => {
    const conversation = await lockConversation(transaction, principal.tenantId, conversationId);
    if (conversation.owner === 'ai') throw new AppError('conversation_not_escalated');
    requireOwnOrUnassigned(conversation, principal);
    await setOwner(transaction, principal.tenantId, conversationId, `owner = 'ai', status = 'pending', assignee_id = NULL, escalated_at = NULL, escalation_reason = NULL`, []);
    return settleOwnership(transaction, principal, conversation, 'conversation.handed_back', {});
  });
}

/**
 * Ends the matter. When the contact writes again the conversation opens again, with the AiAgents.
 * @throws AppError not_found, conversation_resolved, conversation_taken
 */
export function resolve(database: Database, principal: Principal, conversationId: string): Promise<OwnershipChange> {
  return database.inTenant(principal.tenantId, async (transaction) => {
    const conversation = await lockConversation(transaction, principal.tenantId, conversationId);
    if (conversation.status === 'resolved') throw new AppError('conversation_resolved');
    requireOwnOrUnassigned(conversation, principal);
    await setOwner(
      transaction,
      principal.tenantId,
      conversationId,
      `owner = 'ai', status = 'resolved', resolved_at = now(), escalated_at = NULL, escalation_reason = NULL, assignee_id = NULL`,
      [],
    );
    return settleOwnership(transaction, principal, conversation, 'conversation.resolved', {});
  });
}

/**
 * Stores a reply of the human who owns the conversation.
 * @throws AppError not_found, conversation_not_escalated (nobody has taken it over), conversation_taken
 */
export function replyAsHuman(database: Database, principal: Principal, conversationId: string, text: string): Promise<Message> {
  return database.inTenant(principal.tenantId, async (transaction) => {
    const conversation = await lockConversation(transaction, principal.tenantId, conversationId);
    if (conversation.owner !== 'human') throw new AppError('conversation_not_escalated', 'Take the conversation over before you reply');
    requireOwnOrUnassigned(conversation, principal);
    const row = await transaction.first<MessageRow>(
      `WITH touched AS (
         UPDATE conversations SET last_message_at = clock_timestamp(), agent_type = 'human' WHERE tenant_id = $1 AND id = $2)
       INSERT INTO messages (tenant_id, id, conversation_id, author, agent_type, staff_id, body)
       VALUES ($1, $3, $2, 'human_agent', 'human', $4, $5) RETURNING ${MESSAGE_COLUMNS}`,
      [principal.tenantId, conversationId, newId(), conversation.assignee_id, text],
    );
    await recordAudit(transaction, principal.tenantId, principal, { action: 'conversation.replied', subjectKind: 'conversation', subjectId: conversationId, detail: { message_id: row!.id } });
    return toMessage(row!);
  });
}

/** An API key works for everybody; a member of staff only in their own conversations and those nobody has. */
function requireOwnOrUnassigned(conversation: LockedConversation, principal: Principal): void {
  if (principal.kind === 'staff' && conversation.assignee_id && conversation.assignee_id !== principal.id) throw new AppError('conversation_taken');
}

async function requireStaff(transaction: Transaction, tenantId: string, staffId: string | null): Promise<void> {
  if (!staffId) return;
  const row = await transaction.first('SELECT id FROM staff WHERE tenant_id = $1 AND id = $2 AND disabled_at IS NULL', [tenantId, staffId]);
  if (!row) throw new AppError('invalid_request', 'staff_id is not a member of staff');
}

async function setOwner(transaction: Transaction, tenantId: string, conversationId: string, changes: string, values: unknown[]): Promise<void> {
  await transaction.query(
    `UPDATE conversations SET ${changes}, ownership_epoch = ownership_epoch + 1, active_turn_id = NULL, queued_turn_id = NULL, flow = NULL WHERE tenant_id = $1 AND id = $2`,
    [tenantId, conversationId, ...values],
  );
}

/** Ends the turns the AiAgents had not answered yet, and writes who did what. */
async function settleOwnership(transaction: Transaction, principal: Principal, conversation: LockedConversation, action: string, detail: Record<string, unknown>): Promise<OwnershipChange> {
  const turns = await endQueuedTurns(transaction, principal.tenantId, conversation.id, 'taken_over');
  await recordAudit(transaction, principal.tenantId, principal, { action, subjectKind: 'conversation', subjectId: conversation.id, detail });
  const completed: CompletedTurn = {
    messageId: null,
    text: humanNotice(conversation.locale),
    agentType: 'human',
    outcome: 'handed_off',
    fromCache: false,
    endedAt: new Date().toISOString(),
  };
  return {
    ended: turns.map((turn) => ({
      turnId: turn.id,
      event: completedEvent({ turnId: turn.id, conversationId: conversation.id, sessionId: conversation.session_id, acceptedAt: turn.created_at.toISOString() }, completed),
    })),
  };
}
