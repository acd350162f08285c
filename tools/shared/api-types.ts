export type AgentType = 'faq' | 'order' | 'refund' | 'technical' | 'human';

export interface ChatRequest {
  session_id?: string;
  message: string;
  user_id?: string;
}

/** Answer of POST /api/v1/chat, and the data of the stream's `conversation_completed`. */
export interface ChatReply {
  session_id: string;
  message: string;
  agent_type: AgentType;
}

export interface HistoryMessage {
  message_id: string;
  role: 'contact' | 'ai_agent' | 'human_agent' | 'system';
  message: string;
  agent_type: AgentType | null;
  /** ISO 8601. */
  timestamp: string;
}

/** RFC 9457 problem details, with Switchboard's `code` and `retry_after` (seconds). */
export interface Problem {
  title?: string;
  code?: string;
  detail?: string;
  retry_after?: number;
}
