import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Scope } from '#libs/contracts';
import { isProduction, newId, randomToken, sha256, type Config } from '#libs/kernel';
import { violates, type Database } from '#libs/persistence';
import type { ApiKeys } from './api-keys.js';
import type { StaffDirectory } from './staff.js';

export const DEMO_TENANT = 'demo';
const DEMO_STAFF = [
  { email: 'admin@demo.example', name: 'Demo admin', role: 'admin' },
  { email: 'agent@demo.example', name: 'Demo human agent', role: 'human_agent' },
] as const;

/** What a newcomer needs to try the platform; kept under DATA_DIR so that the next start prints the same. */
export interface DemoCredentials {
  tenant: string;
  api_key: string;
  staff_email: string;
  staff_password: string;
}

/**
 * Makes the demo tenant, or brings it in line with the configuration. May run in many processes.
 * @returns null where there is to be none (production without SWITCHBOARD_DEMO_API_KEY)
 */
export async function ensureDemoTenant(config: Config, database: Database, apiKeys: ApiKeys, staff: StaffDirectory): Promise<{ tenantId: string; credentials: DemoCredentials } | null> {
  if (isProduction(config) && !config.SWITCHBOARD_DEMO_API_KEY) return null;
  const kept = await readKept(config);
  const credentials: DemoCredentials = {
    tenant: DEMO_TENANT,
    api_key: config.SWITCHBOARD_DEMO_API_KEY ?? kept?.api_key ?? `sb_demo_${randomToken(24)}`,
    staff_email: DEMO_STAFF[0].email,
    staff_password: kept?.staff_password ?? randomToken(12),
  };
  const tenantId = await ensureTenant(database);
  await ensureApiKey(database, apiKeys, tenantId, credentials.api_key);
  await ensureStaff(staff, tenantId, credentials.staff_password, kept === null);
  await keep(config, credentials);
  return { tenantId, credentials };
}

async function ensureTenant(database: Database): Promise<string> {
  const find = () => database.withTenantSlug(DEMO_TENANT, (transaction) => transaction.first<{ id: string }>('SELECT id FROM tenants WHERE slug = $1', [DEMO_TENANT]));
  const existing = await find();
  if (existing) return existing.id;
  const id = newId();
  try {
    await database.inTenant(id, (transaction) => transaction.query('INSERT INTO tenants (id, slug, name) VALUES ($1, $2, $3)', [id, DEMO_TENANT, 'Demo shop']));
    return id;
  } catch (error) {
    if (!violates(error, 'tenants_slug_key')) throw error;
    return (await find())!.id;
  }
}

async function ensureApiKey(database: Database, apiKeys: ApiKeys, tenantId: string, key: string): Promise<void> {
  const scopes = [...Scope.options];
  const known = await database.inTenant(tenantId, (transaction) =>
    transaction.first('UPDATE api_keys SET scopes = $3 WHERE tenant_id = $1 AND key_hash = $2 RETURNING id', [tenantId, sha256(key), scopes]),
  );
  if (known) return;
  await apiKeys.create(tenantId, null, { name: 'demo', scopes }, key).catch((error: unknown) => {
    if (!violates(error, 'api_keys_key_hash_key')) throw error;
  });
}

/** `passwordLost`: the file with the password is gone, so the staff that is there gets the new one. */
async function ensureStaff(staff: StaffDirectory, tenantId: string, password: string, passwordLost: boolean): Promise<void> {
  const present = new Map((await staff.list(tenantId)).map((member) => [member.email, member.id]));
  for (const member of DEMO_STAFF) {
    const id = present.get(member.email);
    if (id && passwordLost) await staff.setPassword(tenantId, id, password);
    if (id) continue;
    await staff.create(tenantId, null, { ...member, password }).catch((error: unknown) => {
      if ((error as { code?: string }).code !== 'already_exists') throw error;
    });
  }
}

const pathOf = (config: Config): string => join(config.DATA_DIR, 'demo-credentials.json');

async function readKept(config: Config): Promise<DemoCredentials | null> {
  try {
    return JSON.parse(await readFile(pathOf(config), 'utf8')) as DemoCredentials;
  } catch {
    return null;
  }
}

async function keep(config: Config, credentials: DemoCredentials): Promise<void> {
  await mkdir(config.DATA_DIR, { recursive: true });
  await writeFile(pathOf(config), `${JSON.stringify(credentials, null, 2)}\n`, { mode: 0o600 });
}
