import type { MigrationInterface, QueryRunner } from 'typeorm';
import { tenantTable } from './tenant-table.js';

/** Words that mean the same to a tenant's customers. */
export class Synonyms1763900200000 implements MigrationInterface {
  readonly name = 'Synonyms1763900200000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE faq_synonyms (
        tenant_id uuid NOT NULL REFERENCES tenants ON DELETE CASCADE,
        id uuid NOT NULL,
        -- Null: in every language.
        locale text CHECK (locale IN ('en', 'zh-TW', 'zh-CN')),
        words text[] NOT NULL,
        created_at timestamptz NOT NULL DEFAULT now(),
        PRIMARY KEY (tenant_id, id)
      );
      ${tenantTable('faq_synonyms', 'SELECT, INSERT, DELETE')}
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE faq_synonyms');
  }
}
