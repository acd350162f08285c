import { parseFlags } from '../shared/flags.js';
import { UsageError } from '../shared/usage-error.js';
import { LegacyCipher, readLegacyKey } from './legacy-cipher.js';
import { providerTable } from './providers.js';

export interface ImportOptions {
  /** Slug of the tenant that gets the channels. */
  tenant: string;
  source: { csv: string } | { table: string; database: string };
  keys: KeyForm;
  /** Null: encrypted keys cannot be read. */
  cipher: LegacyCipher | null;
  dryRun: boolean;
}

const KEY_FORMS = ['auto', 'plain', 'encrypted'] as const;
/** `auto`: encrypted where the column is named so or the text has that form. */
export type KeyForm = (typeof KEY_FORMS)[number];

export const IMPORT_USAGE = `Usage: npm run import:channels -- --tenant <slug> (--csv <file> | --table [schema.]supplier_credentials) [flags]

Makes channels of the credentials of an older system. May be run again: a credential that was imported
before updates the name and the key of its channel; what was set here since stays.

  --tenant SLUG     the tenant that gets the channels
  --csv FILE        comma-separated, with a line of column names
  --table NAME      a table in the database of --database
  --database URL    where the table is (default: DATABASE_URL)
  --keys FORM       auto (default), plain or encrypted
  --passphrase      LEGACY_CREDENTIALS_KEY is a passphrase: its SHA-256 is the key
  --dry-run         tells what would happen and writes nothing
  -h, --help        this text

Columns, by name in any order and case; others are ignored:
  id                also credential_id, legacy_id
  display_name      also name, label, title
  provider          also vendor, supplier, provider_name
  api_key           also key, secret, token, secret_key, api_token
  encrypted_key     also encrypted_api_key, key_encrypted, api_key_encrypted, encrypted_secret, ciphertext
  base_url, models  optional: another address than the provider's; names separated by blanks, commas, semicolons or |

Encrypted keys are AES-256-GCM as iv:tag:ciphertext or AES-256-CBC as iv:ciphertext, in hex or base64,
under LEGACY_CREDENTIALS_KEY: 32 bytes in hex or base64.

Providers, and the models a channel gets where the row names none:
${providerTable()}

The channels go to the platform's own database (DATABASE_URL, or the embedded one while the platform is stopped).
Exit code: 0 done, 1 a row failed, 2 bad flags, 130 interrupted.`;

const FLAGS = {
  tenant: { type: 'string' },
  csv: { type: 'string' },
  table: { type: 'string' },
  database: { type: 'string' },
  keys: { type: 'string', default: 'auto' },
  passphrase: { type: 'boolean', default: false },
  'dry-run': { type: 'boolean', default: false },
  help: { type: 'boolean', short: 'h' },
} as const;

/** The options of an import, or undefined when the usage was asked for. Throws UsageError. */
export async function readImportOptions(args: string[], env: NodeJS.ProcessEnv): Promise<ImportOptions | undefined> {
  const flags = parseFlags(args, FLAGS);
  if (flags.help) return undefined;
  if (!flags.tenant) throw new UsageError('--tenant is needed');
  return {
    tenant: flags.tenant,
    source: sourceOf(flags.csv, flags.table, flags.database ?? env['DATABASE_URL']),
    keys: keyForm(flags.keys),
    cipher: env['LEGACY_CREDENTIALS_KEY'] ? new LegacyCipher(readLegacyKey(env['LEGACY_CREDENTIALS_KEY'], flags.passphrase)) : null,
    dryRun: flags['dry-run'],
  };
}

function sourceOf(csv: string | undefined, table: string | undefined, database: string | undefined): ImportOptions['source'] {
  if (csv && !table) return { csv };
  if (!table || csv) throw new UsageError('Pass one of --csv and --table');
  if (!database) throw new UsageError('--table needs --database, or DATABASE_URL');
  return { table, database };
}

function keyForm(name: string): KeyForm {
  const form = KEY_FORMS.find((known) => known === name);
  if (!form) throw new UsageError(`--keys takes ${KEY_FORMS.join(', ')}, not "${name}"`);
  return form;
}
