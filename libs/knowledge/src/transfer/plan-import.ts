import { newId } from '#libs/kernel';
import type { Transaction } from '#libs/persistence';
import { CONTENT_COLUMNS, contentOf, saysTheSame, type ArticleContent, type ContentRow } from '../articles/article-row.js';
import type { IdentifiedContent } from '../articles/article-writes.js';
import { keyOf, type ReadRow, type RowError } from './read-rows.js';

/** What is to be done with some rows. */
export interface ImportPlan {
  add: IdentifiedContent[];
  change: IdentifiedContent[];
  unchanged: number;
  errors: RowError[];
}

type Stored = ContentRow & { id: string };

/** Compares rows with the articles that are there. */
export async function planImport(transaction: Transaction, tenantId: string, rows: readonly ReadRow[]): Promise<ImportPlan> {
  const stored = await storedByKey(transaction, tenantId, rows);
  const plan: ImportPlan = { add: [], change: [], unchanged: 0, errors: [] };
  for (const row of rows) {
    const there = stored.get(row.key);
    const before = there ? contentOf(there) : emptyArticle(row);
    const content = bringInLine(before, row);
    const problem = validTimeProblem(content, row);
    if (problem) plan.errors.push(problem);
    else if (!there) plan.add.push({ id: newId(), ...content });
    else if (saysTheSame(before, content)) plan.unchanged += 1;
    else plan.change.push({ id: there.id, ...content });
  }
  return plan;
}

async function storedByKey(transaction: Transaction, tenantId: string, rows: readonly ReadRow[]): Promise<Map<string, Stored>> {
  const named = rows.flatMap(({ faq }) => faq.external_id ?? []);
  const unnamed = rows.flatMap(({ faq }) => (faq.external_id ? [] : [faq.question]));
  // Of several articles with one question the oldest comes last, and is the one that is meant.
  const found = await transaction.query<Stored>(
    `SELECT id, ${CONTENT_COLUMNS} FROM faqs
     WHERE tenant_id = $1 AND (external_id = ANY($2) OR (external_id IS NULL AND question = ANY($3))) ORDER BY created_at DESC, id DESC`,
    [tenantId, named, unnamed],
  );
  return new Map(found.map((row) => [keyOf(row), row]));
}

const emptyArticle = ({ faq: { locale, question, answer } }: ReadRow): ArticleContent => ({
  external_id: null,
  locale,
  question,
  answer,
  category: null,
  keywords: [],
  paraphrases: [],
  status: 'published',
  valid_from: null,
  valid_to: null,
});

/** What the row leaves out stays as it was. */
const bringInLine = (before: ArticleContent, { faq }: ReadRow): ArticleContent => ({
  external_id: faq.external_id ?? before.external_id,
  locale: faq.locale,
  question: faq.question,
  answer: faq.answer,
  category: faq.category === undefined ? before.category : faq.category,
  keywords: faq.keywords === undefined ? before.keywords : (faq.keywords ?? []),
  paraphrases: faq.paraphrases === undefined ? before.paraphrases : (faq.paraphrases ?? []),
  status: faq.status ?? before.status,
  valid_from: faq.valid_from === undefined ? before.valid_from : faq.valid_from,
  valid_to: faq.valid_to === undefined ? before.valid_to : faq.valid_to,
});

/** A row may give one end only, which need not go with the other one that is there. */
function validTimeProblem({ valid_from, valid_to, external_id }: ArticleContent, { row }: ReadRow): RowError | null {
  if (!valid_from || !valid_to || Date.parse(valid_to) > Date.parse(valid_from)) return null;
  return { row, external_id, field: 'valid_to', message: 'must be after valid_from' };
}
