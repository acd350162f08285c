import { z } from 'zod';
import { Intent } from './agents.js';
import { Flow } from './flow.js';
import { Locale } from './locale.js';
import { TurnPart } from './turn-parts.js';

/**
 * What every step of a turn needs to know, carried along so that no step reads it back from the
 * database: the contact's text (a burst is joined by line breaks) and the ownership epoch the turn
 * was accepted under. Times are ISO 8601.
 */
export const TurnContext = z.object({
  turn_id: z.uuid(),
  conversation_id: z.uuid(),
  contact_id: z.uuid(),
  session_id: z.string().nullable(),
  ownership_epoch: z.number().int(),
  text: z.string(),
  locale_hint: Locale.nullable(),
  accepted_at: z.iso.datetime(),
  flow: Flow.nullish().describe('what the conversation’s last answer waits for; absent in envelopes of before there were flows'),
});
export type TurnContext = z.infer<typeof TurnContext>;

/** What the router decided for a turn. */
export const Routing = z.object({
  intent: Intent,
  /** The likeliest intent; differs from `intent` when that was not sure enough to act on. */
  guess: Intent,
  confidence: z.number().describe('of the guess, 0 to 1'),
  locale: Locale,
  decided_by: z.enum(['classifier', 'model', 'default', 'flow']).describe('`default`: nobody was sure, so it is tried as a question; `flow`: it answers what was asked'),
  alternatives: z.tuple([Intent, Intent]).optional().describe('the two likeliest meanings, when the contact may be asked which of them it is'),
});
export type Routing = z.infer<typeof Routing>;

export const HandoffReason = z.enum(['contact_asked', 'agent_not_available', 'budget_spent', 'dead_letter', 'stalled', 'taken_over', 'human_owns']);
export type HandoffReason = z.infer<typeof HandoffReason>;

export const TurnAccepted = z.object({ turn: TurnContext });
/** With a `part` only that part of the message is meant. */
export const AnswerTurn = z.object({ turn: TurnContext, routing: Routing, part: TurnPart.optional() });
export const HandOffTurn = z.object({
  turn: TurnContext,
  routing: Routing.nullable(),
  reason: HandoffReason,
  part: TurnPart.optional(),
});
export type TurnAccepted = z.infer<typeof TurnAccepted>;
export type AnswerTurn = z.infer<typeof AnswerTurn>;
export type HandOffTurn = z.infer<typeof HandOffTurn>;

/** Every type of envelope with the schema of its data. Events are past tense, commands imperative, both versioned. */
export const ENVELOPE_DATA = {
  'turn.accepted.v1': TurnAccepted,
  'faq-agent.answer-turn.v1': AnswerTurn,
  'order-agent.answer-turn.v1': AnswerTurn,
  'refund-agent.answer-turn.v1': AnswerTurn,
  'technical-agent.answer-turn.v1': AnswerTurn,
  'handoff-agent.hand-off-turn.v1': HandOffTurn,
} as const;

export type EnvelopeType = keyof typeof ENVELOPE_DATA;
export type EnvelopeData<T extends EnvelopeType> = z.infer<(typeof ENVELOPE_DATA)[T]>;

/**
 * A broker message. `id` is the same for every copy of one envelope (inbox dedupe); correlation id
 * and trace context travel by themselves.
 */
export const EnvelopeHeader = z.object({
  id: z.uuid(),
  type: z.enum(Object.keys(ENVELOPE_DATA) as [EnvelopeType, ...EnvelopeType[]]),
  tenant_id: z.uuid(),
  correlation_id: z.string(),
  occurred_at: z.iso.datetime(),
  traceparent: z.string().optional(),
});
export interface Envelope<T extends EnvelopeType = EnvelopeType> extends z.infer<typeof EnvelopeHeader> {
  type: T;
  data: EnvelopeData<T>;
}
