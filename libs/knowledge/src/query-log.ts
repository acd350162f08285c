import { newId } from '#libs/kernel';
import type { Statement } from '#libs/persistence';
import { normaliseQuestion } from './answers/normalise-question.js';
import { MASKS, maskPersonalData } from './text/mask-personal-data.js';
import { MAX_QUESTION_CHARACTERS } from './text/read-question.js';
import type { Locale } from './types.js';

/** Whose words the answer is in: the article's own, a model's, or either's from the cache. */
export type AnsweredBy = 'article' | 'model' | 'cache';

/** What a turn asked of the FAQ and what came of it. */
export interface FaqQuery {
  turnId: string;
  conversationId: string;
  question: string;
  locale: Locale;
  /** Null: there was no answer. */
  answeredBy: AnsweredBy | null;
  /** Asked before: nobody had to write it, or to find that nothing answers. */
  fromCache: boolean;
  /** The articles the answer is from, the first one foremost. */
  articleIds: readonly string[];
  /** Of the first, or of the nearest when none answered. */
  score: number | null;
}

const LOG_QUERY: Statement = {
  name: 'faq-query-insert',
  text: `INSERT INTO faq_queries (tenant_id, id, turn_id, conversation_id, question, normalised, locale, answered_by, outcome, faq_id, score, cited, from_cache)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)`,
};

/** The statement that logs a query, for the transaction that ends its turn. What is logged tells nobody's personal data. */
export function faqQueryLog(tenantId: string, query: FaqQuery): { statement: Statement; values: unknown[] } {
  const question = maskPersonalData(beginningOf(query.question));
  return {
    statement: LOG_QUERY,
    values: [
      tenantId, newId(), query.turnId, query.conversationId, question, asCounted(question), query.locale, query.answeredBy,
      query.answeredBy === null ? 'no_answer' : 'answered', query.articleIds[0] ?? null, query.score, query.articleIds, query.fromCache,
    ],
  };
}

/** The same for wordings that differ only in what changes no answer. In UTF-16 code units at most as long as an index takes. */
const asCounted = (masked: string): string => normaliseQuestion(MASKS.reduce((text, mask) => text.replaceAll(mask, ' '), masked)).slice(0, 300).replace(/[\uD800-\uDBFF]$/, '');

/** No half of a surrogate pair at its end. */
const beginningOf = (text: string): string => text.slice(0, MAX_QUESTION_CHARACTERS).replace(/[\uD800-\uDBFF]$/, '');
