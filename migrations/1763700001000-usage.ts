import type { MigrationInterface, QueryRunner } from 'typeorm';
import { tenantTable } from './tenant-table.js';

/** What model calls cost: one row per call with its routing receipt, sums per day, prices and budgets. */
export class Usage1763700001000 implements MigrationInterface {
  readonly name = 'Usage1763700001000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DROP TABLE api_usage;
      CREATE TABLE api_usage (
        tenant_id uuid NOT NULL REFERENCES tenants ON DELETE CASCADE,
        id uuid NOT NULL,
        source text NOT NULL CHECK (source IN ('agent', 'relay', 'probe', 'test')),
        task text NOT NULL,
        agent_type text,
        conversation_id uuid,
        turn_id uuid,
        virtual_key_id uuid,
        channel_id uuid,
        provider text NOT NULL,
        requested_model text NOT NULL,
        model text NOT NULL,
        input_tokens integer NOT NULL DEFAULT 0,
        output_tokens integer NOT NULL DEFAULT 0,
        cache_read_tokens integer NOT NULL DEFAULT 0,
        cache_write_tokens integer NOT NULL DEFAULT 0,
        estimated boolean NOT NULL DEFAULT false,
        cost numeric(20, 10) NOT NULL DEFAULT 0,
        -- False: no price was known for the model, and the cost stands at zero.
        priced boolean NOT NULL DEFAULT true,
        latency_ms integer NOT NULL DEFAULT 0,
        first_token_ms integer,
        -- open: under way, or its process died (then it becomes interrupted).
        outcome text NOT NULL CHECK (outcome IN ('open', 'completed', 'failed', 'broken', 'cancelled', 'interrupted')),
        error_code text,
        -- The routing receipt: every channel tried, in order.
        attempts jsonb NOT NULL DEFAULT '[]',
        created_at timestamptz NOT NULL DEFAULT now(),
        settled_at timestamptz,
        PRIMARY KEY (id, tenant_id)
      );
      CREATE INDEX api_usage_recent ON api_usage (tenant_id, created_at DESC, id DESC);
      CREATE INDEX api_usage_turn ON api_usage (turn_id, tenant_id) WHERE turn_id IS NOT NULL;
      CREATE INDEX api_usage_conversation ON api_usage (conversation_id, tenant_id) WHERE conversation_id IS NOT NULL;
      CREATE INDEX api_usage_open ON api_usage (created_at) WHERE outcome = 'open';
      ${tenantTable('api_usage', 'SELECT, INSERT, UPDATE', 'SELECT, UPDATE')}

      -- The nil UUID and '' stand for "none", so that they can be part of the key.
      CREATE TABLE usage_daily (
        tenant_id uuid NOT NULL REFERENCES tenants ON DELETE CASCADE,
        day date NOT NULL,
        source text NOT NULL,
        agent_type text NOT NULL DEFAULT '',
        provider text NOT NULL,
        model text NOT NULL,
        channel_id uuid NOT NULL DEFAULT '00000000-0000-0000-0000-000000000000',
        virtual_key_id uuid NOT NULL DEFAULT '00000000-0000-0000-0000-000000000000',
        calls bigint NOT NULL,
        failed_calls bigint NOT NULL,
        estimated_calls bigint NOT NULL,
        unpriced_calls bigint NOT NULL,
        input_tokens numeric(30, 0) NOT NULL,
        output_tokens numeric(30, 0) NOT NULL,
        cache_read_tokens numeric(30, 0) NOT NULL,
        cache_write_tokens numeric(30, 0) NOT NULL,
        cost numeric(30, 10) NOT NULL,
        latency_ms numeric(30, 0) NOT NULL,
        PRIMARY KEY (tenant_id, day, source, agent_type, provider, model, channel_id, virtual_key_id)
      ) WITH (fillfactor = 50);
      ${tenantTable('usage_daily', 'SELECT, INSERT, UPDATE', 'SELECT, INSERT, UPDATE')}

      -- What a model answered in a turn, so that a turn delivered again does not ask, and pay, again.
      CREATE TABLE turn_steps (
        tenant_id uuid NOT NULL REFERENCES tenants ON DELETE CASCADE,
        id uuid NOT NULL,
        turn_id uuid NOT NULL,
        answer jsonb NOT NULL,
        created_at timestamptz NOT NULL DEFAULT now(),
        PRIMARY KEY (id, tenant_id)
      );
      CREATE INDEX turn_steps_age ON turn_steps USING brin (created_at);
      ${tenantTable('turn_steps', 'SELECT, INSERT, DELETE', 'SELECT, DELETE')}

      -- A tenant's own prices, in US dollars per million tokens; they win over data/model-prices.json.
      CREATE TABLE model_prices (
        tenant_id uuid NOT NULL REFERENCES tenants ON DELETE CASCADE,
        model text NOT NULL,
        input numeric(20, 10) NOT NULL CHECK (input >= 0),
        output numeric(20, 10) NOT NULL CHECK (output >= 0),
        cache_read numeric(20, 10) CHECK (cache_read >= 0),
        cache_write numeric(20, 10) CHECK (cache_write >= 0),
        updated_at timestamptz NOT NULL DEFAULT now(),
        PRIMARY KEY (tenant_id, model)
      );
      ${tenantTable('model_prices', 'SELECT, INSERT, UPDATE, DELETE')}

      CREATE TABLE budgets (
        tenant_id uuid NOT NULL REFERENCES tenants ON DELETE CASCADE,
        id uuid NOT NULL,
        -- conversation without a subject: each conversation for itself.
        scope text NOT NULL CHECK (scope IN ('tenant', 'virtual_key', 'conversation')),
        subject_id uuid,
        period text NOT NULL CHECK (period IN ('day', 'month', 'total')),
        amount numeric(20, 10) NOT NULL CHECK (amount > 0),
        -- From 100 % to here the cheapest model answers; beyond it no model does.
        hard_limit_percent integer NOT NULL DEFAULT 120 CHECK (hard_limit_percent BETWEEN 100 AND 1000),
        warned_on date,
        exhausted_on date,
        created_at timestamptz NOT NULL DEFAULT now(),
        updated_at timestamptz NOT NULL DEFAULT now(),
        PRIMARY KEY (id, tenant_id),
        CHECK (scope <> 'tenant' OR subject_id IS NULL),
        CHECK (scope <> 'virtual_key' OR subject_id IS NOT NULL),
        CHECK (scope <> 'conversation' OR period = 'total')
      );
      CREATE UNIQUE INDEX budgets_subject ON budgets (tenant_id, scope, COALESCE(subject_id, '00000000-0000-0000-0000-000000000000'), period);
      ${tenantTable('budgets', 'SELECT, INSERT, UPDATE, DELETE')}
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DROP TABLE budgets, model_prices, turn_steps, usage_daily, api_usage;
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
}
