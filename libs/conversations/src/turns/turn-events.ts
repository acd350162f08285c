import type { AgentType, ConversationCompleted, ConversationStarted, MessageDelta, TurnEvent } from '#libs/contracts';

/** The turn as its events tell of it. */
export interface EventSubject {
  turnId: string;
  conversationId: string;
  sessionId: string | null;
  acceptedAt: string;
}

/**
 * Id of the first event. It is made up by whoever streams, from what the turn says of itself, and so
 * is the same on every gateway; every id of the log comes after it.
 */
export const STARTED_EVENT_ID = '0-1';

export const startedEvent = (subject: EventSubject): ConversationStarted => ({
  event: 'conversation_started',
  task_id: subject.turnId,
  created_at: subject.acceptedAt,
  data: { turn_id: subject.turnId, conversation_id: subject.conversationId, session_id: subject.sessionId },
});

export const deltaEvent = (turnId: string, delta: string, offset: number, agentType: AgentType, createdAt = new Date().toISOString()): MessageDelta => ({
  event: 'message_delta',
  task_id: turnId,
  created_at: createdAt,
  data: { delta, offset, agent_type: agentType },
});

export interface CompletedTurn {
  messageId: string | null;
  text: string;
  agentType: AgentType;
  outcome: 'answered' | 'handed_off';
  fromCache: boolean;
  endedAt: string;
}

export const completedEvent = (subject: EventSubject, completed: CompletedTurn): ConversationCompleted => ({
  event: 'conversation_completed',
  task_id: subject.turnId,
  created_at: completed.endedAt,
  data: {
    turn_id: subject.turnId,
    conversation_id: subject.conversationId,
    session_id: subject.sessionId,
    message_id: completed.messageId,
    message: completed.text,
    agent_type: completed.agentType,
    outcome: completed.outcome,
    from_cache: completed.fromCache,
    timestamp: completed.endedAt,
    response_time_ms: Math.max(0, Date.parse(completed.endedAt) - Date.parse(subject.acceptedAt)),
  },
});

/**
 * The end of a turn: what of the answer nobody was told yet, then its completion. The same each time it is made.
 * @param told what was streamed of it; when that is no part of the answer, the answer begins anew
 */
export function answerEvents(subject: EventSubject, completed: CompletedTurn, told = ''): TurnEvent[] {
  const offset = completed.text.startsWith(told) ? told.length : 0;
  const rest = completed.text.slice(offset);
  const toldAll = rest === '' && offset > 0;
  return [...(toldAll ? [] : [deltaEvent(subject.turnId, rest, offset, completed.agentType, completed.endedAt)]), completedEvent(subject, completed)];
}
