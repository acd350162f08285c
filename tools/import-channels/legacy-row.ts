import { UsageError } from '../shared/usage-error.js';
import { RowProblem } from './row-problem.js';

/** A credential as the older system kept it; absent fields are empty. */
export interface LegacyRow {
  id: string;
  displayName: string;
  provider: string;
  plainKey: string;
  encryptedKey: string;
  baseUrl: string;
  models: string;
}

type Field = keyof LegacyRow;

/** Names a column may have, the likeliest first; compared without case, blanks, hyphens and underscores. */
const COLUMN_NAMES: Record<Field, readonly string[]> = {
  id: ['id', 'credential_id', 'supplier_credential_id', 'legacy_id', 'legacy_credential_id'],
  displayName: ['display_name', 'name', 'label', 'title'],
  provider: ['provider', 'provider_name', 'vendor', 'supplier', 'supplier_name'],
  plainKey: ['api_key', 'key', 'secret', 'secret_key', 'token', 'api_token', 'api_secret', 'plain_key'],
  encryptedKey: ['encrypted_key', 'encrypted_api_key', 'key_encrypted', 'api_key_encrypted', 'encrypted_secret', 'encrypted_token', 'ciphertext', 'api_key_enc', 'enc_key'],
  baseUrl: ['base_url', 'api_base', 'endpoint', 'url'],
  models: ['models', 'model'],
};

const plain = (name: string): string => name.toLowerCase().replace(/[\s_-]/g, '');

/**
 * Where each field stands among the columns.
 * Throws UsageError when a needed one is missing. The columns are not named: without a first line of names they are data.
 */
export function findColumns(columns: readonly string[]): (values: readonly string[]) => LegacyRow {
  const names = columns.map(plain);
  const positions = mapFields((field) => COLUMN_NAMES[field].map((name) => names.indexOf(plain(name))).find((position) => position >= 0) ?? -1);
  for (const field of ['id', 'provider'] as const) {
    if (positions[field] < 0) throw new UsageError(`No column is called ${COLUMN_NAMES[field].join(', ')}`);
  }
  if (positions.plainKey < 0 && positions.encryptedKey < 0) throw new UsageError(`No column is called ${[...COLUMN_NAMES.plainKey, ...COLUMN_NAMES.encryptedKey].join(', ')}`);
  return (values) => {
    // A comma without quotes around it moves a key to where something is printed.
    if (values.length !== columns.length) throw new RowProblem(`it has ${values.length} fields where there are ${columns.length} columns`);
    return mapFields((field) => values[positions[field]]?.trim() ?? '');
  };
}

const mapFields = <T>(of: (field: Field) => T): Record<Field, T> => Object.fromEntries((Object.keys(COLUMN_NAMES) as Field[]).map((field) => [field, of(field)])) as Record<Field, T>;
