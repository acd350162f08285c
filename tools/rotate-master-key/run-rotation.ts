import { KeyVault, resealKeys } from '#libs/channels';
import { explainRefusal } from '../shared/explain-refusal.js';
import { parseFlags } from '../shared/flags.js';
import { EXIT_INTERRUPTED, runCommand } from '../shared/run-command.js';
import type { ToolIo } from '../shared/tool-io.js';
import { withDatabase } from '../shared/with-database.js';

const USAGE = `Usage: npm run rotate-master-key

Seals the keys of all channels of all tenants under the first of SWITCHBOARD_MASTER_KEYS. To change it:
  1. put the new key behind the old one (old,new) and restart all apps: now all of them open both
  2. put it in front (new,old) and restart all apps: now all of them seal under it
  3. run this tool; it may be interrupted and run again, it goes on with what is left
  4. take the old key away and restart

Exit code: 0 everything is sealed under the first key, 1 some keys do not open, 2 bad flags, 130 interrupted.`;

const FLAGS = { help: { type: 'boolean', short: 'h' } } as const;

/** The rotation tool: arguments as on the command line; gives the exit code. */
export function runRotation(args: string[], io: ToolIo): Promise<number> {
  return runCommand({ usage: USAGE, readOptions: async (given) => (parseFlags(given, FLAGS).help ? undefined : {}), run: (_, tool) => explainRefusal(tool, () => rotate(tool)) }, args, io);
}

async function rotate({ stdout, stderr, env, interrupt }: ToolIo): Promise<number> {
  return withDatabase(env, async (database, config) => {
    const vault = await KeyVault.open(config);
    const { resealed, failed } = await resealKeys(database, vault, { signal: interrupt, onBatch: (counts) => stderr.write(`resealed ${counts.resealed}, failed ${counts.failed.length}\n`) });
    for (const { tenantId, keyId, reason } of failed) stderr.write(`key ${keyId} of tenant ${tenantId}: ${reason}\n`);
    stdout.write(`resealed ${resealed} under "${vault.sealsUnder}", failed ${failed.length}\n`);
    if (interrupt.aborted) return EXIT_INTERRUPTED;
    return failed.length > 0 ? 1 : 0;
  });
}
