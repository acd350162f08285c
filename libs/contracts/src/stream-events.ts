import { z } from 'zod';
import { AgentType } from './agents.js';

const base = { task_id: z.uuid().describe('the turn'), created_at: z.iso.datetime() };

export const ConversationStarted = z.object({
  ...base,
  event: z.literal('conversation_started'),
  data: z.object({ turn_id: z.uuid(), conversation_id: z.uuid(), session_id: z.string().nullable() }),
});

export const MessageDelta = z.object({
  ...base,
  event: z.literal('message_delta'),
  data: z.object({
    delta: z.string(),
    offset: z.number().int().describe('UTF-16 code units of the reply before this delta; smaller than what was shown: the answer was begun again'),
    agent_type: AgentType,
  }),
});

export const ConversationCompleted = z.object({
  ...base,
  event: z.literal('conversation_completed'),
  data: z.object({
    turn_id: z.uuid(),
    conversation_id: z.uuid(),
    session_id: z.string().nullable(),
    message_id: z.uuid().nullable().describe('null when a human owns the conversation and will reply later'),
    message: z.string(),
    agent_type: AgentType,
    outcome: z.enum(['answered', 'handed_off']),
    from_cache: z.boolean(),
    timestamp: z.iso.datetime(),
    response_time_ms: z.number().int(),
  }),
});

export const StreamError = z.object({
  ...base,
  event: z.literal('error'),
  data: z.object({ code: z.string(), message: z.string() }),
});

/** What the turn's event log holds and what SSE sends as `data:`. */
export const TurnEvent = z.discriminatedUnion('event', [ConversationStarted, MessageDelta, ConversationCompleted, StreamError]);
export type TurnEvent = z.infer<typeof TurnEvent>;
export type ConversationStarted = z.infer<typeof ConversationStarted>;
export type MessageDelta = z.infer<typeof MessageDelta>;
export type ConversationCompleted = z.infer<typeof ConversationCompleted>;

/** Whether the event is the turn's last. */
export const isTerminal = (event: TurnEvent): boolean => event.event === 'conversation_completed' || event.event === 'error';
