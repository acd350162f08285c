import { z } from 'zod';
import { AgentType, Intent } from './agents.js';
import { MessageAuthor } from './chat.js';
import { Locale } from './locale.js';
import { PageQuery, pageOf } from './pagination.js';
import { MessageText, Metadata, ShortText } from './text.js';
import { JoinedPart } from './turn-parts.js';

export const ConversationStatus = z.enum(['open', 'pending', 'snoozed', 'resolved']);
export type ConversationStatus = z.infer<typeof ConversationStatus>;

export const ConversationPriority = z.enum(['low', 'medium', 'high', 'urgent']);
export type ConversationPriority = z.infer<typeof ConversationPriority>;

/** Who may answer: an AiAgent, nobody yet (escalated, waiting at the desk), or a HumanAgent. */
export const ConversationOwner = z.enum(['ai', 'queue', 'human']);
export type ConversationOwner = z.infer<typeof ConversationOwner>;

export const ContactInput = z.object({
  external_id: ShortText.optional().describe('the integrator’s id of the contact, for whom it vouches'),
  name: ShortText.optional(),
  email: z.email().max(320).optional(),
  phone: ShortText.optional(),
  locale: Locale.optional(),
});
export type ContactInput = z.infer<typeof ContactInput>;

export const CreateConversation = z.object({
  contact: ContactInput.optional().describe('absent: an anonymous contact of its own'),
  session_id: ShortText.optional(),
  metadata: Metadata.optional(),
});
export type CreateConversation = z.infer<typeof CreateConversation>;

export const Conversation = z.object({
  id: z.uuid(),
  contact_id: z.uuid(),
  contact_external_id: z.string().nullable(),
  session_id: z.string().nullable(),
  status: ConversationStatus,
  priority: ConversationPriority,
  owner: ConversationOwner,
  assignee_id: z.uuid().nullable(),
  agent_type: AgentType.nullable().describe('who spoke last'),
  locale: Locale.nullable(),
  escalation_reason: z.string().nullable(),
  escalated_at: z.iso.datetime().nullable(),
  metadata: z.record(z.string(), z.unknown()),
  created_at: z.iso.datetime(),
  last_message_at: z.iso.datetime(),
  resolved_at: z.iso.datetime().nullable(),
});
export type Conversation = z.infer<typeof Conversation>;
export const ConversationPage = pageOf(Conversation);

export const ListConversations = PageQuery.extend({
  q: ShortText.optional().describe('text that one of its messages contains'),
  status: ConversationStatus.optional(),
});
export type ListConversations = z.infer<typeof ListConversations>;

export const Message = z.object({
  id: z.uuid(),
  conversation_id: z.uuid(),
  turn_id: z.uuid().nullable(),
  author: MessageAuthor,
  agent_type: AgentType.nullable(),
  staff_id: z.uuid().nullable(),
  message: z.string(),
  metadata: z.record(z.string(), z.unknown()),
  created_at: z.iso.datetime(),
});
export type Message = z.infer<typeof Message>;
export const MessagePage = pageOf(Message);

export const PostMessage = z.object({ message: MessageText, metadata: Metadata.optional() });
export type PostMessage = z.infer<typeof PostMessage>;

/** `queued`: waits for the turn before it; `accepted`: being answered; the others are final outcomes. */
export const TurnState = z.enum(['queued', 'accepted', 'answered', 'handed_off']);
export type TurnState = z.infer<typeof TurnState>;

export const AcceptedMessage = z.object({
  conversation_id: z.uuid(),
  message_id: z.uuid(),
  turn_id: z.uuid(),
  state: TurnState,
  events_url: z.string().describe('SSE of the turn that will answer this message'),
});
export type AcceptedMessage = z.infer<typeof AcceptedMessage>;

export const Turn = z.object({
  id: z.uuid(),
  conversation_id: z.uuid(),
  state: TurnState,
  intent: Intent.nullable(),
  confidence: z.number().nullable(),
  agent_type: AgentType.nullable().describe('of a joined reply: `human` when it was handed off, else the agent of the first part'),
  handoff_reason: z.string().nullable(),
  reply: z.string().nullable(),
  from_cache: z.boolean(),
  parts: z.array(JoinedPart).describe('the wishes that `reply` answers, in the contact’s order; empty when the message was answered as one'),
  created_at: z.iso.datetime(),
  ended_at: z.iso.datetime().nullable(),
});
export type Turn = z.infer<typeof Turn>;
