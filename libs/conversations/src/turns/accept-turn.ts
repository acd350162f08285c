import type { Envelope, TurnState } from '#libs/contracts';
import { AppError, newId } from '#libs/kernel';
import { createEnvelope, type Outbox } from '#libs/messaging';
import type { Database, Transaction } from '#libs/persistence';
import type { AcceptTurnInput, AcceptedTurn, Placement } from './accepted-turn.js';
import { lockConversation, lockOrCreateSession, type LockedConversation } from './lock-conversation.js';
import { requestHash } from './request-hash.js';
import { writeMessage } from './write-message.js';

/**
 * Accepts one message of a contact: stores it and its turn, and sends the turn to the router, all in
 * one transaction. While a turn is being answered, messages gather in the next one; while a human
 * owns the conversation they go to the human.
 * The same idempotency key gives the same turn once.
 * @throws AppError not_found, contact_mismatch, idempotency_key_reused
 */
export async function acceptTurn(database: Database, outbox: Outbox, input: AcceptTurnInput): Promise<AcceptedTurn> {
  const envelopes: Envelope[] = [];
  const accepted = await database.inTenant(input.tenantId, async (transaction) => {
    const conversation = await lockDestination(transaction, input);
    const replayed = await findReplay(transaction, conversation, input);
    if (replayed) return replayed;
    const placement = place(conversation, input.turnId);
    const turn = describeTurn(conversation, placement);
    if (placement.kind === 'answer-now') envelopes.push(turnAccepted(input, conversation, turn));
    await writeMessage(transaction, { input, conversation, placement, turn, outboxRow: envelopes[0] ? outbox.row(envelopes[0]) : null });
    return turn;
  });
  outbox.relay(envelopes);
  return accepted;
}

function lockDestination(transaction: Transaction, { tenantId, destination }: AcceptTurnInput): Promise<LockedConversation> {
  return destination.kind === 'conversation'
    ? lockConversation(transaction, tenantId, destination.conversationId)
    : lockOrCreateSession(transaction, tenantId, destination.sessionId, destination.contact);
}

async function findReplay(transaction: Transaction, conversation: LockedConversation, input: AcceptTurnInput): Promise<AcceptedTurn | null> {
  if (!input.idempotencyKey) return null;
  const known = await transaction.first<{ request_hash: string; message_id: string; turn_id: string; state: TurnState; created_at: Date }>(
    {
      name: 'idempotency-find',
      text: `SELECT k.request_hash, k.message_id, k.turn_id, t.state, t.created_at
             FROM idempotency_keys k JOIN turns t ON t.tenant_id = k.tenant_id AND t.id = k.turn_id
             WHERE k.tenant_id = $1 AND k.conversation_id = $2 AND k.key = $3`,
    },
    [input.tenantId, conversation.id, input.idempotencyKey],
  );
  if (!known) return null;
  if (known.request_hash !== requestHash(input)) throw new AppError('idempotency_key_reused');
  return {
    ...describeTurn(conversation, { kind: 'join-queued-turn', turnId: known.turn_id }),
    messageId: known.message_id,
    state: known.state,
    acceptedAt: known.created_at.toISOString(),
    replayed: true,
  };
}

function place(conversation: LockedConversation, turnId: string): Placement {
  if (conversation.owner !== 'ai') return { kind: 'leave-to-human', turnId };
  if (!conversation.active_turn_id) return { kind: 'answer-now', turnId };
  if (conversation.queued_turn_id) return { kind: 'join-queued-turn', turnId: conversation.queued_turn_id };
  return { kind: 'begin-queued-turn', turnId };
}

const STATES: Record<Placement['kind'], TurnState> = {
  'answer-now': 'accepted',
  'begin-queued-turn': 'queued',
  'join-queued-turn': 'queued',
  'leave-to-human': 'handed_off',
};

function describeTurn(conversation: LockedConversation, placement: Placement): AcceptedTurn {
  return {
    conversationId: conversation.id,
    contactId: conversation.contact_id,
    sessionId: conversation.session_id,
    messageId: newId(),
    turnId: placement.turnId,
    state: STATES[placement.kind],
    acceptedAt: new Date().toISOString(),
    locale: conversation.locale,
    replayed: false,
  };
}

function turnAccepted(input: AcceptTurnInput, conversation: LockedConversation, turn: AcceptedTurn): Envelope {
  return createEnvelope('turn.accepted.v1', input.tenantId, {
    turn: {
      turn_id: turn.turnId,
      conversation_id: conversation.id,
      contact_id: conversation.contact_id,
      session_id: conversation.session_id,
      ownership_epoch: conversation.ownership_epoch,
      text: input.text,
      locale_hint: conversation.locale,
      accepted_at: turn.acceptedAt,
      flow: conversation.flow,
    },
  });
}
