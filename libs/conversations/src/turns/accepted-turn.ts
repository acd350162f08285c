import type { ContactInput, TurnState } from '#libs/contracts';
import type { LockedConversation } from './lock-conversation.js';

/** Where a message goes: a conversation that exists, or a session that is begun when it does not. */
export type Destination =
  | { kind: 'conversation'; conversationId: string }
  | { kind: 'session'; sessionId: string; contact: ContactInput };

export interface AcceptTurnInput {
  tenantId: string;
  destination: Destination;
  text: string;
  metadata?: Record<string, unknown> | undefined;
  idempotencyKey?: string | undefined;
  /** Id for the turn, when this message begins one: lets a caller watch it from before it exists. */
  turnId: string;
  /** A turn without outcome for so long is taken up by the stalled-turn sweeper. */
  deadlineMs: number;
}

export interface AcceptedTurn {
  conversationId: string;
  contactId: string;
  sessionId: string | null;
  messageId: string;
  turnId: string;
  state: TurnState;
  acceptedAt: string;
  locale: LockedConversation['locale'];
  /** Whether the idempotency key was seen before: this is the turn it made then. */
  replayed: boolean;
}

/** How the message's turn stands to the conversation. */
export type Placement =
  | { kind: 'answer-now'; turnId: string }
  | { kind: 'begin-queued-turn'; turnId: string }
  | { kind: 'join-queued-turn'; turnId: string }
  | { kind: 'leave-to-human'; turnId: string };
