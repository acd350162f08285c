import { ChannelStore, KeyVault } from '#libs/channels';
import { OutboundPolicy } from '#libs/outbound';
import type { Database } from '#libs/persistence';
import { explainRefusal } from '../shared/explain-refusal.js';
import { EXIT_INTERRUPTED, runCommand } from '../shared/run-command.js';
import type { ToolIo } from '../shared/tool-io.js';
import { UsageError } from '../shared/usage-error.js';
import { withDatabase } from '../shared/with-database.js';
import { IMPORT_USAGE, readImportOptions, type ImportOptions } from './import-options.js';
import { importRows, type ImportCounts } from './import-rows.js';
import { readCsv } from './read-csv.js';
import { readTable } from './read-table.js';
import type { Source } from './source.js';

/** The import tool: arguments as on the command line; gives the exit code. */
export function runImport(args: string[], io: ToolIo): Promise<number> {
  return runCommand({ usage: IMPORT_USAGE, readOptions: readImportOptions, run: (options, tool) => explainRefusal(tool, () => importChannels(options, tool)) }, args, io);
}

async function importChannels(options: ImportOptions, io: ToolIo): Promise<number> {
  const counts = await withDatabase(io.env, async (database, config) => {
    const vault = await KeyVault.open(config);
    const tenantId = await findTenant(database, options.tenant);
    // The apps look at the database every second: nobody needs to be told.
    const store = new ChannelStore(database, vault, new OutboundPolicy(config.OUTBOUND_ALLOWED_HOSTS), { changed: () => undefined });
    const put = (source: Source) => importRows(source, { ...options, tenantId, store }, io);
    return 'csv' in options.source ? readCsv(options.source.csv, put) : readTable(options.source.database, options.source.table, put);
  });
  io.stdout.write(`${summary(counts, options.dryRun)}\n`);
  if (io.interrupt.aborted) return EXIT_INTERRUPTED;
  return counts.failed > 0 ? 1 : 0;
}

async function findTenant(database: Database, slug: string): Promise<string> {
  const tenant = await database.withTenantSlug(slug, (transaction) => transaction.first<{ id: string }>('SELECT id FROM tenants WHERE slug = $1', [slug]));
  if (!tenant) throw new UsageError(`There is no tenant "${slug}"`);
  return tenant.id;
}

const summary = (counts: ImportCounts, dryRun: boolean): string =>
  `${dryRun ? 'dry run, nothing is written: ' : ''}created ${counts.created}, updated ${counts.updated}, unchanged ${counts.unchanged}, failed ${counts.failed}`;
