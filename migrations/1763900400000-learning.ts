import type { MigrationInterface, QueryRunner } from 'typeorm';
import { tenantTable } from './tenant-table.js';

/** What is learnt from questions: how each was answered, candidates for articles, drafts from conversations. */
export class Learning1763900400000 implements MigrationInterface {
  readonly name = 'Learning1763900400000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE faq_queries
        ADD COLUMN conversation_id uuid,
        ADD COLUMN normalised text NOT NULL DEFAULT '',
        ADD COLUMN answered_by text CHECK (answered_by IN ('article', 'model', 'cache')),
        -- Whether it has been looked at for a candidate, and which it was counted to.
        ADD COLUMN gathered boolean NOT NULL DEFAULT false,
        ADD COLUMN candidate_id uuid;
      CREATE INDEX faq_queries_recent ON faq_queries (tenant_id, created_at);
      CREATE INDEX faq_queries_ungathered ON faq_queries (tenant_id, created_at, id) WHERE outcome = 'no_answer' AND NOT gathered;
      GRANT UPDATE (gathered, candidate_id) ON faq_queries TO switchboard_app;
      CREATE POLICY system_access ON faq_queries TO switchboard_system USING (true) WITH CHECK (true);
      GRANT SELECT, DELETE ON faq_queries TO switchboard_system;

      -- What a draft was made from: {conversation_id} or {candidate_id}.
      ALTER TABLE faqs ADD COLUMN source jsonb;

      CREATE TABLE faq_candidates (
        tenant_id uuid NOT NULL REFERENCES tenants ON DELETE CASCADE,
        id uuid NOT NULL,
        locale text NOT NULL CHECK (locale IN ('en', 'zh-TW', 'zh-CN')),
        title text NOT NULL,
        examples text[] NOT NULL,
        -- Summed tokens of its questions: what another question is compared with.
        tokens jsonb NOT NULL,
        question_count integer NOT NULL,
        status text NOT NULL DEFAULT 'new' CHECK (status IN ('new', 'accepted', 'dismissed', 'closed')),
        -- Accepted: the draft made of it. Closed: the article that answers it.
        faq_id uuid,
        -- Of the articles that were searched for an answer to it last.
        checked_version text NOT NULL DEFAULT '',
        first_seen_at timestamptz NOT NULL,
        last_seen_at timestamptz NOT NULL,
        created_at timestamptz NOT NULL DEFAULT clock_timestamp(),
        PRIMARY KEY (tenant_id, id)
      );
      CREATE INDEX faq_candidates_listed ON faq_candidates (tenant_id, question_count DESC, id DESC);
      ${tenantTable('faq_candidates', 'SELECT, INSERT, UPDATE, DELETE', 'SELECT')}

      -- Resolved conversations that were looked at for a draft.
      CREATE TABLE learned_conversations (
        tenant_id uuid NOT NULL,
        conversation_id uuid NOT NULL,
        resolved_at timestamptz NOT NULL,
        outcome text NOT NULL CHECK (outcome IN ('drafted', 'no_human_answer', 'no_question', 'answered_already')),
        faq_id uuid,
        learned_at timestamptz NOT NULL DEFAULT now(),
        PRIMARY KEY (conversation_id, tenant_id),
        FOREIGN KEY (conversation_id, tenant_id) REFERENCES conversations ON DELETE CASCADE
      );
      ${tenantTable('learned_conversations', 'SELECT, INSERT, UPDATE', 'SELECT')}
      CREATE INDEX conversations_resolved ON conversations (resolved_at) WHERE status = 'resolved';
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DROP INDEX conversations_resolved;
      DROP TABLE learned_conversations, faq_candidates;
      ALTER TABLE faqs DROP COLUMN source;
      REVOKE SELECT, DELETE ON faq_queries FROM switchboard_system;
      DROP POLICY system_access ON faq_queries;
      REVOKE UPDATE (gathered, candidate_id) ON faq_queries FROM switchboard_app;
      DROP INDEX faq_queries_recent, faq_queries_ungathered;
      ALTER TABLE faq_queries
        DROP COLUMN conversation_id, DROP COLUMN normalised, DROP COLUMN answered_by, DROP COLUMN gathered, DROP COLUMN candidate_id;
    `);
  }
}
