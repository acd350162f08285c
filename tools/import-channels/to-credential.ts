import type { LegacyCredential } from '#libs/channels';
import { CreateChannel, ShortText } from '#libs/contracts';
import type { ImportOptions } from './import-options.js';
import { looksEncrypted } from './legacy-cipher.js';
import type { LegacyRow } from './legacy-row.js';
import { findProvider, type KnownProvider } from './providers.js';
import { RowProblem } from './row-problem.js';

type KeyOptions = Pick<ImportOptions, 'keys' | 'cipher'>;

/** Longer texts may be a key that slipped into the wrong column. */
const SHOWN_PROVIDER = /^[\w .-]{1,20}$/;

/** The channel a row is to become. Throws RowProblem. */
export function toCredential(row: LegacyRow, options: KeyOptions): LegacyCredential {
  const provider = knownProvider(row.provider);
  const key = openKey(row, options);
  if (!key && !provider.keyOptional) throw new RowProblem('it has no key');
  const channel = CreateChannel.safeParse({
    type: provider.type,
    preset: provider.preset,
    name: row.displayName || `${row.provider} ${row.id}`,
    base_url: row.baseUrl || null,
    keys: key ? [key] : [],
    ...modelsOf(row, provider),
  });
  if (!channel.success) throw new RowProblem(explain(channel.error.issues));
  return { id: legacyId(row.id), channel: channel.data };
}

function legacyId(text: string): string {
  const id = ShortText.safeParse(text);
  if (!id.success) throw new RowProblem(`id: ${id.error.issues[0]!.message}`);
  return id.data;
}

function knownProvider(name: string): KnownProvider {
  const provider = findProvider(name);
  if (!provider) throw new RowProblem(SHOWN_PROVIDER.test(name) ? `the provider "${name}" is not known` : 'its provider is not known');
  return provider;
}

function openKey(row: LegacyRow, { keys, cipher }: KeyOptions): string {
  const text = row.encryptedKey || row.plainKey;
  const encrypted = keys === 'encrypted' || (keys === 'auto' && (row.encryptedKey !== '' || looksEncrypted(text)));
  if (!text || !encrypted) return text;
  if (!cipher) throw new RowProblem('its key is encrypted, or looks so: set LEGACY_CREDENTIALS_KEY, or pass --keys plain');
  return cipher.open(text);
}

function modelsOf(row: LegacyRow, provider: KnownProvider): { models: string[]; model_mapping?: Record<string, string> } {
  const named = row.models.split(/[\s,;|]+/).filter(Boolean);
  if (named.length > 0) return { models: named };
  return { models: [...provider.models], ...(provider.modelMapping && { model_mapping: { ...provider.modelMapping } }) };
}

const explain = (issues: readonly { path: PropertyKey[]; message: string }[]): string => issues.map(({ path, message }) => `${path.join('.')}: ${message}`).join('; ');
