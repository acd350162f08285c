import type { AgentType, Message, MessageAuthor } from '#libs/contracts';

export interface MessageRow {
  id: string;
  conversation_id: string;
  turn_id: string | null;
  author: MessageAuthor;
  agent_type: AgentType | null;
  staff_id: string | null;
  body: string;
  metadata: Record<string, unknown>;
  created_at: Date;
  /** With microseconds, for cursors. */
  position: string;
}

export const MESSAGE_COLUMNS = 'id, conversation_id, turn_id, author, agent_type, staff_id, body, metadata, created_at, created_at::text AS position';

export const toMessage = ({ body, position: _position, ...row }: MessageRow): Message => ({
  ...row,
  message: body,
  created_at: row.created_at.toISOString(),
});
