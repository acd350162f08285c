import { z } from 'zod';
import { Intent } from './agents.js';

export const EntityType = z.enum(['order_number', 'email', 'phone', 'amount', 'date', 'product']);
export type EntityType = z.infer<typeof EntityType>;

/** A thing that a message names. */
export const MessageEntity = z.object({
  type: EntityType,
  text: z.string().describe('exactly as it stands in the message'),
  value: z
    .string()
    .describe('one spelling of it: order numbers in capitals without #, phone numbers as +886912345678 where the country is known, amounts as 1890.5, dates as 2024-05-12, 2024-W20 or 2024-05'),
  currency: z.string().nullable().describe('ISO 4217, of an amount whose currency is told or goes without saying; otherwise null'),
  start: z.int().describe('in UTF-16 code units of the message'),
  end: z.int().describe('exclusive'),
});
export type MessageEntity = z.infer<typeof MessageEntity>;

export const IntentCandidate = z.object({ intent: Intent, confidence: z.number().describe('0 to 1; those of all candidates add up to 1') });
export type IntentCandidate = z.infer<typeof IntentCandidate>;

/** One wish of a message. */
export const IntentPart = z.object({
  text: z.string().describe('as it stands in the message'),
  intent: Intent,
  confidence: z.number(),
  sure: z.boolean().describe('whether the confidence reaches what calibration asks for'),
  entities: z.array(MessageEntity),
});
export type IntentPart = z.infer<typeof IntentPart>;
