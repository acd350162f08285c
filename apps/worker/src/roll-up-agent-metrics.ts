import type { Database } from '#libs/persistence';

/**
 * Counts the turns of this hour and the last one per tenant and agent. Repeating it gives the same
 * rows, so a missed or doubled run does no harm.
 */
export async function rollUpAgentMetrics(database: Database): Promise<void> {
  await database.asSystem((transaction) =>
    transaction.queryAndCommit(`
      INSERT INTO agent_metrics (tenant_id, hour, agent_type, turns, answered, handed_off, from_cache, latency_ms_sum, latency_ms_p50, latency_ms_p95)
      SELECT tenant_id, date_trunc('hour', ended_at), COALESCE(agent_type, 'human'), count(*),
        count(*) FILTER (WHERE state = 'answered'), count(*) FILTER (WHERE state = 'handed_off'), count(*) FILTER (WHERE from_cache),
        sum(latency), percentile_cont(0.5) WITHIN GROUP (ORDER BY latency), percentile_cont(0.95) WITHIN GROUP (ORDER BY latency)
      FROM (SELECT *, extract(epoch FROM ended_at - created_at) * 1000 AS latency FROM turns
            WHERE ended_at >= date_trunc('hour', now()) - interval '1 hour') recent
      GROUP BY 1, 2, 3
      ON CONFLICT (tenant_id, hour, agent_type) DO UPDATE SET
        turns = EXCLUDED.turns, answered = EXCLUDED.answered, handed_off = EXCLUDED.handed_off, from_cache = EXCLUDED.from_cache,
        latency_ms_sum = EXCLUDED.latency_ms_sum, latency_ms_p50 = EXCLUDED.latency_ms_p50, latency_ms_p95 = EXCLUDED.latency_ms_p95`),
  );
}
