import type { AgentType, Envelope, Flow, HandoffReason, Locale, Routing, TurnContext } from '#libs/contracts';
import { newId } from '#libs/kernel';
import { createEnvelope, type Outbox } from '#libs/messaging';
import type { Database, Statement, Transaction } from '#libs/persistence';

/** How a turn ends. */
export type TurnOutcome =
  /** `flow`: what the reply waits for; whatever was waited for before is over. */
  | { kind: 'answered'; agentType: AgentType; text: string; fromCache: boolean; flow?: Flow | undefined }
  | { kind: 'handed_off'; reason: HandoffReason; text: string };

export interface EndTurnInput {
  tenantId: string;
  turn: TurnContext;
  routing: Routing | null;
  outcome: TurnOutcome;
  locale: Locale;
  /** The consumer and the envelope it works on: the same envelope ends a turn once. */
  consumer: string;
  envelopeId: string;
  /** Written in the same transaction, when the turn did end. */
  alongside?: { statement: Statement; values: unknown[] } | undefined;
  deadlineMs: number;
}

/** What ends a turn within a transaction; `split`: which parts the reply was joined from. */
export type TurnEnd = Omit<EndTurnInput, 'alongside' | 'routing'> & { routing: Pick<Routing, 'intent' | 'confidence'> | null; split?: string | undefined };

/** `rejected`: the turn had ended already, a human took over, or the conversation is gone. */
export type EndedTurn = { kind: 'ended'; messageId: string; endedAt: string } | { kind: 'rejected' };

interface EndedRow {
  queued_turn_id: string | null;
  ownership_epoch: number;
  ended_at: Date;
}

const END = (conversation: string): string => `
  WITH fresh AS (
    INSERT INTO inbox (tenant_id, consumer, envelope_id) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING RETURNING envelope_id
  ), owned AS (
    UPDATE conversations SET active_turn_id = NULL, locale = $6, agent_type = $7, flow = $16, last_message_at = clock_timestamp()${conversation}
    WHERE tenant_id = $1 AND id = $4 AND active_turn_id = $5 AND ownership_epoch = $8 AND EXISTS (SELECT FROM fresh)
    RETURNING queued_turn_id, ownership_epoch
  ), reply AS (
    INSERT INTO messages (tenant_id, id, conversation_id, turn_id, author, agent_type, body)
    SELECT $1, $9::uuid, $4, $5, 'ai_agent', $7, $10 FROM owned
  )
  UPDATE turns SET state = $11, intent = $12, confidence = $13, agent_type = $7, handoff_reason = $14,
    reply_message_id = $9, from_cache = $15, split = $17, ended_at = clock_timestamp()
  FROM owned WHERE turns.tenant_id = $1 AND turns.id = $5
  RETURNING owned.queued_turn_id, owned.ownership_epoch, turns.ended_at`;

const END_ANSWERED: Statement = { name: 'end-turn-answered', text: END('') };
const END_HANDED_OFF: Statement = {
  name: 'end-turn-handed-off',
  text: END(`, owner = 'queue', status = 'open', ownership_epoch = ownership_epoch + 1, queued_turn_id = NULL,
    escalation_reason = $14, escalated_at = clock_timestamp()`),
};

/**
 * Ends a turn in one transaction: the reply, the turn's state, the conversation's ownership and the
 * next turn. The database decides whether this reply may still be given: the conversation must have
 * this turn active under the ownership epoch the turn was accepted with. A reply that comes after a
 * human took over, or a second time, changes nothing.
 */
export async function endTurn(database: Database, outbox: Outbox, input: EndTurnInput): Promise<EndedTurn> {
  const written = await database.inTenant(input.tenantId, async (transaction) => {
    const end = await writeTurnEnd(transaction, outbox, input);
    if (end && input.alongside) await transaction.queryAndCommit(input.alongside.statement, input.alongside.values);
    return end;
  });
  if (!written) return { kind: 'rejected' };
  outbox.relay(written.next);
  return written.ended;
}

/** A turn's end as it was written; `next`: envelopes to relay after the commit. */
export interface WrittenEnd {
  ended: Extract<EndedTurn, { kind: 'ended' }>;
  next: Envelope[];
}

/** Writes the end in the caller's transaction; null when the turn may not end so any more. */
export async function writeTurnEnd(transaction: Transaction, outbox: Outbox, input: TurnEnd): Promise<WrittenEnd | null> {
  const messageId = newId();
  const row = await writeEnd(transaction, input, messageId);
  if (!row) return null;
  const next = row.queued_turn_id ? await promoteQueuedTurn(transaction, input, row.queued_turn_id, row.ownership_epoch) : null;
  if (next) await outbox.write(transaction, next);
  return { ended: { kind: 'ended', messageId, endedAt: row.ended_at.toISOString() }, next: next ? [next] : [] };
}

async function writeEnd(transaction: Transaction, input: TurnEnd, messageId: string): Promise<EndedRow | undefined> {
  const { turn, routing, outcome } = input;
  const handedOff = outcome.kind === 'handed_off';
  const row = await transaction.first<EndedRow>(handedOff ? END_HANDED_OFF : END_ANSWERED, [
    input.tenantId,
    input.consumer,
    input.envelopeId,
    turn.conversation_id,
    turn.turn_id,
    input.locale,
    handedOff ? 'human' : outcome.agentType,
    turn.ownership_epoch,
    messageId,
    outcome.text,
    outcome.kind,
    routing?.intent ?? null,
    routing?.confidence ?? null,
    handedOff ? outcome.reason : null,
    handedOff ? false : outcome.fromCache,
    flowOf(outcome) && JSON.stringify(flowOf(outcome)),
    input.split ?? null,
  ]);
  // What gathered meanwhile goes to the human together with this turn.
  if (row && handedOff) await endQueuedTurns(transaction, input.tenantId, turn.conversation_id, outcome.reason);
  return row;
}

const flowOf = (outcome: TurnOutcome): Flow | null => (outcome.kind === 'answered' ? (outcome.flow ?? null) : null);

/** Ends the conversation's turns that have no outcome yet as handed off; returns their ids. */
export async function endQueuedTurns(transaction: Transaction, tenantId: string, conversationId: string, reason: HandoffReason): Promise<{ id: string; created_at: Date }[]> {
  return transaction.query<{ id: string; created_at: Date }>(
    {
      name: 'end-open-turns',
      text: `UPDATE turns SET state = 'handed_off', agent_type = 'human', handoff_reason = $3, ended_at = clock_timestamp()
             WHERE tenant_id = $1 AND conversation_id = $2 AND ended_at IS NULL RETURNING id, created_at`,
    },
    [tenantId, conversationId, reason],
  );
}

/**
 * Makes the queued turn the active one. In a statement of its own, because it must see a turn that
 * was written while this transaction waited for the conversation.
 */
async function promoteQueuedTurn(transaction: Transaction, input: TurnEnd, turnId: string, ownershipEpoch: number): Promise<Envelope | null> {
  const row = await transaction.first<{ text: string; created_at: Date }>(
    {
      name: 'turn-promote',
      text: `WITH turn AS (
               UPDATE turns SET state = 'accepted', ownership_epoch = $4, deadline_at = now() + $5 * interval '1 millisecond'
               WHERE tenant_id = $1 AND id = $3 AND state = 'queued' RETURNING created_at
             ), conversation AS (
               UPDATE conversations SET active_turn_id = $3, queued_turn_id = NULL WHERE tenant_id = $1 AND id = $2 AND EXISTS (SELECT FROM turn)
             )
             SELECT turn.created_at, string_agg(m.body, E'\\n' ORDER BY m.created_at, m.id) AS text
             FROM turn, messages m WHERE m.tenant_id = $1 AND m.conversation_id = $2 AND m.turn_id = $3 AND m.author = 'contact'
             GROUP BY turn.created_at`,
    },
    [input.tenantId, input.turn.conversation_id, turnId, ownershipEpoch, input.deadlineMs],
  );
  if (!row) return null;
  return createEnvelope('turn.accepted.v1', input.tenantId, {
    turn: { ...input.turn, turn_id: turnId, ownership_epoch: ownershipEpoch, text: row.text, locale_hint: input.locale, accepted_at: row.created_at.toISOString(), flow: flowOf(input.outcome) },
  });
}
