import { recordAudit } from '#libs/identity';
import type { Faq, FaqSource, Locale } from '#libs/contracts';
import { newId } from '#libs/kernel';
import type { Transaction } from '#libs/persistence';
import { toFaq } from './article-row.js';
import { addArticles, holdArticles, readArticle, type Writer } from './article-writes.js';

/** An article that the platform proposes; `answer` may be empty until somebody writes it. */
export interface Draft {
  locale: Locale;
  question: string;
  answer: string;
  paraphrases: string[];
  category: string | null;
  source: FaqSource;
}

/** Adds a draft in the caller's transaction. No search finds it, so no index has to learn of it. */
export async function addDraft(transaction: Transaction, tenantId: string, writer: Writer, { source, ...content }: Draft): Promise<Faq> {
  const id = newId();
  await holdArticles(transaction, tenantId);
  await addArticles(transaction, tenantId, writer, [{ id, external_id: null, keywords: [], status: 'draft', valid_from: null, valid_to: null, ...content }]);
  await transaction.query('UPDATE faqs SET source = $3 WHERE tenant_id = $1 AND id = $2', [tenantId, id, JSON.stringify(source)]);
  await recordAudit(transaction, tenantId, writer, { action: 'faq.drafted', subjectKind: 'faq', subjectId: id, detail: { locale: content.locale, question: content.question, source } });
  return toFaq(await readArticle(transaction, tenantId, id));
}
