import { runMigrations } from 'bullmq';
import { Client } from 'pg';
import { APP_ROLE } from '#libs/persistence';

/** The schema BullMQ keeps its tables in; its own migrations own it. */
export const JOBS_SCHEMA = 'switchboard_jobs';

/** Brings BullMQ's schema up to date as the owner, and lets the apps' role use it. */
export async function prepareJobsSchema(ownerUrl: string): Promise<void> {
  const owner = new Client({ connectionString: ownerUrl });
  await owner.connect();
  try {
    await runMigrations(owner, JOBS_SCHEMA);
    await owner.query(`
      GRANT USAGE ON SCHEMA ${JOBS_SCHEMA} TO ${APP_ROLE};
      GRANT ALL ON ALL TABLES IN SCHEMA ${JOBS_SCHEMA} TO ${APP_ROLE};
      GRANT ALL ON ALL SEQUENCES IN SCHEMA ${JOBS_SCHEMA} TO ${APP_ROLE};
      GRANT EXECUTE ON ALL FUNCTIONS IN SCHEMA ${JOBS_SCHEMA} TO ${APP_ROLE}`);
  } finally {
    await owner.end();
  }
}
