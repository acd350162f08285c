import { Client } from 'pg';
import { ConfigurationError, messageOf } from '#libs/kernel';
import { APP_ROLE, SYSTEM_ROLE, deriveAppPassword } from './connection.js';

const DUPLICATE = new Set(['42710', '23505']);

/**
 * Makes the two roles the apps work under, where they do not exist: the login role, which neither
 * owns anything nor bypasses row-level security, and the cross-tenant role it may take on with SET
 * ROLE (NOINHERIT: never by accident).
 * @throws ConfigurationError when they are missing and the owner may not create roles
 */
export async function ensureRoles(owner: Client, ownerUrl: string): Promise<void> {
  const password = deriveAppPassword(ownerUrl);
  const { rows } = await owner.query<{ rolname: string }>('SELECT rolname FROM pg_roles WHERE rolname = ANY($1)', [[APP_ROLE, SYSTEM_ROLE]]);
  const existing = new Set(rows.map((row) => row.rolname));
  if (!existing.has(SYSTEM_ROLE)) await create(owner, `CREATE ROLE ${SYSTEM_ROLE} NOLOGIN NOBYPASSRLS`);
  if (!existing.has(APP_ROLE)) await create(owner, `CREATE ROLE ${APP_ROLE} LOGIN NOINHERIT NOBYPASSRLS PASSWORD '${password}'`);
  await grantSystemRole(owner);
}

/** Sets the derived password when signing in with it is refused, e.g. after the owner's password changed. */
export async function ensureAppCanSignIn(owner: Client, appUrl: string, ownerUrl: string): Promise<void> {
  if (await canSignIn(appUrl)) return;
  await owner.query(`ALTER ROLE ${APP_ROLE} LOGIN PASSWORD '${deriveAppPassword(ownerUrl)}'`);
}

async function create(owner: Client, statement: string): Promise<void> {
  try {
    await owner.query(statement);
  } catch (error) {
    // Another database of the same server is being set up at the same time: roles are shared.
    if (DUPLICATE.has((error as { code?: string }).code ?? '')) return;
    throw new ConfigurationError(
      `The owner role of DATABASE_URL could not create the roles ${APP_ROLE} and ${SYSTEM_ROLE} (${messageOf(error)}); see docs/operations.md`,
    );
  }
}

async function grantSystemRole(owner: Client): Promise<void> {
  const { rows } = await owner.query<{ member: boolean }>(
    `SELECT EXISTS (SELECT FROM pg_auth_members WHERE roleid = '${SYSTEM_ROLE}'::regrole AND member = '${APP_ROLE}'::regrole) AS member`,
  );
  if (rows[0]?.member) return;
  await create(owner, `GRANT ${SYSTEM_ROLE} TO ${APP_ROLE}`);
}

async function canSignIn(url: string): Promise<boolean> {
  const client = new Client({ connectionString: url });
  try {
    await client.connect();
    return true;
  } catch (error) {
    if (['28P01', '28000'].includes((error as { code?: string }).code ?? '')) return false;
    throw error;
  } finally {
    await client.end().catch(() => undefined);
  }
}
