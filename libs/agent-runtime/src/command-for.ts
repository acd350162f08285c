import type { AnswerTurn, Envelope, EnvelopeType, Intent } from '#libs/contracts';
import { createEnvelope } from '#libs/messaging';

/** Which command answers an intent; what is none of the specialists' business is tried as a question. */
const COMMANDS: Record<Exclude<Intent, 'human'>, Extract<EnvelopeType, `${string}.answer-turn.v1`>> = {
  faq: 'faq-agent.answer-turn.v1',
  other: 'faq-agent.answer-turn.v1',
  order: 'order-agent.answer-turn.v1',
  refund: 'refund-agent.answer-turn.v1',
  technical: 'technical-agent.answer-turn.v1',
};

/** The command that makes the right agent answer a routed turn, or a part of one. */
export function commandFor(tenantId: string, { turn, routing, part }: AnswerTurn): Envelope {
  const data = { turn, routing, ...(part && { part }) };
  if (routing.intent === 'human') return createEnvelope('handoff-agent.hand-off-turn.v1', tenantId, { ...data, reason: 'contact_asked' });
  return createEnvelope(COMMANDS[routing.intent], tenantId, data);
}
