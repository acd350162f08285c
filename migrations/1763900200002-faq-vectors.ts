import type { MigrationInterface, QueryRunner } from 'typeorm';
import { tenantTable } from './tenant-table.js';

/** What a tenant's embedding model makes of its articles. */
export class FaqVectors1763900200002 implements MigrationInterface {
  readonly name = 'FaqVectors1763900200002';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE faq_vectors (
        tenant_id uuid NOT NULL,
        faq_id uuid NOT NULL,
        model text NOT NULL,
        dimensions integer NOT NULL,
        -- Of the text that the vector is of.
        text_hash text NOT NULL,
        -- 32-bit floats, little-endian.
        vector bytea NOT NULL,
        made_at timestamptz NOT NULL DEFAULT clock_timestamp(),
        PRIMARY KEY (tenant_id, faq_id),
        FOREIGN KEY (tenant_id, faq_id) REFERENCES faqs ON DELETE CASCADE
      );
      ${tenantTable('faq_vectors', 'SELECT, INSERT, UPDATE, DELETE')}
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE faq_vectors');
  }
}
