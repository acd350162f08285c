/** A conversation that goes to a human so soon after an answer was not spared it. */
const HANDOFF_WINDOW = `interval '24 hours'`;

const DAY = `(q.created_at AT TIME ZONE 'UTC')::date`;

const HANDED_OFF = `EXISTS (SELECT FROM turns t WHERE t.conversation_id = q.conversation_id AND t.tenant_id = q.tenant_id AND t.state = 'handed_off'
    AND t.ended_at >= q.created_at AND t.ended_at < q.created_at + ${HANDOFF_WINDOW})`;

/** Sums of logged queries `q` by tenant, day and locale. @param where which queries */
export const sumsOfQueries = (where: string): string => `
  SELECT q.tenant_id, ${DAY} AS day, q.locale, count(*) AS volume,
    count(*) FILTER (WHERE q.answered_by = 'article') AS by_article, count(*) FILTER (WHERE q.answered_by = 'model') AS by_model,
    count(*) FILTER (WHERE q.answered_by = 'cache') AS by_cache,
    count(*) FILTER (WHERE q.outcome = 'answered' AND NOT q.handed_off) AS deflected, count(*) FILTER (WHERE q.handed_off) AS handed_off
  FROM (SELECT q.*, ${HANDED_OFF} AS handed_off FROM faq_queries q WHERE ${where}) q GROUP BY 1, 2, 3`;

/** How often each article was an answer's source, by tenant, day and locale. */
export const sourcesOfQueries = (where: string): string => `
  SELECT q.tenant_id, ${DAY} AS day, q.locale, cited.faq_id, count(*) AS answered
  FROM faq_queries q, unnest(q.cited) AS cited (faq_id) WHERE q.outcome = 'answered' AND ${where} GROUP BY 1, 2, 3, 4`;
