import type { Envelope, Flow, HandoffReason, Locale, TurnContext } from '#libs/contracts';
import { createEnvelope, type Outbox } from '#libs/messaging';
import type { Database, Transaction } from '#libs/persistence';

/** A stalled turn is routed again this often before it goes to a human. */
const MAX_ATTEMPTS = 2;
const BATCH = 100;

interface StalledRow {
  tenant_id: string;
  id: string;
  attempts: number;
  created_at: Date;
  ownership_epoch: number;
  conversation_id: string;
  contact_id: string;
  session_id: string | null;
  locale: Locale | null;
  flow: Flow | null;
  text: string;
}

/**
 * Takes up turns whose deadline has passed without an outcome, whatever was lost on the way (a
 * broker's queue, say): sends them to the router again, then to a human. Turns whose envelope still
 * waits in the outbox are left to the outbox sweeper.
 * @returns how many turns were taken up
 */
export async function sweepStalledTurns(database: Database, outbox: Outbox, deadlineMs: number): Promise<number> {
  const envelopes = await database.asSystem(async (transaction) => {
    const stalled = await leaseStalled(transaction, deadlineMs);
    const written = stalled.map(toEnvelope);
    for (const envelope of written) await outbox.write(transaction, envelope);
    return written;
  });
  outbox.relay(envelopes);
  return envelopes.length;
}

function leaseStalled(transaction: Transaction, deadlineMs: number): Promise<StalledRow[]> {
  return transaction.query<StalledRow>(
    `WITH stalled AS (
       UPDATE turns SET attempts = attempts + 1, deadline_at = now() + $1 * interval '1 millisecond'
       WHERE (tenant_id, id) IN (
         SELECT tenant_id, id FROM turns
         WHERE ended_at IS NULL AND deadline_at < now() AND NOT EXISTS (SELECT FROM outbox WHERE outbox.turn_id = turns.id)
         ORDER BY deadline_at LIMIT ${BATCH} FOR UPDATE SKIP LOCKED)
       RETURNING tenant_id, id, attempts, created_at, ownership_epoch, conversation_id)
     SELECT s.*, c.contact_id, c.session_id, c.locale, c.flow,
       (SELECT string_agg(m.body, E'\\n' ORDER BY m.created_at, m.id) FROM messages m
        WHERE m.tenant_id = s.tenant_id AND m.conversation_id = s.conversation_id AND m.turn_id = s.id AND m.author = 'contact') AS text
     FROM stalled s JOIN conversations c ON c.tenant_id = s.tenant_id AND c.id = s.conversation_id`,
    [deadlineMs],
  );
}

function toEnvelope(row: StalledRow): Envelope {
  const turn: TurnContext = {
    turn_id: row.id,
    conversation_id: row.conversation_id,
    contact_id: row.contact_id,
    session_id: row.session_id,
    ownership_epoch: row.ownership_epoch,
    text: row.text,
    locale_hint: row.locale,
    accepted_at: row.created_at.toISOString(),
    flow: row.flow,
  };
  const reason: HandoffReason = 'stalled';
  return row.attempts <= MAX_ATTEMPTS
    ? createEnvelope('turn.accepted.v1', row.tenant_id, { turn })
    : createEnvelope('handoff-agent.hand-off-turn.v1', row.tenant_id, { turn, routing: null, reason });
}
