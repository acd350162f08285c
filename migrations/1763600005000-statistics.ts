import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Planner statistics for tables that grow faster than autovacuum looks. */
export class Statistics1763600005000 implements MigrationInterface {
  readonly name = 'Statistics1763600005000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      -- Analyzes the tables whose rows have more than doubled since they were last analyzed; returns how
      -- many. On a fresh database plans are made, and kept, for empty tables; autovacuum looks once a
      -- minute, and until then every lookup could read all rows. Runs as the owner, who may ANALYZE.
      CREATE FUNCTION analyze_grown_tables() RETURNS integer
      LANGUAGE plpgsql SECURITY DEFINER SET search_path = switchboard, pg_temp AS $$
      DECLARE
        grown record;
        analyzed integer := 0;
      BEGIN
        FOR grown IN
          SELECT s.relname FROM pg_stat_user_tables s JOIN pg_class c ON c.oid = s.relid
          WHERE s.schemaname = 'switchboard' AND s.n_mod_since_analyze > 200 AND s.n_mod_since_analyze > greatest(c.reltuples, 0)
        LOOP
          EXECUTE format('ANALYZE %I', grown.relname);
          analyzed := analyzed + 1;
        END LOOP;
        RETURN analyzed;
      END $$;
      REVOKE ALL ON FUNCTION analyze_grown_tables() FROM PUBLIC;
      GRANT EXECUTE ON FUNCTION analyze_grown_tables() TO switchboard_system;
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP FUNCTION analyze_grown_tables()');
  }
}
