import type { AgentType, Conversation, ConversationOwner, ConversationPriority, ConversationStatus, Intent, JoinedPart, Locale, Turn, TurnState } from '#libs/contracts';

export interface ConversationRow {
  id: string;
  contact_id: string;
  contact_external_id: string | null;
  session_id: string | null;
  status: ConversationStatus;
  priority: ConversationPriority;
  owner: ConversationOwner;
  assignee_id: string | null;
  agent_type: AgentType | null;
  locale: Locale | null;
  escalation_reason: string | null;
  escalated_at: Date | null;
  metadata: Record<string, unknown>;
  created_at: Date;
  last_message_at: Date;
  resolved_at: Date | null;
}

export const CONVERSATION_COLUMNS = `c.id, c.contact_id, k.external_id AS contact_external_id, c.session_id, c.status, c.priority, c.owner,
  c.assignee_id, c.agent_type, c.locale, c.escalation_reason, c.escalated_at, c.metadata, c.created_at, c.last_message_at, c.resolved_at`;
export const CONVERSATION_FROM = 'FROM conversations c JOIN contacts k ON k.tenant_id = c.tenant_id AND k.id = c.contact_id';

export const toConversation = (row: ConversationRow): Conversation => ({
  id: row.id,
  contact_id: row.contact_id,
  contact_external_id: row.contact_external_id,
  session_id: row.session_id,
  status: row.status,
  priority: row.priority,
  owner: row.owner,
  assignee_id: row.assignee_id,
  agent_type: row.agent_type,
  locale: row.locale,
  escalation_reason: row.escalation_reason,
  escalated_at: row.escalated_at?.toISOString() ?? null,
  metadata: row.metadata,
  created_at: row.created_at.toISOString(),
  last_message_at: row.last_message_at.toISOString(),
  resolved_at: row.resolved_at?.toISOString() ?? null,
});

export interface TurnRow {
  id: string;
  conversation_id: string;
  state: TurnState;
  intent: Intent | null;
  confidence: number | null;
  agent_type: AgentType | null;
  handoff_reason: string | null;
  reply: string | null;
  from_cache: boolean;
  parts: JoinedPart[];
  created_at: Date;
  ended_at: Date | null;
}

export const TURN_COLUMNS = `t.id, t.conversation_id, t.state, t.intent, t.confidence, t.agent_type, t.handoff_reason, m.body AS reply,
  t.from_cache, t.created_at, t.ended_at,
  COALESCE((SELECT json_agg(json_build_object('text', p.text, 'intent', p.intent, 'confidence', p.confidence, 'agent_type', p.agent_type,
      'outcome', p.outcome, 'handoff_reason', p.handoff_reason, 'from_cache', p.from_cache) ORDER BY p.part_index)
    FROM turn_parts p WHERE p.tenant_id = t.tenant_id AND p.turn_id = t.id AND p.split = t.split), '[]') AS parts`;
export const TURN_FROM = 'FROM turns t LEFT JOIN messages m ON m.tenant_id = t.tenant_id AND m.id = t.reply_message_id';

export const toTurn = (row: TurnRow): Turn => ({
  ...row,
  created_at: row.created_at.toISOString(),
  ended_at: row.ended_at?.toISOString() ?? null,
});
