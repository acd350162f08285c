import { z } from 'zod';
import { AgentType } from './agents.js';
import { MessageText, Metadata, ShortText } from './text.js';

/** Body of `POST /api/v1/chat` and `/chat/stream`. Unknown fields are ignored. */
export const ChatRequest = z.object({
  session_id: ShortText.nullish().describe('the integrator’s id of the thread; made up and returned when absent'),
  message: MessageText,
  user_id: ShortText.nullish().describe('the integrator’s id of the contact, for whom it vouches'),
  metadata: Metadata.nullish(),
});
export type ChatRequest = z.infer<typeof ChatRequest>;

export const ChatReply = z.object({
  session_id: z.string(),
  message: z.string(),
  agent_type: AgentType,
  timestamp: z.iso.datetime(),
  response_time_ms: z.number().int().nonnegative(),
  from_cache: z.boolean(),
});
export type ChatReply = z.infer<typeof ChatReply>;

export const MessageAuthor = z.enum(['contact', 'ai_agent', 'human_agent', 'system']);
export type MessageAuthor = z.infer<typeof MessageAuthor>;

export const SessionHistory = z.object({
  session_id: z.string(),
  messages: z.array(
    z.object({
      message_id: z.uuid(),
      role: MessageAuthor,
      message: z.string(),
      agent_type: AgentType.nullable(),
      timestamp: z.iso.datetime(),
    }),
  ),
  next_cursor: z.string().nullable().describe('cursor of the next, later page; null at the end'),
});
export type SessionHistory = z.infer<typeof SessionHistory>;
