import type { MigrationInterface, QueryRunner } from 'typeorm';
import { tenantTable } from './tenant-table.js';

/** The changed articles and their translations, in one order for all writers. */
const relatives = (changed: string): string => `
          WITH changed AS (${changed})
          SELECT tenant_id, id FROM changed
          UNION SELECT f.tenant_id, f.id FROM changed c JOIN faqs f ON f.tenant_id = c.tenant_id AND f.external_id = c.external_id
          ORDER BY 1, 2
          ON CONFLICT (tenant_id, faq_id) DO UPDATE SET number = excluded.number`;

/** Articles that a search index outside of the database has still to take up. */
export class SearchIndexQueue1763900200001 implements MigrationInterface {
  readonly name = 'SearchIndexQueue1763900200001';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE SEQUENCE faq_index_queue_numbers;
      GRANT USAGE ON SEQUENCE faq_index_queue_numbers TO switchboard_app;

      -- One row per article, however often it changed; gone once the index has it.
      CREATE TABLE faq_index_queue (
        tenant_id uuid NOT NULL,
        faq_id uuid NOT NULL,
        -- Moves with each change, so that one that comes while the index takes up another is not lost.
        number bigint NOT NULL DEFAULT nextval('faq_index_queue_numbers'),
        since timestamptz NOT NULL DEFAULT now(),
        PRIMARY KEY (tenant_id, faq_id)
      );
      ${tenantTable('faq_index_queue', 'SELECT, INSERT, UPDATE, DELETE', 'SELECT, DELETE')}

      -- In the transaction that writes, by whichever way it writes. Translations lend each other their words, so they
      -- are taken up together. What goes with its whole tenant is nobody's any more.
      CREATE FUNCTION queue_faqs_for_index() RETURNS trigger LANGUAGE plpgsql AS $$
      BEGIN
        IF TG_OP = 'INSERT' THEN
          INSERT INTO faq_index_queue (tenant_id, faq_id) ${relatives('SELECT tenant_id, id, external_id FROM new_rows')};
        ELSIF TG_OP = 'UPDATE' THEN
          INSERT INTO faq_index_queue (tenant_id, faq_id) ${relatives(`SELECT n.tenant_id, n.id, e.external_id
            FROM new_rows n JOIN old_rows o USING (tenant_id, id) CROSS JOIN LATERAL (VALUES (n.external_id), (o.external_id)) e (external_id)
            WHERE n.revision <> o.revision`)};
        ELSE
          INSERT INTO faq_index_queue (tenant_id, faq_id) ${relatives('SELECT o.tenant_id, o.id, o.external_id FROM old_rows o JOIN tenants t ON t.id = o.tenant_id')};
        END IF;
        RETURN NULL;
      END $$;
      CREATE TRIGGER faqs_added AFTER INSERT ON faqs REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION queue_faqs_for_index();
      CREATE TRIGGER faqs_changed AFTER UPDATE ON faqs REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION queue_faqs_for_index();
      CREATE TRIGGER faqs_deleted AFTER DELETE ON faqs REFERENCING OLD TABLE AS old_rows FOR EACH STATEMENT EXECUTE FUNCTION queue_faqs_for_index();
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DROP TRIGGER faqs_added ON faqs;
      DROP TRIGGER faqs_changed ON faqs;
      DROP TRIGGER faqs_deleted ON faqs;
      DROP FUNCTION queue_faqs_for_index;
      DROP TABLE faq_index_queue;
      DROP SEQUENCE faq_index_queue_numbers;
    `);
  }
}
