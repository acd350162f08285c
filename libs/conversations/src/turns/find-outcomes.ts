import type { AgentType, Locale } from '#libs/contracts';
import type { Database, Transaction } from '#libs/persistence';
import { humanNotice } from './human-notice.js';
import type { CompletedTurn, EventSubject } from './turn-events.js';

interface TurnRow {
  id: string;
  conversation_id: string;
  session_id: string | null;
  locale: Locale | null;
  state: 'queued' | 'accepted' | 'answered' | 'handed_off';
  agent_type: AgentType | null;
  from_cache: boolean;
  created_at: Date;
  ended_at: Date | null;
  reply_message_id: string | null;
  reply: string | null;
}

export interface TurnStanding {
  subject: EventSubject;
  /** Null while the turn has no outcome. */
  completed: CompletedTurn | null;
}

/** Where the turns stand, by id; a turn that does not exist in this tenant is absent. */
export async function findTurns(database: Database, tenantId: string, turnIds: readonly string[], options: { endedOnly?: boolean } = {}): Promise<Map<string, TurnStanding>> {
  const rows = await database.inTenant(tenantId, (transaction) => selectTurns(transaction, tenantId, turnIds, options.endedOnly ?? false));
  return new Map(rows.map((row) => [row.id, toStanding(row)]));
}

function selectTurns(transaction: Transaction, tenantId: string, turnIds: readonly string[], endedOnly: boolean): Promise<TurnRow[]> {
  return transaction.queryAndCommit<TurnRow>(
    {
      name: 'turn-outcomes',
      text: `SELECT t.id, t.conversation_id, c.session_id, c.locale, t.state, t.agent_type, t.from_cache, t.created_at, t.ended_at,
                    t.reply_message_id, m.body AS reply
             FROM turns t
             JOIN conversations c ON c.tenant_id = t.tenant_id AND c.id = t.conversation_id
             LEFT JOIN messages m ON m.tenant_id = t.tenant_id AND m.id = t.reply_message_id
             WHERE t.tenant_id = $1 AND t.id = ANY($2::uuid[]) AND (t.ended_at IS NOT NULL OR NOT $3::boolean)`,
    },
    [tenantId, turnIds, endedOnly],
  );
}

function toStanding(row: TurnRow): TurnStanding {
  const subject = { turnId: row.id, conversationId: row.conversation_id, sessionId: row.session_id, acceptedAt: row.created_at.toISOString() };
  if (!row.ended_at) return { subject, completed: null };
  return {
    subject,
    completed: {
      messageId: row.reply_message_id,
      text: row.reply ?? humanNotice(row.locale),
      agentType: row.agent_type ?? 'human',
      outcome: row.state === 'answered' ? 'answered' : 'handed_off',
      fromCache: row.from_cache,
      endedAt: row.ended_at.toISOString(),
    },
  };
}
