import type { MigrationInterface, QueryRunner } from 'typeorm';
import { tenantTable } from './tenant-table.js';

/**
 * Outbox (what must be published) and inbox (what was handled already). Without a foreign key to the
 * tenant: it would lock one and the same tenant row for every message, and row-level security admits
 * only rows of the tenant at work anyway.
 */
export class Messaging1763600002000 implements MigrationInterface {
  readonly name = 'Messaging1763600002000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE outbox (
        tenant_id uuid NOT NULL,
        id uuid NOT NULL,
        turn_id uuid,
        envelope jsonb NOT NULL,
        attempts integer NOT NULL DEFAULT 0,
        created_at timestamptz NOT NULL DEFAULT now(),
        available_at timestamptz NOT NULL,
        PRIMARY KEY (id)
      );
      CREATE INDEX outbox_available ON outbox (available_at);
      ${tenantTable('outbox', 'SELECT, INSERT', 'SELECT, INSERT, UPDATE, DELETE')}

      CREATE TABLE inbox (
        tenant_id uuid NOT NULL,
        consumer text NOT NULL,
        envelope_id uuid NOT NULL,
        received_at timestamptz NOT NULL DEFAULT now(),
        PRIMARY KEY (envelope_id, consumer)
      );
      CREATE INDEX inbox_age ON inbox USING brin (received_at);
      ${tenantTable('inbox', 'SELECT, INSERT', 'SELECT, DELETE')}
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE inbox, outbox');
  }
}
