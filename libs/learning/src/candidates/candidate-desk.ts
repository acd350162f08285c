import type { AcceptFaqCandidate, Faq, FaqCandidate, ListFaqCandidates, Locale, Page } from '#libs/contracts';
import { recordAudit } from '#libs/identity';
import { AppError, isUuid } from '#libs/kernel';
import { addDraft, type Writer } from '#libs/knowledge';
import type { Database, Transaction } from '#libs/persistence';
import type { CandidateStatus } from './cluster.js';
import { holdCandidates } from './hold-candidates.js';

interface CandidateRow {
  id: string;
  locale: Locale;
  title: string;
  examples: string[];
  question_count: number;
  status: CandidateStatus;
  faq_id: string | null;
  first_seen_at: Date;
  last_seen_at: Date;
}

const COLUMNS = 'id, locale, title, examples, question_count, status, faq_id, first_seen_at, last_seen_at';

/** Candidates for articles as those who write articles see them. */
export class CandidateDesk {
  constructor(private readonly database: Database) {}

  /** Those most asked for first. @throws AppError invalid_cursor */
  async list(tenantId: string, { status, locale, cursor, limit }: ListFaqCandidates): Promise<Page<FaqCandidate>> {
    const after = readCursor(cursor);
    const rows = await this.database.inTenant(tenantId, (transaction) =>
      transaction.queryAndCommit<CandidateRow & Record<string, unknown>>(
        `SELECT ${COLUMNS} FROM faq_candidates
         WHERE tenant_id = $1 AND ($2::text IS NULL OR status = $2) AND ($3::text IS NULL OR locale = $3)
           AND ($4::integer IS NULL OR (question_count, id) < ($4::integer, $5::uuid))
         ORDER BY question_count DESC, id DESC LIMIT $6`,
        [tenantId, status ?? null, locale ?? null, after?.count ?? null, after?.id ?? null, limit + 1],
      ),
    );
    const page = rows.slice(0, limit);
    const last = page.at(-1);
    return { items: page.map(toCandidate), next_cursor: rows.length > limit && last ? Buffer.from(`${last.question_count}|${last.id}`).toString('base64url') : null };
  }

  /** Makes a draft of a candidate. @throws AppError not_found, candidate_decided */
  accept(tenantId: string, writer: Writer, id: string, given: AcceptFaqCandidate): Promise<Faq> {
    return this.database.inTenant(tenantId, async (transaction) => {
      const candidate = await openCandidate(transaction, tenantId, id);
      const question = given.question ?? candidate.title;
      const faq = await addDraft(transaction, tenantId, writer, {
        locale: candidate.locale,
        question,
        answer: given.answer ?? '',
        paraphrases: candidate.examples.filter((example) => example !== question),
        category: given.category ?? null,
        source: { candidate_id: id },
      });
      await decide(transaction, tenantId, writer, candidate, 'accepted', faq.id);
      return faq;
    });
  }

  /** What is asked like it later is counted to it, and makes no new candidate. @throws AppError not_found, candidate_decided */
  dismiss(tenantId: string, writer: Writer, id: string): Promise<FaqCandidate> {
    return this.database.inTenant(tenantId, async (transaction) => {
      const candidate = await openCandidate(transaction, tenantId, id);
      return toCandidate(await decide(transaction, tenantId, writer, candidate, 'dismissed', null));
    });
  }
}

async function openCandidate(transaction: Transaction, tenantId: string, id: string): Promise<CandidateRow> {
  await holdCandidates(transaction, tenantId);
  const row = await transaction.first<CandidateRow & Record<string, unknown>>(`SELECT ${COLUMNS} FROM faq_candidates WHERE tenant_id = $1 AND id = $2`, [tenantId, id]);
  if (!row) throw new AppError('not_found', 'There is no such candidate');
  if (row.status !== 'new') throw new AppError('candidate_decided', `The candidate is ${row.status}`);
  return row;
}

async function decide(transaction: Transaction, tenantId: string, writer: Writer, { id, title }: CandidateRow, status: 'accepted' | 'dismissed', faqId: string | null): Promise<CandidateRow> {
  await recordAudit(transaction, tenantId, writer, { action: `faq_candidate.${status}`, subjectKind: 'faq_candidate', subjectId: id, detail: { title, ...(faqId !== null && { faq_id: faqId }) } });
  const row = await transaction.first<CandidateRow & Record<string, unknown>>(`UPDATE faq_candidates SET status = $3, faq_id = $4 WHERE tenant_id = $1 AND id = $2 RETURNING ${COLUMNS}`, [tenantId, id, status, faqId]);
  return row!;
}

const toCandidate = ({ first_seen_at, last_seen_at, question_count, ...row }: CandidateRow): FaqCandidate => ({
  ...row,
  count: question_count,
  first_seen_at: first_seen_at.toISOString(),
  last_seen_at: last_seen_at.toISOString(),
});

function readCursor(cursor: string | undefined): { count: number; id: string } | null {
  if (cursor === undefined) return null;
  const [count = '', id = ''] = Buffer.from(cursor, 'base64url').toString('utf8').split('|');
  if (!/^\d{1,9}$/.test(count) || !isUuid(id)) throw new AppError('invalid_cursor');
  return { count: Number(count), id };
}
