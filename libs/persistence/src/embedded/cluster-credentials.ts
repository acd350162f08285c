import { randomBytes } from 'node:crypto';
import { readFile, rename, writeFile } from 'node:fs/promises';
import { EmbeddedPostgresError, undefinedIfAbsent } from './embedded-postgres-error.js';

/** Content of `postgres-credentials.json`: the role that owns the database. */
export interface ClusterCredentials {
  user: string;
  password: string;
}

/**
 * Reads the credentials, or makes them (mode 0600) when there is no cluster yet that would need the old ones.
 * @throws EmbeddedPostgresError `credentials_invalid` when a cluster exists and its credentials cannot be read
 */
export async function loadCredentials(file: string, clusterExists: boolean): Promise<ClusterCredentials> {
  const content = await readFile(file, 'utf8').catch(undefinedIfAbsent);
  const credentials = parseCredentials(content);
  if (credentials) return credentials;
  if (clusterExists) throw credentialsInvalid(file);
  return createCredentials(file);
}

/** The error for credentials that are absent, damaged or refused by the server. */
export function credentialsInvalid(file: string, cause?: unknown): EmbeddedPostgresError {
  return new EmbeddedPostgresError(
    'credentials_invalid',
    `${file} does not hold the password of the embedded database. Restore it together with the data folder.`,
    { cause },
  );
}

async function createCredentials(file: string): Promise<ClusterCredentials> {
  const credentials = { user: 'switchboard', password: randomBytes(32).toString('base64url') };
  const draft = `${file}.new`;
  await writeFile(draft, `${JSON.stringify(credentials)}\n`, { mode: 0o600, flush: true });
  await rename(draft, file);
  return credentials;
}

function parseCredentials(content: string | undefined): ClusterCredentials | undefined {
  try {
    const { user, password } = JSON.parse(content ?? '') as Partial<ClusterCredentials>;
    return user && password ? { user, password } : undefined;
  } catch {
    return undefined;
  }
}
