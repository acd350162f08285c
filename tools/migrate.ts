import { loadConfig } from '#libs/kernel';
import { configuredUrls, migrate } from '#libs/persistence';

/** Brings the database of DATABASE_URL up to date, for deployments that migrate before they start the apps. */
const urls = configuredUrls(loadConfig());
if (!urls?.owner) {
  process.stderr.write('DATABASE_URL (the owner’s) must be set\n');
  process.exit(2);
}
const ran = await migrate(urls);
process.stdout.write(ran.length > 0 ? `migrated: ${ran.join(', ')}\n` : 'the database is up to date\n');
