import { z } from 'zod';
import { Intent } from './agents.js';
import { Locale } from './locale.js';
import { PageQuery, pageOf } from './pagination.js';
import { ShortText, textUpTo } from './text.js';

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

/** Longest message to classify, in UTF-16 code units. */
const MAX_CLASSIFIED_LENGTH = 200_000;
const MAX_EXAMPLE_LENGTH = 2_000;
/** Most examples in one request. */
const MAX_EXAMPLES_ADDED = 1_000;

export const ClassifyIntent = z.object({
  text: z.string().max(MAX_CLASSIFIED_LENGTH).describe('the message as it was written; of a long one the start and the end are read'),
  locale: Locale.optional().describe('the language to assume when the message does not tell'),
  context: z
    .object({
      flow: Intent.exclude(['human', 'other']).optional().describe('whose dialogue waits for an answer: it keeps the message unless that is surely about something else'),
      previous_message: z.string().max(MAX_CLASSIFIED_LENGTH).optional().describe('of the same customer, read along when the message says too little by itself'),
    })
    .optional(),
});
export type ClassifyIntent = z.infer<typeof ClassifyIntent>;

export const ClassifiedIntent = z.object({
  intent: Intent.describe('of the message as a whole: a human before refund, order, technical, faq, other'),
  confidence: z.number(),
  candidates: z.array(IntentCandidate).describe('every intent, the likeliest first'),
  parts: z.array(IntentPart).describe('in the order of the message, each by itself, without the context; several when it holds several wishes'),
  entities: z.array(MessageEntity),
  locale: Locale,
  decided_by: z
    .enum(['example', 'classifier', 'flow', 'default'])
    .describe('`example`: one of the tenant’s has this wording; `flow`: the dialogue in `context`; `default`: not sure, the likeliest. No language model is asked'),
  model_version: z.string(),
  latency_ms: z.number(),
});
export type ClassifiedIntent = z.infer<typeof ClassifiedIntent>;

export const ExampleSource = z.enum(['added', 'correction']);
export type ExampleSource = z.infer<typeof ExampleSource>;

export const ExampleSplit = z.enum(['train', 'calibration', 'test']);
export type ExampleSplit = z.infer<typeof ExampleSplit>;

const AddIntentExample = z.object({
  text: textUpTo(MAX_EXAMPLE_LENGTH).trim(),
  intent: Intent,
  locale: Locale,
  source: ExampleSource.default('added').describe('`correction`: of a message that was taken for something else'),
  split: ExampleSplit.optional().describe('what it is for; left out: every fifth that was added measures (`test`), the others and all corrections teach (`train`)'),
});
export type AddIntentExample = z.infer<typeof AddIntentExample>;

export const AddIntentExamples = z.union([z.object({ items: z.array(AddIntentExample).min(1).max(MAX_EXAMPLES_ADDED) }), AddIntentExample]);
export type AddIntentExamples = z.infer<typeof AddIntentExamples>;

export const IntentExample = z.object({
  id: z.uuid(),
  text: z.string(),
  intent: Intent,
  locale: Locale,
  source: ExampleSource,
  split: ExampleSplit,
  created_at: z.iso.datetime(),
  updated_at: z.iso.datetime(),
});
export type IntentExample = z.infer<typeof IntentExample>;

export const IntentExamplesAdded = z.object({
  items: z.array(IntentExample).describe('one for each wording, in the order given'),
  created: z.int(),
  updated: z.int().describe('of a wording that was there already: the last word stands'),
});
export type IntentExamplesAdded = z.infer<typeof IntentExamplesAdded>;

export const ListIntentExamples = PageQuery.extend({
  intent: Intent.optional(),
  locale: Locale.optional(),
  source: ExampleSource.optional(),
  split: ExampleSplit.optional(),
  q: ShortText.optional().describe('text that the example contains'),
});
export type ListIntentExamples = z.infer<typeof ListIntentExamples>;

export const IntentExamplePage = pageOf(IntentExample);

/** Share of right decisions, 0 to 1, of how many. */
const Accuracy = z.object({ count: z.int(), accuracy: z.number() });

export const IntentModelMetrics = z.object({
  shipped_test: z.object({ candidate: Accuracy, shipped: Accuracy }).describe('on the test set that comes with the platform'),
  tenant_test: z.object({ candidate: Accuracy, current: Accuracy }).describe('on the tenant’s examples of the split `test`, against the model in use when it was trained'),
  training_ms: z.number(),
});
export type IntentModelMetrics = z.infer<typeof IntentModelMetrics>;

export const IntentModelStatus = z.enum(['candidate', 'active', 'rejected', 'retired']);
export type IntentModelStatus = z.infer<typeof IntentModelStatus>;

export const IntentModelVersion = z.object({
  version: z.string(),
  shipped: z.boolean().describe('the one that comes with the platform'),
  status: IntentModelStatus.describe('`rejected`: worse than what was in use; `candidate`: trained, and for another shipped model than that of now'),
  reason: z.string().nullable().describe('why it was rejected'),
  metrics: IntentModelMetrics.nullable(),
  examples: z.object({ train: z.int(), calibration: z.int(), test: z.int() }).describe('the tenant’s examples it was made with'),
  created_at: z.iso.datetime().nullable(),
  activated_at: z.iso.datetime().nullable(),
});
export type IntentModelVersion = z.infer<typeof IntentModelVersion>;

export const IntentModels = z.object({
  items: z.array(IntentModelVersion).describe('newest first, the shipped one last'),
  training: z.enum(['idle', 'due', 'running']),
});
export type IntentModels = z.infer<typeof IntentModels>;
