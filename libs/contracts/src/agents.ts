import { z } from 'zod';

/** Who speaks to the contact: one of the specialist AiAgents, or `human` for the desk. */
export const AgentType = z.enum(['faq', 'order', 'refund', 'technical', 'human']);
export type AgentType = z.infer<typeof AgentType>;

/** What the router understood: an agent, or `other` when the message is none of their business. */
export const Intent = z.enum(['faq', 'order', 'refund', 'technical', 'human', 'other']);
export type Intent = z.infer<typeof Intent>;
