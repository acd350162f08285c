import { z } from 'zod';
import { Locale } from './locale.js';

export const FaqAnalyticsQuery = z.object({
  from: z.iso.date().optional().describe('first day, UTC; default: 30 days ago'),
  to: z.iso.date().optional().describe('last day, UTC; default: today; at most 400 days after from'),
  locale: Locale.optional(),
  limit: z.coerce.number().int().min(1).max(100).default(10).describe('entries of top and of unanswered'),
});
export type FaqAnalyticsQuery = z.infer<typeof FaqAnalyticsQuery>;

const counts = {
  volume: z.int().describe('questions that reached the FAQ agent'),
  answered: z.int(),
  deflected: z.int().describe('answered, and the conversation went to no human within 24 hours'),
  handed_off: z.int().describe('the conversation went to a human within 24 hours, answered or not'),
};

const Helpfulness = {
  helpful: z.int(),
  not_helpful: z.int(),
};

/** What the FAQ did in some days, today's numbers included. */
export const FaqAnalytics = z.object({
  from: z.iso.date(),
  to: z.iso.date(),
  ...counts,
  helpfulness: z.object({ ...Helpfulness, share: z.number().nullable().describe('helpful among both; null without any') }),
  cache_share: z.number().describe('of the answers, 0 to 1'),
  model_calls_avoided: z.int().describe('answers in an article’s own words or from the cache'),
  money_saved: z
    .object({
      amount: z.string().describe('model_calls_avoided times cost_per_call'),
      currency: z.literal('USD'),
      cost_per_call: z.string(),
      based_on: z.enum(['calls_in_range', 'calls_of_90_days', 'list_price', 'nothing']).describe('what cost_per_call is the mean of: the FAQ agent’s priced calls in the range, or of the 90 days before its end; or the price of 1,000 tokens in and 100 out of the model that would be asked'),
    })
    .describe('an estimate'),
  top: z.array(z.object({ id: z.uuid(), question: z.string(), locale: Locale, answered: z.int(), ...Helpfulness })).describe('articles that answered most; helpfulness is of all time'),
  unanswered: z.array(z.object({ id: z.uuid(), title: z.string(), locale: Locale, count: z.int() })).describe('open candidates asked for since the first day, with their count of all time'),
  by_day: z.array(z.object({ day: z.iso.date(), ...counts })).describe('every day of the range'),
  by_locale: z.array(z.object({ locale: Locale, ...counts })),
});
export type FaqAnalytics = z.infer<typeof FaqAnalytics>;

export const PopularFaqsQuery = z.object({ locale: Locale.optional(), limit: z.coerce.number().int().min(1).max(100).default(10) });
export type PopularFaqsQuery = z.infer<typeof PopularFaqsQuery>;

export const PopularFaqs = z.object({
  items: z.array(z.object({ id: z.uuid(), question: z.string(), locale: Locale, answered: z.int().describe('in the last 30 days') })),
});
export type PopularFaqs = z.infer<typeof PopularFaqs>;
