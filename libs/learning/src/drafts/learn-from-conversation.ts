import type { LanguageModels } from '#libs/channels';
import { detectLocale } from '#libs/intents';
import { addDraft, answerFromArticles, maskPersonalData, type Draft, type FaqSearch } from '#libs/knowledge';
import type { Database, Transaction } from '#libs/persistence';
import { findAnswer } from './find-answer.js';
import { findQuestion } from './find-question.js';
import { readResolvedConversation, type ResolvedConversation, type Said } from './resolved-conversation.js';
import { writeDraft, type DraftText } from './write-draft.js';

export interface LearningParts {
  search: Pick<FaqSearch, 'search'>;
  models: Pick<LanguageModels, 'ask'>;
}

/** Why there is a draft or none. */
export type Learned = { outcome: 'drafted'; draft: Draft } | { outcome: 'no_human_answer' | 'no_question' | 'answered_already' | 'of_no_use' };

const LONGEST_QUESTION = 1_000;

/**
 * Proposes an article from what a human answered in a resolved conversation. The draft and the mark that
 * the conversation was learnt from are one transaction: neither is lost, and neither comes twice.
 */
export async function learnFromConversation(database: Database, parts: LearningParts, tenantId: string, conversationId: string): Promise<Learned['outcome'] | 'gone'> {
  const conversation = await database.inTenant(tenantId, (transaction) => readResolvedConversation(transaction, tenantId, conversationId));
  if (!conversation) return 'gone';
  const learned = await draftOf(parts, tenantId, conversationId, conversation);
  return database.inTenant(tenantId, (transaction) => settle(transaction, tenantId, conversationId, learned));
}

async function draftOf({ search, models }: LearningParts, tenantId: string, conversationId: string, { said, names, locale: known }: ResolvedConversation): Promise<Learned> {
  if (!said.some(({ by }) => by === 'human_agent')) return { outcome: 'no_human_answer' };
  const asked = findQuestion(said);
  if (!asked) return { outcome: 'no_question' };
  const found = textOf(asked, said, names);
  if (found.answer === '') return { outcome: 'no_human_answer' };
  const locale = known ?? detectLocale(asked.text, 'en');
  const answer = answerFromArticles(await search.search(tenantId, found.question, { locale, limit: 5 }));
  if (answer.kind === 'answer') return { outcome: 'answered_already' };
  const written = await writeDraft(models, { tenantId, conversationId, turnId: asked.turnId ?? conversationId, locale }, found);
  if (written.kind === 'of_no_use') return { outcome: 'of_no_use' };
  const [text, paraphrases] = written.kind === 'written' ? [written.text, [found.question]] : [found, []];
  return { outcome: 'drafted', draft: { locale, ...text, paraphrases, category: null, source: { conversation_id: conversationId } } };
}

function textOf(asked: Said, said: readonly Said[], names: readonly string[]): DraftText {
  const mask = (text: string): string => maskPersonalData(text, names);
  const replies = said.slice(said.indexOf(asked)).filter(({ by }) => by === 'human_agent');
  return {
    question: mask(asked.text).replace(/\s+/g, ' ').trim().slice(0, LONGEST_QUESTION).replace(/[\uD800-\uDBFF]$/, ''),
    answer: findAnswer(replies.map((reply) => ({ ...reply, text: mask(reply.text) }))),
  };
}

/** A conversation that gave no draft may give one after it was resolved again. */
async function settle(transaction: Transaction, tenantId: string, conversationId: string, learned: Learned): Promise<Learned['outcome'] | 'gone'> {
  const marked = await transaction.first(
    `INSERT INTO learned_conversations AS l (tenant_id, conversation_id, resolved_at, outcome)
     SELECT tenant_id, id, resolved_at, $3 FROM conversations WHERE tenant_id = $1 AND id = $2 AND resolved_at IS NOT NULL FOR KEY SHARE
     ON CONFLICT (conversation_id, tenant_id) DO UPDATE SET resolved_at = EXCLUDED.resolved_at, outcome = EXCLUDED.outcome, learned_at = now() WHERE l.outcome <> 'drafted'
     RETURNING 1`,
    [tenantId, conversationId, learned.outcome],
  );
  if (!marked) return 'gone';
  if (learned.outcome === 'drafted') {
    const { id } = await addDraft(transaction, tenantId, null, learned.draft);
    await transaction.query('UPDATE learned_conversations SET faq_id = $3 WHERE tenant_id = $1 AND conversation_id = $2', [tenantId, conversationId, id]);
  }
  return learned.outcome;
}
