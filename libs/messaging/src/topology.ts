import type { EnvelopeType } from '#libs/contracts';

export const EXCHANGES = {
  events: 'support.events',
  commands: 'support.commands',
  deadLetters: 'support.dead-letters',
} as const;

/** Every queue, `<app>.<use-case>`, with the types of envelope it takes, in the order work flows. The only list of them. */
export const QUEUES = {
  'router-agent.route-turn': ['turn.accepted.v1'],
  'faq-agent.answer-turn': ['faq-agent.answer-turn.v1'],
  'order-agent.answer-turn': ['order-agent.answer-turn.v1'],
  'refund-agent.answer-turn': ['refund-agent.answer-turn.v1'],
  'technical-agent.answer-turn': ['technical-agent.answer-turn.v1'],
  'handoff-agent.hand-off-turn': ['handoff-agent.hand-off-turn.v1'],
} as const satisfies Record<string, readonly EnvelopeType[]>;

/** Where envelopes end that no consumer could handle; consumed by the handoff agent. */
export const DEAD_LETTER_QUEUE = 'handoff-agent.dead-letters';

export type QueueName = keyof typeof QUEUES | typeof DEAD_LETTER_QUEUE;
export const QUEUE_NAMES = [...Object.keys(QUEUES), DEAD_LETTER_QUEUE] as QueueName[];

/** Events are past tense (`turn.accepted.v1`); commands name the app that obeys (`faq-agent.answer-turn.v1`). */
export const exchangeOf = (type: EnvelopeType): string => (type.includes('-agent.') ? EXCHANGES.commands : EXCHANGES.events);

/** Queues that take envelopes of this type. */
export const queuesOf = (type: EnvelopeType): QueueName[] =>
  (Object.keys(QUEUES) as (keyof typeof QUEUES)[]).filter((queue) => (QUEUES[queue] as readonly string[]).includes(type));
