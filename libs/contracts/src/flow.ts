import { z } from 'zod';
import { AgentType, Intent } from './agents.js';

/**
 * A dialogue that an AiAgent has begun and whose next word is the contact's. It belongs to the
 * conversation from the reply that opens it until the next turn ends.
 */
export const Flow = z.object({
  agent_type: AgentType.exclude(['human']).describe('who asked, and whose the answer is'),
  expects: z.discriminatedUnion('kind', [
    z.object({
      kind: z.literal('choice'),
      options: z.tuple([Intent, Intent]).describe('the meanings that were named, in that order'),
      about: z.string().describe('what the contact had written'),
    }),
    z.object({ kind: z.literal('detail'), what: z.string().describe('such as an order number') }),
  ]),
});
export type Flow = z.infer<typeof Flow>;
