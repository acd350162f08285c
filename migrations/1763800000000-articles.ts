import type { MigrationInterface, QueryRunner } from 'typeorm';
import { tenantTable } from './tenant-table.js';

/** Articles with versions, a time of validity, and what contacts thought of them. */
export class Articles1763800000000 implements MigrationInterface {
  readonly name = 'Articles1763800000000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      -- Every write of an article takes the next number: what is searchable is known by the numbers it consists of.
      CREATE SEQUENCE faq_revisions;
      GRANT USAGE ON SEQUENCE faq_revisions TO switchboard_app;

      ALTER TABLE faqs
        ADD COLUMN version integer NOT NULL DEFAULT 1,
        ADD COLUMN revision bigint NOT NULL DEFAULT nextval('faq_revisions'),
        ADD COLUMN valid_from timestamptz,
        ADD COLUMN valid_to timestamptz,
        -- Who wrote this version; null: the platform itself.
        ADD COLUMN changed_by_kind text,
        ADD COLUMN changed_by_id uuid,
        ADD COLUMN helpful integer NOT NULL DEFAULT 0,
        ADD COLUMN not_helpful integer NOT NULL DEFAULT 0,
        ADD CONSTRAINT faqs_valid_time CHECK (valid_to > valid_from);
      CREATE INDEX faqs_newest ON faqs (tenant_id, created_at DESC, id DESC);
      CREATE INDEX faqs_searchable ON faqs (tenant_id) INCLUDE (revision, valid_from, valid_to) WHERE status = 'published';

      -- What an article was before each of its changes.
      CREATE TABLE faq_versions (
        tenant_id uuid NOT NULL,
        faq_id uuid NOT NULL,
        version integer NOT NULL,
        external_id text,
        locale text NOT NULL,
        question text NOT NULL,
        answer text NOT NULL,
        category text,
        keywords text[] NOT NULL,
        paraphrases text[] NOT NULL,
        status text NOT NULL,
        valid_from timestamptz,
        valid_to timestamptz,
        changed_at timestamptz NOT NULL,
        changed_by_kind text,
        changed_by_id uuid,
        PRIMARY KEY (tenant_id, faq_id, version),
        FOREIGN KEY (tenant_id, faq_id) REFERENCES faqs ON DELETE CASCADE
      );
      ${tenantTable('faq_versions', 'SELECT, INSERT')}

      CREATE TABLE faq_feedback (
        tenant_id uuid NOT NULL,
        id uuid NOT NULL,
        faq_id uuid NOT NULL,
        turn_id uuid,
        helpful boolean NOT NULL,
        created_at timestamptz NOT NULL DEFAULT now(),
        PRIMARY KEY (tenant_id, id),
        FOREIGN KEY (tenant_id, faq_id) REFERENCES faqs ON DELETE CASCADE
      );
      CREATE UNIQUE INDEX faq_feedback_once ON faq_feedback (tenant_id, faq_id, turn_id);
      ${tenantTable('faq_feedback', 'SELECT, INSERT, UPDATE')}
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DROP TABLE faq_feedback, faq_versions;
      DROP INDEX faqs_newest;
      ALTER TABLE faqs
        DROP COLUMN version, DROP COLUMN revision, DROP COLUMN valid_from, DROP COLUMN valid_to,
        DROP COLUMN changed_by_kind, DROP COLUMN changed_by_id, DROP COLUMN helpful, DROP COLUMN not_helpful;
      DROP SEQUENCE faq_revisions;
    `);
  }
}
