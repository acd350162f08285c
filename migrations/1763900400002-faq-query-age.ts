import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Queries are summed up and pruned by their age, whosever they are. */
export class FaqQueryAge1763900400002 implements MigrationInterface {
  readonly name = 'FaqQueryAge1763900400002';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query('CREATE INDEX faq_queries_age ON faq_queries USING brin (created_at)');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP INDEX faq_queries_age');
  }
}
