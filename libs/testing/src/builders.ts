import type { AnswerTurn, Envelope, MessageDelta, Routing, TurnAccepted, TurnContext } from '#libs/contracts';
import { newId } from '#libs/kernel';
import { createEnvelope } from '#libs/messaging';

export const aTurnContext = (overrides: Partial<TurnContext> = {}): TurnContext => ({
  turn_id: newId(),
  conversation_id: newId(),
  contact_id: newId(),
  session_id: null,
  ownership_epoch: 1,
  text: 'Where is my order? 我的訂單呢？',
  locale_hint: null,
  accepted_at: new Date().toISOString(),
  ...overrides,
});

export const aRouting = (overrides: Partial<Routing> = {}): Routing => ({
  intent: 'faq',
  confidence: 0.9,
  locale: 'en',
  guess: 'faq',
  decided_by: 'classifier',
  ...overrides,
});

/** The event that a turn was accepted; bound to `router-agent.route-turn`. */
export const anAcceptedTurn = (overrides: Partial<TurnAccepted> = {}, tenantId = newId()): Envelope<'turn.accepted.v1'> =>
  createEnvelope('turn.accepted.v1', tenantId, { turn: aTurnContext(), ...overrides });

/** A command to the FAQ agent; bound to `faq-agent.answer-turn`. */
export const anAnswerCommand = (overrides: Partial<AnswerTurn> = {}, tenantId = newId()): Envelope<'faq-agent.answer-turn.v1'> =>
  createEnvelope('faq-agent.answer-turn.v1', tenantId, { turn: aTurnContext(), routing: aRouting(), ...overrides });

export const aDelta = (turnId: string, delta: string, offset = 0): MessageDelta => ({
  event: 'message_delta',
  task_id: turnId,
  created_at: new Date().toISOString(),
  data: { delta, offset, agent_type: 'faq' },
});
