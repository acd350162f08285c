import type { Locale } from '#libs/contracts';
import { answerFromArticles, type FaqSearch } from '#libs/knowledge';
import type { Database, Transaction } from '#libs/persistence';
import type { AskedQuestion } from './cluster.js';
import { dropRarest, readClusters, writeClusters } from './cluster-rows.js';
import { ClusterSet } from './cluster-set.js';
import { holdCandidates } from './hold-candidates.js';
import { saysEnough, wordsOf } from './question-words.js';

/** Questions taken up in one transaction. */
const BATCH = 200;
/** Tenants taken up in one run of the job; the next run takes the others. */
const TENANTS = 100;

interface PendingRow {
  id: string;
  question: string;
  locale: Locale;
  created_at: Date;
}

/**
 * Counts the unanswered questions that came since the last time to candidates for articles. What was
 * committed is not counted again.
 * @returns how many questions were looked at
 */
export async function gatherQuestions(database: Database, search: Pick<FaqSearch, 'search'>): Promise<number> {
  const tenants = await database.asSystem((transaction) =>
    transaction.queryAndCommit<{ tenant_id: string }>(`SELECT tenant_id FROM faq_queries WHERE outcome = 'no_answer' AND NOT gathered GROUP BY tenant_id ORDER BY min(created_at) LIMIT ${TENANTS}`),
  );
  let looked = 0;
  for (const { tenant_id: tenantId } of tenants) {
    for (let batch = BATCH; batch === BATCH; looked += batch) batch = await gatherBatch(database, search, tenantId);
  }
  return looked;
}

async function gatherBatch(database: Database, search: Pick<FaqSearch, 'search'>, tenantId: string): Promise<number> {
  const waiting = await database.inTenant(tenantId, (transaction) => readPending(transaction, tenantId));
  const gaps = new Set<string>();
  for (const question of waiting) if (await isGap(search, tenantId, question)) gaps.add(question.id);
  await database.inTenant(tenantId, async (transaction) => {
    await holdCandidates(transaction, tenantId);
    const pending = await readPending(transaction, tenantId);
    await place(transaction, tenantId, pending.filter(({ id }) => gaps.has(id)));
    const none = waiting.filter(({ id }) => !gaps.has(id)).map(({ id }) => ({ id, candidate: null }));
    await markGathered(transaction, tenantId, none);
  });
  return waiting.length;
}

/** Not when it says next to nothing, nor when by now an article answers it. */
async function isGap(search: Pick<FaqSearch, 'search'>, tenantId: string, { question, locale }: AskedQuestion): Promise<boolean> {
  if (!saysEnough(wordsOf(question))) return false;
  return answerFromArticles(await search.search(tenantId, question, { locale, limit: 5 })).kind === 'none';
}

async function place(transaction: Transaction, tenantId: string, questions: readonly AskedQuestion[]): Promise<void> {
  for (const locale of new Set(questions.map((question) => question.locale))) {
    const clusters = new ClusterSet(await readClusters(transaction, tenantId, locale));
    const placed = questions.filter((question) => question.locale === locale).map((question) => ({ id: question.id, candidate: clusters.place(question).id }));
    await writeClusters(transaction, tenantId, clusters.changed);
    await markGathered(transaction, tenantId, placed);
    await dropRarest(transaction, tenantId, locale);
  }
}

async function readPending(transaction: Transaction, tenantId: string): Promise<AskedQuestion[]> {
  const rows = await transaction.query<PendingRow & Record<string, unknown>>(
    `SELECT id, question, locale, created_at FROM faq_queries
     WHERE tenant_id = $1 AND outcome = 'no_answer' AND NOT gathered ORDER BY created_at, id LIMIT ${BATCH}`,
    [tenantId],
  );
  return rows.map(({ created_at, ...row }) => ({ ...row, askedAt: created_at }));
}

const markGathered = (transaction: Transaction, tenantId: string, placed: readonly { id: string; candidate: string | null }[]): Promise<unknown> =>
  transaction.query(
    `UPDATE faq_queries q SET gathered = true, candidate_id = given.candidate
     FROM unnest($2::uuid[], $3::uuid[]) AS given (id, candidate) WHERE q.tenant_id = $1 AND q.id = given.id`,
    [tenantId, placed.map(({ id }) => id), placed.map(({ candidate }) => candidate)],
  );
