import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Every article that an answer was written from, the first of them also in `faq_id`. */
export class Citations1763700002000 implements MigrationInterface {
  readonly name = 'Citations1763700002000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`ALTER TABLE faq_queries ADD COLUMN cited uuid[] NOT NULL DEFAULT '{}'`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE faq_queries DROP COLUMN cited');
  }
}
