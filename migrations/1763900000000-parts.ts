import type { MigrationInterface, QueryRunner } from 'typeorm';
import { tenantTable } from './tenant-table.js';

/** Finished parts of turns with several wishes, until and after they are joined, and what a conversation's last answer waits for. */
export class Parts1763900000000 implements MigrationInterface {
  readonly name = 'Parts1763900000000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE conversations ADD COLUMN flow jsonb;
      -- Which division of the message the reply was joined from; NULL: the message was answered as one.
      ALTER TABLE turns ADD COLUMN split text;

      CREATE TABLE turn_parts (
        tenant_id uuid NOT NULL,
        turn_id uuid NOT NULL,
        split text NOT NULL,
        part_index smallint NOT NULL,
        part_count smallint NOT NULL CHECK (part_count > 1 AND part_index BETWEEN 0 AND part_count - 1),
        text text NOT NULL,
        intent text NOT NULL,
        confidence real NOT NULL,
        agent_type text NOT NULL,
        outcome text NOT NULL CHECK (outcome IN ('answered', 'unanswered', 'asked', 'handed_off')),
        handoff_reason text CHECK ((handoff_reason IS NOT NULL) = (outcome = 'handed_off')),
        reply text NOT NULL,
        from_cache boolean NOT NULL DEFAULT false,
        flow jsonb,
        created_at timestamptz NOT NULL DEFAULT clock_timestamp(),
        -- The first that finishes a part is the one whose answer counts.
        PRIMARY KEY (turn_id, split, part_index, tenant_id),
        FOREIGN KEY (turn_id, tenant_id) REFERENCES turns ON DELETE CASCADE
      );
      ${tenantTable('turn_parts', 'SELECT, INSERT')}
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DROP TABLE turn_parts;
      ALTER TABLE turns DROP COLUMN split;
      ALTER TABLE conversations DROP COLUMN flow;
    `);
  }
}
