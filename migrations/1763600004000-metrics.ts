import type { MigrationInterface, QueryRunner } from 'typeorm';
import { tenantTable } from './tenant-table.js';

/** Roll-ups of turns per agent, and usage of language models. */
export class Metrics1763600004000 implements MigrationInterface {
  readonly name = 'Metrics1763600004000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE agent_metrics (
        tenant_id uuid NOT NULL REFERENCES tenants ON DELETE CASCADE,
        hour timestamptz NOT NULL,
        agent_type text NOT NULL,
        turns integer NOT NULL,
        answered integer NOT NULL,
        handed_off integer NOT NULL,
        from_cache integer NOT NULL,
        latency_ms_sum double precision NOT NULL,
        latency_ms_p50 double precision NOT NULL,
        latency_ms_p95 double precision NOT NULL,
        PRIMARY KEY (tenant_id, hour, agent_type)
      );
      ${tenantTable('agent_metrics', 'SELECT', 'SELECT, INSERT, UPDATE')}

      CREATE TABLE api_usage (
        tenant_id uuid NOT NULL REFERENCES tenants ON DELETE CASCADE,
        id uuid NOT NULL,
        agent_type text,
        task text NOT NULL,
        conversation_id uuid,
        turn_id uuid,
        channel_id uuid,
        provider text NOT NULL,
        model text NOT NULL,
        input_tokens integer NOT NULL DEFAULT 0,
        output_tokens integer NOT NULL DEFAULT 0,
        cache_read_tokens integer NOT NULL DEFAULT 0,
        cache_write_tokens integer NOT NULL DEFAULT 0,
        cost numeric(20, 10) NOT NULL DEFAULT 0,
        latency_ms integer NOT NULL,
        first_token_ms integer,
        outcome text NOT NULL,
        created_at timestamptz NOT NULL DEFAULT now(),
        PRIMARY KEY (tenant_id, id)
      );
      CREATE INDEX api_usage_recent ON api_usage (tenant_id, created_at);
      CREATE INDEX api_usage_turn ON api_usage (tenant_id, turn_id);
      ${tenantTable('api_usage', 'SELECT, INSERT')}
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE api_usage, agent_metrics');
  }
}
