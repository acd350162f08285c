import type { MigrationInterface, QueryRunner } from 'typeorm';
import { tenantTable } from './tenant-table.js';

/** What tenants teach the intent classifier, and the models that came of it. */
export class IntentLearning1763900100000 implements MigrationInterface {
  readonly name = 'IntentLearning1763900100000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE intent_examples (
        tenant_id uuid NOT NULL REFERENCES tenants ON DELETE CASCADE,
        id uuid NOT NULL,
        -- The wording without what makes no other wording: the last word on one stands.
        key text NOT NULL,
        text text NOT NULL,
        intent text NOT NULL,
        locale text NOT NULL,
        source text NOT NULL CHECK (source IN ('added', 'correction')),
        split text NOT NULL CHECK (split IN ('train', 'calibration', 'test')),
        created_at timestamptz NOT NULL DEFAULT clock_timestamp(),
        updated_at timestamptz NOT NULL DEFAULT clock_timestamp(),
        PRIMARY KEY (tenant_id, id),
        UNIQUE (tenant_id, key)
      );
      CREATE INDEX intent_examples_newest ON intent_examples (tenant_id, created_at DESC, id DESC);
      ${tenantTable('intent_examples', 'SELECT, INSERT, UPDATE, DELETE')}

      -- One row of a tenant that ever taught something: what every process compares with what it knows.
      CREATE TABLE intent_learning (
        tenant_id uuid PRIMARY KEY REFERENCES tenants ON DELETE CASCADE,
        -- Rises with every change of the examples.
        revision bigint NOT NULL DEFAULT 0,
        -- Of the first change that was not trained on.
        changed_at timestamptz NOT NULL DEFAULT clock_timestamp(),
        -- What was last trained on: the examples and the shipped model.
        trained_revision bigint NOT NULL DEFAULT 0,
        trained_base text,
        -- Null: the shipped model.
        active_version text,
        requested boolean NOT NULL DEFAULT false,
        leased_until timestamptz
      );
      ${tenantTable('intent_learning', 'SELECT, INSERT, UPDATE', 'SELECT')}

      CREATE TABLE intent_models (
        tenant_id uuid NOT NULL REFERENCES tenants ON DELETE CASCADE,
        version text NOT NULL,
        -- The shipped model of the platform that trained it: weights mean nothing to another's features.
        base_version text NOT NULL,
        status text NOT NULL CHECK (status IN ('candidate', 'active', 'rejected', 'retired')),
        reason text,
        metrics jsonb NOT NULL,
        examples jsonb NOT NULL,
        -- Null: a rejected one is never used.
        model bytea,
        created_at timestamptz NOT NULL DEFAULT clock_timestamp(),
        activated_at timestamptz,
        PRIMARY KEY (tenant_id, version)
      );
      CREATE UNIQUE INDEX intent_models_active ON intent_models (tenant_id) WHERE status = 'active';
      ALTER TABLE intent_models ALTER COLUMN model SET STORAGE EXTERNAL;
      ${tenantTable('intent_models', 'SELECT, INSERT, UPDATE, DELETE')}
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE intent_models, intent_learning, intent_examples');
  }
}
