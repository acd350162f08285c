import { z } from 'zod';
import { Locale } from './locale.js';
import { PageQuery, pageOf } from './pagination.js';
import { ShortText, textUpTo } from './text.js';

/** Longest question, and longest other wording of it, in UTF-16 code units. */
const MAX_QUESTION_LENGTH = 1_000;
/** Longest answer, in UTF-16 code units. */
const MAX_ANSWER_LENGTH = 50_000;
const MAX_LIST_LENGTH = 100;

/** Largest body of an import, in bytes, and the most articles in it. */
export const MAX_IMPORT_BYTES = 10 * 1024 * 1024;
export const MAX_IMPORT_ROWS = 10_000;

/** Longest question to search for, in UTF-16 code units; the first 2,000 are read. */
const MAX_SEARCH_LENGTH = 10_000;

/** Only published articles answer; a draft does not yet, an archived one no longer. */
export const FaqStatus = z.enum(['draft', 'published', 'archived']);
export type FaqStatus = z.infer<typeof FaqStatus>;

const Wording = textUpTo(MAX_QUESTION_LENGTH).trim();
/** To the millisecond, as it is given out; in a year that PostgreSQL has as well. */
const Moment = z.iso
  .datetime({ offset: true })
  .refine((value) => Date.parse(value) >= Date.parse('0001-01-01T00:00:00Z') && Date.parse(value) < Date.parse('9999-12-31T00:00:00Z'), 'is not in a usual year')
  .transform((value) => new Date(value).toISOString());

const content = {
  external_id: ShortText.nullable().describe('your own id; articles of the same one in other locales are translations of each other'),
  locale: Locale,
  question: Wording,
  answer: textUpTo(MAX_ANSWER_LENGTH).describe('Markdown; kept and given out as it is, so whoever shows it must escape or sanitise HTML in it'),
  category: ShortText.nullable(),
  keywords: z.array(ShortText).max(MAX_LIST_LENGTH),
  paraphrases: z.array(Wording).max(MAX_LIST_LENGTH).describe('other wordings of the same question'),
  status: FaqStatus,
  valid_from: Moment.nullable().describe('found by search from then on'),
  valid_to: Moment.nullable().describe('found by search until then'),
};

const endsAfterItBegins = ({ valid_from, valid_to }: { valid_from?: string | null | undefined; valid_to?: string | null | undefined }): boolean =>
  !valid_from || !valid_to || Date.parse(valid_to) > Date.parse(valid_from);
const VALID_TIME = { path: ['valid_to'], message: 'must be after valid_from' };

export const CreateFaq = z
  .object({
    ...content,
    external_id: content.external_id.default(null),
    category: content.category.default(null),
    keywords: content.keywords.default([]),
    paraphrases: content.paraphrases.default([]),
    status: FaqStatus.default('published'),
    valid_from: content.valid_from.default(null),
    valid_to: content.valid_to.default(null),
  })
  .refine(endsAfterItBegins, VALID_TIME);
export type CreateFaq = z.infer<typeof CreateFaq>;

export const UpdateFaq = z
  .object({ ...content, version: z.int().positive().describe('the version that is to be changed; another one is refused as version_conflict') })
  .partial()
  .refine(({ version: _, ...change }) => Object.keys(change).length > 0, 'must change something')
  .refine(endsAfterItBegins, VALID_TIME);
export type UpdateFaq = z.infer<typeof UpdateFaq>;

export const RestoreFaq = z.object({ version: z.int().positive().describe('the version whose content is to be taken up again') });
export type RestoreFaq = z.infer<typeof RestoreFaq>;

export const ListFaqs = PageQuery.extend({
  status: FaqStatus.optional(),
  locale: Locale.optional(),
  category: ShortText.optional(),
  q: ShortText.optional().describe('text that the question, the answer or another wording contains'),
});
export type ListFaqs = z.infer<typeof ListFaqs>;

const Stored = z.object({
  external_id: z.string().nullable(),
  locale: Locale,
  question: z.string(),
  answer: z.string(),
  category: z.string().nullable(),
  keywords: z.array(z.string()),
  paraphrases: z.array(z.string()),
  status: FaqStatus,
  valid_from: z.iso.datetime().nullable(),
  valid_to: z.iso.datetime().nullable(),
});

const ChangedBy = z.object({ kind: z.string(), id: z.uuid().nullable() }).nullable().describe('null: the platform itself');

/** What a draft that the platform proposed was made from. */
export const FaqSource = z.object({ conversation_id: z.uuid(), candidate_id: z.uuid() }).partial();
export type FaqSource = z.infer<typeof FaqSource>;

export const Faq = Stored.extend({
  id: z.uuid(),
  version: z.int(),
  source: FaqSource.nullable().describe('of a draft that the platform proposed: the resolved conversation, or the candidate, it was made from'),
  translations: z.array(z.object({ id: z.uuid(), locale: Locale, status: FaqStatus })),
  helpful: z.int(),
  not_helpful: z.int(),
  created_at: z.iso.datetime(),
  updated_at: z.iso.datetime(),
  changed_by: ChangedBy,
});
export type Faq = z.infer<typeof Faq>;

export const FaqPage = pageOf(Faq);

/** One version of an article: its content, and who wrote it when. */
export const FaqVersion = Stored.extend({ version: z.int(), changed_at: z.iso.datetime(), changed_by: ChangedBy });
export type FaqVersion = z.infer<typeof FaqVersion>;

export const FaqVersionPage = pageOf(FaqVersion);

/**
 * One article to import. What a row leaves out stays as it is in an article that exists (found by its external id
 * and locale, or without external id by its question and locale), and is empty in a new one.
 */
export const ImportedFaq = z
  .object({
    ...content,
    external_id: content.external_id.optional(),
    category: content.category.optional(),
    keywords: content.keywords.nullable().optional(),
    paraphrases: content.paraphrases.nullable().optional(),
    status: content.status.nullable().optional(),
    valid_from: content.valid_from.optional(),
    valid_to: content.valid_to.optional(),
  })
  .refine(endsAfterItBegins, VALID_TIME);
export type ImportedFaq = z.infer<typeof ImportedFaq>;

/** The rows are validated one by one, so that good ones are imported although others are not. */
export const ImportFaqs = z.union([
  z.object({ items: z.array(z.unknown()).min(1).max(MAX_IMPORT_ROWS).describe('articles with question, answer and locale, and any of external_id, category, keywords, paraphrases, status, valid_from, valid_to') }),
  z.instanceof(Uint8Array).meta({ type: 'string', description: 'CSV in UTF-8, its first row the names of the same fields; the entries of a list with ; between them' }),
]);
export type ImportFaqs = z.infer<typeof ImportFaqs>;

export const ImportFaqsQuery = z.object({ dry_run: z.enum(['true', 'false']).default('false').describe('true: only tells what would happen') });
export type ImportFaqsQuery = z.infer<typeof ImportFaqsQuery>;

export const FaqImportReport = z.object({
  created: z.int(),
  updated: z.int(),
  unchanged: z.int(),
  failed: z.int(),
  errors: z.array(z.object({ row: z.int().describe('1 is the first article; a CSV’s head does not count'), external_id: z.string().nullable(), field: z.string().nullable(), message: z.string() })),
  dry_run: z.boolean(),
});
export type FaqImportReport = z.infer<typeof FaqImportReport>;

export const ExportFaqsQuery = z.object({ format: z.enum(['json', 'csv']).default('json') });
export type ExportFaqsQuery = z.infer<typeof ExportFaqsQuery>;

/** What an import takes back. */
export const FaqExport = z.object({ items: z.array(Stored) });
export type ExportedFaq = z.infer<typeof Stored>;

export const SearchFaqs = z.object({
  q: z.string().max(MAX_SEARCH_LENGTH).describe('the question in any words; nothing to look for finds nothing'),
  locale: Locale.optional().describe('of the reader; left out: the one the question is written in'),
  limit: z.coerce.number().int().min(1).max(100).default(10),
  category: ShortText.optional().describe('only articles of this category, in whatever case and Chinese script'),
  keywords: z
    .string()
    .max(MAX_SEARCH_LENGTH)
    .transform((list) => list.split(',').map((word) => word.trim()).filter((word) => word !== ''))
    .pipe(z.array(ShortText).max(MAX_LIST_LENGTH))
    .optional()
    .describe('only articles with each of these keywords; commas between them'),
});
export type SearchFaqs = z.infer<typeof SearchFaqs>;

const Highlights = z.array(z.tuple([z.int(), z.int()])).describe('[start, end) in UTF-16 code units of the plain text');

export const FaqSearchResult = z.object({
  hits: z.array(
    z.object({
      id: z.uuid(),
      external_id: z.string().nullable(),
      question: z.string(),
      score: z.number().describe('0 to 1: how likely the article answers the question'),
      matched: z.string().describe('the wording that came closest'),
      highlights: z.object({ question: Highlights, matched: Highlights }),
    }),
  ),
});
export type FaqSearchResult = z.infer<typeof FaqSearchResult>;

export const GiveFaqFeedback = z.object({
  helpful: z.boolean(),
  turn_id: z.uuid().optional().describe('the turn that the article answered: counted once, the last word stands'),
});
export type GiveFaqFeedback = z.infer<typeof GiveFaqFeedback>;

export const FaqFeedback = z.object({ id: z.uuid(), helpful: z.int(), not_helpful: z.int() });
export type FaqFeedback = z.infer<typeof FaqFeedback>;

export const GiveTurnFeedback = z.object({ helpful: z.boolean() });
export type GiveTurnFeedback = z.infer<typeof GiveTurnFeedback>;

export const TurnFeedback = z.object({ turn_id: z.uuid(), helpful: z.boolean(), articles: z.array(FaqFeedback).describe('those that the answer is from, with their counts now') });
export type TurnFeedback = z.infer<typeof TurnFeedback>;

/** Most groups of synonyms a tenant has, and most words in one. */
export const MAX_SYNONYM_GROUPS = 500;
const MAX_SYNONYMS = 20;

const SynonymWord = ShortText.max(60).refine((word) => /[\p{L}\p{N}]/u.test(word), 'must have a letter or a digit');

/** Words, or phrases, each of which may stand for every other. */
export const NewSynonymGroup = z.object({
  locale: Locale.nullable().default(null).describe('the language of the words; null: in questions of every language'),
  words: z
    .array(SynonymWord)
    .max(MAX_SYNONYMS)
    .transform((words) => [...new Map(words.map((word) => [word.normalize('NFKC').toLowerCase(), word])).values()])
    .refine((words) => words.length >= 2, 'must be two or more different ones'),
});
export type NewSynonymGroup = z.infer<typeof NewSynonymGroup>;

export const SynonymGroup = z.object({ id: z.uuid(), locale: Locale.nullable(), words: z.array(z.string()) });
export type SynonymGroup = z.infer<typeof SynonymGroup>;

export const SynonymGroups = z.object({ items: z.array(SynonymGroup) });
export type SynonymGroups = z.infer<typeof SynonymGroups>;

export const ReplaceSynonymGroups = z.object({ items: z.array(NewSynonymGroup).max(MAX_SYNONYM_GROUPS) });
export type ReplaceSynonymGroups = z.infer<typeof ReplaceSynonymGroups>;
