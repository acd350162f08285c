import { currentCorrelation } from '#libs/kernel';
import type { Statement, Transaction } from '#libs/persistence';
import type { AcceptTurnInput, AcceptedTurn, Placement } from './accepted-turn.js';
import type { LockedConversation } from './lock-conversation.js';
import { requestHash } from './request-hash.js';

interface Writing {
  input: AcceptTurnInput;
  conversation: LockedConversation;
  placement: Placement;
  turn: AcceptedTurn;
  /** The envelope to the router, when the turn is to be answered now. */
  outboxRow: unknown[] | null;
}

const MESSAGE = `message AS (
  INSERT INTO messages (tenant_id, id, conversation_id, turn_id, author, body, metadata)
  VALUES ($1, $2, $3, $4, 'contact', $5, $6))`;

const KEY = `key AS (
  INSERT INTO idempotency_keys (tenant_id, conversation_id, key, request_hash, message_id, turn_id)
  SELECT $1, $3, $7, $8, $2, $4 WHERE $7::text IS NOT NULL)`;

/** `created_at` is the moment the envelope and the answer to the request name too: a turn began once. */
const turnInsert = (state: string, deadline: string, ended: string) => `turn AS (
  INSERT INTO turns (tenant_id, id, conversation_id, state, ownership_epoch, correlation_id, created_at, handoff_reason, agent_type, deadline_at, ended_at)
  VALUES ($1, $4, $3, '${state}', $9, $10, $11, ${ended === 'NULL' ? 'NULL, NULL' : "'human_owns', 'human'"}, ${deadline}, ${ended}))`;

/** One statement per placement: a message and its turn are one round trip, together with the COMMIT. */
const STATEMENTS: Record<Placement['kind'], Statement> = {
  'answer-now': {
    name: 'accept-answer-now',
    text: `WITH ${MESSAGE}, ${KEY}, ${turnInsert('accepted', `now() + $12 * interval '1 millisecond'`, 'NULL')}, envelope AS (
      INSERT INTO outbox (tenant_id, id, turn_id, envelope, available_at)
      VALUES ($1, $13, $4, $14, now() + $15 * interval '1 millisecond'))
      UPDATE conversations SET active_turn_id = $4, status = 'pending', resolved_at = NULL, last_message_at = clock_timestamp()
      WHERE tenant_id = $1 AND id = $3`,
  },
  'begin-queued-turn': {
    name: 'accept-begin-queued-turn',
    text: `WITH ${MESSAGE}, ${KEY}, ${turnInsert('queued', 'NULL', 'NULL')}
      UPDATE conversations SET queued_turn_id = $4, last_message_at = clock_timestamp() WHERE tenant_id = $1 AND id = $3`,
  },
  'join-queued-turn': {
    name: 'accept-join-queued-turn',
    text: `WITH ${MESSAGE}, ${KEY}
      UPDATE conversations SET last_message_at = clock_timestamp() WHERE tenant_id = $1 AND id = $3`,
  },
  'leave-to-human': {
    name: 'accept-leave-to-human',
    text: `WITH ${MESSAGE}, ${KEY}, ${turnInsert('handed_off', 'NULL', 'clock_timestamp()')}
      UPDATE conversations SET last_message_at = clock_timestamp() WHERE tenant_id = $1 AND id = $3`,
  },
};

/** Writes the message, its idempotency key, its turn and the conversation's state, and commits. */
export async function writeMessage(transaction: Transaction, { input, conversation, placement, turn, outboxRow }: Writing): Promise<void> {
  const values: unknown[] = [
    input.tenantId,
    turn.messageId,
    conversation.id,
    turn.turnId,
    input.text,
    JSON.stringify(input.metadata ?? {}),
    input.idempotencyKey ?? null,
    input.idempotencyKey ? requestHash(input) : '',
  ];
  if (placement.kind !== 'join-queued-turn') values.push(conversation.ownership_epoch, currentCorrelation()?.correlationId ?? turn.turnId, turn.acceptedAt);
  if (placement.kind === 'answer-now') {
    const [, id, , envelope, graceMs] = outboxRow!;
    values.push(input.deadlineMs, id, envelope, graceMs);
  }
  await transaction.queryAndCommit(STATEMENTS[placement.kind], values);
}
