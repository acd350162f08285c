import { z } from 'zod';
import { CreateFaq } from './faqs.js';
import { Locale } from './locale.js';
import { PageQuery, pageOf } from './pagination.js';

export const FaqCandidateStatus = z.enum(['new', 'accepted', 'dismissed', 'closed']);
export type FaqCandidateStatus = z.infer<typeof FaqCandidateStatus>;

export const ListFaqCandidates = PageQuery.extend({
  status: FaqCandidateStatus.optional(),
  locale: Locale.optional(),
});
export type ListFaqCandidates = z.infer<typeof ListFaqCandidates>;

/** Questions that no article answered and that seem to ask the same. Wordings are without personal data. */
export const FaqCandidate = z.object({
  id: z.uuid(),
  locale: Locale,
  title: z.string().describe('the most central wording'),
  count: z.int().describe('questions so far'),
  examples: z.array(z.string()).describe('distinct wordings, the most central first'),
  status: FaqCandidateStatus.describe('closed: an article answers it by now'),
  faq_id: z.uuid().nullable().describe('accepted: the draft; closed: the article that answers it'),
  first_seen_at: z.iso.datetime(),
  last_seen_at: z.iso.datetime(),
});
export type FaqCandidate = z.infer<typeof FaqCandidate>;

export const FaqCandidatePage = pageOf(FaqCandidate);

export const AcceptFaqCandidate = z.object({
  question: CreateFaq.shape.question.optional().describe('instead of the title'),
  answer: CreateFaq.shape.answer.optional().describe('left out: the draft has none yet, and cannot be published without one'),
  category: CreateFaq.shape.category.optional(),
});
export type AcceptFaqCandidate = z.infer<typeof AcceptFaqCandidate>;
