import { z } from 'zod';
import { AgentType, Intent } from './agents.js';
import { MessageEntity } from './intents.js';

/** More wishes than this are answered together with the last. */
export const MAX_TURN_PARTS = 4;

/** One wish of a message that has several: answered by itself, its answer joined with the others'. */
export const TurnPart = z.object({
  split: z.string().describe('tells one division of the message from another; only parts of the same one are joined'),
  index: z.number().int().min(0).describe('its place in the message, from 0'),
  count: z.number().int().min(2).max(MAX_TURN_PARTS),
  text: z.string(),
  entities: z.array(MessageEntity),
});
export type TurnPart = z.infer<typeof TurnPart>;

/** `unanswered`: no article answers it; `asked`: the contact was asked what they mean. */
export const PartOutcome = z.enum(['answered', 'unanswered', 'asked', 'handed_off']);
export type PartOutcome = z.infer<typeof PartOutcome>;

/** A part as the turn tells of it. */
export const JoinedPart = z.object({
  text: z.string(),
  intent: Intent,
  confidence: z.number(),
  agent_type: AgentType,
  outcome: PartOutcome,
  handoff_reason: z.string().nullable(),
  from_cache: z.boolean(),
});
export type JoinedPart = z.infer<typeof JoinedPart>;
