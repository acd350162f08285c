import type { Routing } from '#libs/contracts';
import type { Outbox } from '#libs/messaging';
import type { Database, Transaction } from '#libs/persistence';
import { writeTurnEnd, type EndedTurn, type TurnEnd, type TurnOutcome, type WrittenEnd } from './end-turn.js';
import { furthestSplit, readParts, type FinishedPart } from './turn-parts.js';

/** What finished parts make together. */
export interface JoinedTurn {
  outcome: TurnOutcome;
  /** What the turn counts as: the routing of the part that decided how it ends. */
  lead: Pick<Routing, 'intent' | 'confidence'>;
}

/** Ends the turn with what its parts make together, in the caller's transaction. */
export async function writeJoinedEnd(
  transaction: Transaction,
  outbox: Outbox,
  input: Omit<TurnEnd, 'outcome' | 'routing'> & { join: (parts: readonly FinishedPart[]) => JoinedTurn },
  parts: readonly FinishedPart[],
): Promise<(WrittenEnd & { outcome: TurnOutcome }) | null> {
  const { outcome, lead } = input.join(parts);
  const end = await writeTurnEnd(transaction, outbox, { ...input, routing: lead, outcome, split: parts[0]!.split });
  return end && { ...end, outcome };
}

export type EndedWith = { kind: 'rejected' } | (Extract<EndedTurn, { kind: 'ended' }> & { outcome: TurnOutcome });

export interface EndUnfinishedInput extends TurnEnd {
  /** Makes one outcome of the parts that are finished and the lack of the others. */
  join: (parts: readonly FinishedPart[]) => JoinedTurn;
}

/**
 * Ends a turn that nobody brings to its end any more: what parts of it are finished is still given.
 * Without any it ends with `outcome`.
 */
export async function endUnfinishedTurn(database: Database, outbox: Outbox, input: EndUnfinishedInput): Promise<EndedWith> {
  const { tenantId, turn } = input;
  const written = await database.inTenant(tenantId, async (transaction) => {
    const owned = await transaction.first(
      { name: 'turn-own', text: 'SELECT id FROM conversations WHERE tenant_id = $1 AND id = $2 AND active_turn_id = $3 AND ownership_epoch = $4 FOR UPDATE' },
      [tenantId, turn.conversation_id, turn.turn_id, turn.ownership_epoch],
    );
    if (!owned) return null;
    const parts = furthestSplit(await readParts(transaction, tenantId, turn.turn_id));
    if (parts.length > 0) return writeJoinedEnd(transaction, outbox, input, parts);
    const end = await writeTurnEnd(transaction, outbox, input);
    return end && { ...end, outcome: input.outcome };
  });
  if (!written) return { kind: 'rejected' };
  outbox.relay(written.next);
  return { ...written.ended, outcome: written.outcome };
}
