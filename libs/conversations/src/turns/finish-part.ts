import type { Locale, Routing, TurnContext, TurnPart } from '#libs/contracts';
import type { Outbox } from '#libs/messaging';
import type { Database, Statement, Transaction } from '#libs/persistence';
import type { EndTurnInput } from './end-turn.js';
import { writeJoinedEnd, type EndedWith, type JoinedTurn } from './join-parts.js';
import { readParts, type FinishedPart } from './turn-parts.js';

export interface FinishPartInput {
  tenantId: string;
  turn: TurnContext;
  part: TurnPart;
  /** Of the part; the intent of a part that nobody routed is `other`. */
  routing: Pick<Routing, 'intent' | 'confidence'> | null;
  finished: Pick<FinishedPart, 'agentType' | 'outcome' | 'handoffReason' | 'reply' | 'fromCache' | 'flow'>;
  locale: Locale;
  consumer: string;
  envelopeId: string;
  /** Written in the same transaction, when this is the answer that counts. */
  alongside?: EndTurnInput['alongside'];
  deadlineMs: number;
  /** Makes one outcome of all parts, in the order of the message. */
  join: (parts: readonly FinishedPart[]) => JoinedTurn;
}

/**
 * `waiting`: written, others are still in work. `ended`: it was the last, and the turn ended with it.
 * `rejected`: it was finished before, or the turn may not be answered any more.
 */
export type FinishedTurnPart = { kind: 'waiting' } | EndedWith;

const WRITE: Statement = {
  name: 'turn-part-finish',
  text: `
  WITH owned AS (
    SELECT id FROM conversations WHERE tenant_id = $1 AND id = $2 AND active_turn_id = $3 AND ownership_epoch = $4 FOR UPDATE
  )
  INSERT INTO turn_parts (tenant_id, turn_id, split, part_index, part_count, text, intent, confidence, agent_type, outcome, handoff_reason, reply, from_cache, flow)
  SELECT $1, $3, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16 FROM owned
  ON CONFLICT DO NOTHING RETURNING part_index`,
};

/**
 * Writes what became of one part, in one transaction; the transaction that writes the last of them
 * joins all and ends the turn. The conversation's row is locked first, so of two parts that finish at
 * the same instant the second sees the first. A part is accepted once, and like any reply only while
 * the conversation has this turn active under the ownership epoch the turn was accepted with.
 */
export async function finishPart(database: Database, outbox: Outbox, input: FinishPartInput): Promise<FinishedTurnPart> {
  const written = await database.inTenant(input.tenantId, async (transaction) => {
    if (!(await writePart(transaction, input))) return null;
    if (input.alongside) await transaction.query(input.alongside.statement, input.alongside.values);
    const parts = (await readParts(transaction, input.tenantId, input.turn.turn_id)).filter(({ split }) => split === input.part.split);
    return parts.length < input.part.count ? 'waiting' : writeJoinedEnd(transaction, outbox, input, parts);
  });
  if (written === 'waiting' || !written) return { kind: written ?? 'rejected' };
  outbox.relay(written.next);
  return { ...written.ended, outcome: written.outcome };
}

async function writePart(transaction: Transaction, { tenantId, turn, part, routing, finished }: FinishPartInput): Promise<boolean> {
  const row = await transaction.first(WRITE, [
    tenantId,
    turn.conversation_id,
    turn.turn_id,
    turn.ownership_epoch,
    part.split,
    part.index,
    part.count,
    part.text,
    routing?.intent ?? 'other',
    routing?.confidence ?? 0,
    finished.agentType,
    finished.outcome,
    finished.handoffReason,
    finished.reply,
    finished.fromCache,
    finished.flow && JSON.stringify(finished.flow),
  ]);
  return row !== undefined;
}
