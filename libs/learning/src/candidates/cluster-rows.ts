import type { Locale } from '#libs/contracts';
import type { Transaction } from '#libs/persistence';
import type { CandidateStatus, Cluster } from './cluster.js';

/** Clusters of one tenant and locale that are kept; of what nobody decided about, the rarest and oldest go. */
export const MOST_CLUSTERS = 500;

interface ClusterRow {
  id: string;
  locale: Locale;
  title: string;
  examples: string[];
  tokens: Record<string, number>;
  question_count: number;
  status: CandidateStatus;
  first_seen_at: Date;
  last_seen_at: Date;
}

/** What questions of the locale can be counted to: closed ones cannot, as their article did not answer. */
export async function readClusters(transaction: Transaction, tenantId: string, locale: Locale): Promise<Cluster[]> {
  const rows = await transaction.query<ClusterRow & Record<string, unknown>>(
    `SELECT id, locale, title, examples, tokens, question_count, status, first_seen_at, last_seen_at FROM faq_candidates
     WHERE tenant_id = $1 AND locale = $2 AND status <> 'closed' ORDER BY created_at, id`,
    [tenantId, locale],
  );
  return rows.map((row) => ({
    id: row.id,
    locale: row.locale,
    title: row.title,
    examples: row.examples,
    words: new Map(Object.entries(row.tokens)),
    questions: row.question_count,
    status: row.status,
    firstSeenAt: row.first_seen_at,
    lastSeenAt: row.last_seen_at,
  }));
}

export async function writeClusters(transaction: Transaction, tenantId: string, clusters: Iterable<Cluster>): Promise<void> {
  const rows = [...clusters].map((cluster) => ({
    id: cluster.id,
    locale: cluster.locale,
    title: cluster.title,
    examples: cluster.examples,
    tokens: Object.fromEntries(cluster.words),
    question_count: cluster.questions,
    first_seen_at: cluster.firstSeenAt,
    last_seen_at: cluster.lastSeenAt,
  }));
  await transaction.query(
    `INSERT INTO faq_candidates (tenant_id, id, locale, title, examples, tokens, question_count, first_seen_at, last_seen_at)
     SELECT $1, id, locale, title, examples, tokens, question_count, first_seen_at, last_seen_at
     FROM jsonb_to_recordset($2::jsonb) AS given (id uuid, locale text, title text, examples text[], tokens jsonb, question_count integer, first_seen_at timestamptz, last_seen_at timestamptz)
     ON CONFLICT (tenant_id, id) DO UPDATE SET title = EXCLUDED.title, examples = EXCLUDED.examples, tokens = EXCLUDED.tokens,
       question_count = EXCLUDED.question_count, first_seen_at = EXCLUDED.first_seen_at, last_seen_at = EXCLUDED.last_seen_at`,
    [tenantId, JSON.stringify(rows)],
  );
}

export const dropRarest = (transaction: Transaction, tenantId: string, locale: Locale): Promise<unknown> =>
  transaction.query(
    `DELETE FROM faq_candidates WHERE tenant_id = $1 AND id IN (
       SELECT id FROM faq_candidates WHERE tenant_id = $1 AND locale = $2 AND status = 'new'
       ORDER BY question_count DESC, last_seen_at DESC, id DESC OFFSET ${MOST_CLUSTERS})`,
    [tenantId, locale],
  );
