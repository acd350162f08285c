import type { Locale } from '#libs/contracts';
import { recordAudit } from '#libs/identity';
import { answerFromArticles, type ArticleStore, type FaqSearch } from '#libs/knowledge';
import type { Database } from '#libs/persistence';
import { holdCandidates } from './hold-candidates.js';

/** What searching for answers needs. */
export interface AnswerSearch {
  search: Pick<FaqSearch, 'search'>;
  articles: Pick<ArticleStore, 'version'>;
}

interface OpenRow {
  id: string;
  locale: Locale;
  title: string;
  examples: string[];
}

/** Examples of a candidate that are searched for. */
const TRIED = 5;
const BATCH = 200;

/**
 * Closes the candidates that an article answers by now. Those that were searched for among the very
 * same articles before are left alone.
 * @returns how many were closed
 */
export async function closeAnswered(database: Database, parts: AnswerSearch): Promise<number> {
  const tenants = await database.asSystem((transaction) =>
    transaction.queryAndCommit<{ tenant_id: string }>(`SELECT DISTINCT tenant_id FROM faq_candidates WHERE status IN ('new', 'accepted') ORDER BY tenant_id`),
  );
  let closed = 0;
  for (const { tenant_id: tenantId } of tenants) closed += await closeOfTenant(database, parts, tenantId);
  return closed;
}

async function closeOfTenant(database: Database, { search, articles }: AnswerSearch, tenantId: string): Promise<number> {
  const version = await articles.version(tenantId);
  let closed = 0;
  for (;;) {
    const open = await database.inTenant(tenantId, (transaction) =>
      transaction.queryAndCommit<OpenRow & Record<string, unknown>>(
        `SELECT id, locale, title, examples FROM faq_candidates WHERE tenant_id = $1 AND status IN ('new', 'accepted') AND checked_version <> $2 ORDER BY id LIMIT ${BATCH}`,
        [tenantId, version],
      ),
    );
    for (const candidate of open) {
      const articleId = await answerOf(search, tenantId, candidate);
      await settle(database, tenantId, candidate, version, articleId);
      if (articleId !== null) closed += 1;
    }
    if (open.length < BATCH) return closed;
  }
}

/** The article that surely answers most of the candidate's wordings, if there is one. */
async function answerOf(search: Pick<FaqSearch, 'search'>, tenantId: string, { locale, title, examples }: OpenRow): Promise<string | null> {
  const wordings = [...new Set([title, ...examples])].slice(0, TRIED);
  const answers = new Map<string, number>();
  for (const wording of wordings) {
    const answer = answerFromArticles(await search.search(tenantId, wording, { locale, limit: 5 }));
    if (answer.kind === 'answer') answers.set(answer.hit.article.id, (answers.get(answer.hit.article.id) ?? 0) + 1);
  }
  const [best] = [...answers].sort(([, a], [, b]) => b - a);
  return best && best[1] * 2 > wordings.length ? best[0] : null;
}

async function settle(database: Database, tenantId: string, { id, title }: OpenRow, version: string, articleId: string | null): Promise<void> {
  await database.inTenant(tenantId, async (transaction) => {
    await holdCandidates(transaction, tenantId);
    const row = await transaction.first(
      `UPDATE faq_candidates SET checked_version = $3, status = CASE WHEN $4::uuid IS NULL THEN status ELSE 'closed' END, faq_id = COALESCE($4, faq_id)
       WHERE tenant_id = $1 AND id = $2 AND status IN ('new', 'accepted') RETURNING id`,
      [tenantId, id, version, articleId],
    );
    if (row && articleId !== null) await recordAudit(transaction, tenantId, null, { action: 'faq_candidate.closed', subjectKind: 'faq_candidate', subjectId: id, detail: { title, faq_id: articleId } });
  });
}
