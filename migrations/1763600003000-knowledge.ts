import type { MigrationInterface, QueryRunner } from 'typeorm';
import { tenantTable } from './tenant-table.js';

/** FAQ articles and what contacts asked of them. */
export class Knowledge1763600003000 implements MigrationInterface {
  readonly name = 'Knowledge1763600003000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE faqs (
        tenant_id uuid NOT NULL REFERENCES tenants ON DELETE CASCADE,
        id uuid NOT NULL,
        external_id text,
        locale text NOT NULL CHECK (locale IN ('en', 'zh-TW', 'zh-CN')),
        question text NOT NULL,
        answer text NOT NULL,
        category text,
        keywords text[] NOT NULL DEFAULT '{}',
        paraphrases text[] NOT NULL DEFAULT '{}',
        status text NOT NULL DEFAULT 'published' CHECK (status IN ('draft', 'published', 'archived')),
        created_at timestamptz NOT NULL DEFAULT now(),
        updated_at timestamptz NOT NULL DEFAULT now(),
        PRIMARY KEY (tenant_id, id),
        UNIQUE (tenant_id, external_id, locale)
      );
      ${tenantTable('faqs', 'SELECT, INSERT, UPDATE, DELETE')}

      CREATE TABLE faq_queries (
        tenant_id uuid NOT NULL,
        id uuid NOT NULL,
        turn_id uuid NOT NULL,
        question text NOT NULL,
        locale text NOT NULL,
        outcome text NOT NULL CHECK (outcome IN ('answered', 'no_answer')),
        faq_id uuid,
        score real,
        from_cache boolean NOT NULL DEFAULT false,
        created_at timestamptz NOT NULL DEFAULT now(),
        PRIMARY KEY (id, tenant_id)
      );
      CREATE INDEX faq_queries_turn ON faq_queries (turn_id, tenant_id);
      ${tenantTable('faq_queries', 'SELECT, INSERT, DELETE')}
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE faq_queries, faqs');
  }
}
