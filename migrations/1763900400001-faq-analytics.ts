import type { MigrationInterface, QueryRunner } from 'typeorm';
import { tenantTable } from './tenant-table.js';

/** Sums of FAQ queries per day, and popular articles as a materialised view. */
export class FaqAnalytics1763900400001 implements MigrationInterface {
  readonly name = 'FaqAnalytics1763900400001';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE learned_conversations DROP CONSTRAINT learned_conversations_outcome_check,
        ADD CONSTRAINT learned_conversations_outcome_check CHECK (outcome IN ('drafted', 'no_human_answer', 'no_question', 'answered_already', 'of_no_use'));

      -- Days are UTC. A day's sums are made anew until nothing can change in them any more.
      CREATE TABLE faq_daily (
        tenant_id uuid NOT NULL REFERENCES tenants ON DELETE CASCADE,
        day date NOT NULL,
        locale text NOT NULL,
        volume integer NOT NULL,
        by_article integer NOT NULL,
        by_model integer NOT NULL,
        by_cache integer NOT NULL,
        deflected integer NOT NULL,
        handed_off integer NOT NULL,
        settled boolean NOT NULL,
        PRIMARY KEY (tenant_id, day, locale)
      );
      ${tenantTable('faq_daily', 'SELECT', 'SELECT, INSERT, UPDATE')}

      CREATE TABLE faq_article_daily (
        tenant_id uuid NOT NULL REFERENCES tenants ON DELETE CASCADE,
        day date NOT NULL,
        locale text NOT NULL,
        faq_id uuid NOT NULL,
        answered integer NOT NULL,
        PRIMARY KEY (tenant_id, day, faq_id, locale)
      );
      ${tenantTable('faq_article_daily', 'SELECT', 'SELECT, INSERT, UPDATE')}

      CREATE INDEX faq_feedback_recent ON faq_feedback (tenant_id, created_at);
      -- Handoffs within a day of a question.
      CREATE INDEX turns_handed_off ON turns (conversation_id, tenant_id, ended_at) WHERE state = 'handed_off';

      -- A materialised view is made with its owner's rights, and forced row-level security holds for an owner that is no superuser.
      CREATE POLICY popular_faqs_refresh ON faq_queries FOR SELECT TO CURRENT_USER USING (true);
      CREATE MATERIALIZED VIEW popular_faqs AS
        SELECT q.tenant_id, q.locale, cited.faq_id, count(*)::integer AS answered, max(q.created_at) AS last_answered_at
        FROM faq_queries q, unnest(q.cited) AS cited (faq_id)
        WHERE q.outcome = 'answered' AND q.created_at >= now() - interval '30 days'
        GROUP BY 1, 2, 3;
      CREATE UNIQUE INDEX popular_faqs_key ON popular_faqs (tenant_id, locale, faq_id);

      -- Row-level security does not cover materialised views: the apps read it through this alone.
      CREATE FUNCTION popular_faqs_of_tenant() RETURNS SETOF popular_faqs
      LANGUAGE sql STABLE SECURITY DEFINER SET search_path = switchboard, pg_temp AS $$
        SELECT * FROM popular_faqs WHERE tenant_id = (SELECT current_tenant())
      $$;
      REVOKE ALL ON popular_faqs FROM PUBLIC;
      REVOKE ALL ON FUNCTION popular_faqs_of_tenant() FROM PUBLIC;
      GRANT EXECUTE ON FUNCTION popular_faqs_of_tenant() TO switchboard_app;

      CREATE FUNCTION refresh_popular_faqs() RETURNS void
      LANGUAGE plpgsql SECURITY DEFINER SET search_path = switchboard, pg_temp AS $$
      BEGIN
        REFRESH MATERIALIZED VIEW CONCURRENTLY popular_faqs;
      END $$;
      REVOKE ALL ON FUNCTION refresh_popular_faqs() FROM PUBLIC;
      GRANT EXECUTE ON FUNCTION refresh_popular_faqs() TO switchboard_system;
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DROP FUNCTION refresh_popular_faqs(), popular_faqs_of_tenant();
      DROP MATERIALIZED VIEW popular_faqs;
      DROP POLICY popular_faqs_refresh ON faq_queries;
      DROP INDEX turns_handed_off, faq_feedback_recent;
      DROP TABLE faq_article_daily, faq_daily;
      ALTER TABLE learned_conversations DROP CONSTRAINT learned_conversations_outcome_check,
        ADD CONSTRAINT learned_conversations_outcome_check CHECK (outcome IN ('drafted', 'no_human_answer', 'no_question', 'answered_already'));
    `);
  }
}
