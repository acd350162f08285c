import { afterAll, beforeAll, expect, it, jest } from '@jest/globals';
import { Client } from 'pg';
import { createTestDatabase, describeWith, type TestDatabase } from '#libs/testing';
import { APP_ROLE, Database, SYSTEM_ROLE } from '../src/index.js';
import { seedEveryTable, type SeededIds } from './seed-every-table.js';

/** Generous, because the machine may be busy: a hook that is cut off leaves its connections open. */
jest.setTimeout(60_000);

/** SQLSTATE, PostgreSQL manual appendix A. */
const INSUFFICIENT_PRIVILEGE = '42501';

/** What the cross-tenant role may do. A change here is a decision about what background work can reach. */
const SYSTEM_PRIVILEGES = {
  agent_metrics: ['INSERT', 'SELECT', 'UPDATE'],
  api_usage: ['SELECT', 'UPDATE'],
  channel_keys: ['SELECT', 'UPDATE'],
  conversations: ['SELECT', 'UPDATE'],
  faq_article_daily: ['INSERT', 'SELECT', 'UPDATE'],
  faq_candidates: ['SELECT'],
  faq_daily: ['INSERT', 'SELECT', 'UPDATE'],
  faq_queries: ['DELETE', 'SELECT'],
  faq_index_queue: ['DELETE', 'SELECT'],
  idempotency_keys: ['DELETE', 'SELECT'],
  inbox: ['DELETE', 'SELECT'],
  intent_learning: ['SELECT'],
  learned_conversations: ['SELECT'],
  messages: ['SELECT'],
  outbox: ['DELETE', 'INSERT', 'SELECT', 'UPDATE'],
  refresh_tokens: ['DELETE', 'SELECT'],
  tenants: ['SELECT'],
  turn_steps: ['DELETE', 'SELECT'],
  turns: ['SELECT', 'UPDATE'],
  usage_daily: ['INSERT', 'SELECT', 'UPDATE'],
};

interface TableFacts {
  name: string;
  enabled: boolean;
  forced: boolean;
  partition: boolean;
  /** A materialised view: no row-level security, so the apps must not reach it. */
  view: boolean;
  has_tenant: boolean;
  can_select: boolean;
  can_insert: boolean;
  can_update: boolean;
  can_delete: boolean;
  /** Whether one of the apps' roles has any privilege on it. */
  reachable: boolean;
}

const TABLES = `
  SELECT c.relname AS name, c.relrowsecurity AS enabled, c.relforcerowsecurity AS forced, c.relispartition AS partition, c.relkind = 'm' AS view,
    EXISTS (SELECT FROM pg_attribute a WHERE a.attrelid = c.oid AND a.attname = 'tenant_id' AND NOT a.attisdropped) AS has_tenant,
    has_table_privilege('${APP_ROLE}', c.oid, 'SELECT') AS can_select,
    has_table_privilege('${APP_ROLE}', c.oid, 'INSERT') AS can_insert,
    has_table_privilege('${APP_ROLE}', c.oid, 'UPDATE') AS can_update,
    has_table_privilege('${APP_ROLE}', c.oid, 'DELETE') AS can_delete,
    EXISTS (SELECT FROM unnest(ARRAY['${APP_ROLE}', '${SYSTEM_ROLE}']) role, unnest(ARRAY['SELECT', 'INSERT', 'UPDATE', 'DELETE', 'TRUNCATE', 'REFERENCES', 'TRIGGER']) privilege
      WHERE has_table_privilege(role, c.oid, privilege)) OR has_any_column_privilege('${APP_ROLE}', c.oid, 'SELECT, INSERT, UPDATE, REFERENCES') AS reachable
  FROM pg_class c WHERE c.relnamespace = 'switchboard'::regnamespace AND c.relkind IN ('r', 'p', 'v', 'm', 'f') ORDER BY 1`;

describeWith('postgresql', 'the isolation of tenants', () => {
  let test: TestDatabase;
  let a: SeededIds;
  let b: SeededIds;
  let tables: TableFacts[];
  let ofTenants: TableFacts[];

  beforeAll(async () => {
    test = await createTestDatabase({ poolSize: 1 });
    [a, b] = [await seedEveryTable(test), await seedEveryTable(test)];
    tables = await test.asOwner<TableFacts & Record<string, unknown>>(TABLES);
    // Partitions are reached through their parent, whose policies apply.
    ofTenants = tables.filter((table) => table.has_tenant && !table.partition && !table.view);
  });

  afterAll(() => test?.drop());

  const inA = <T>(sql: string, values?: unknown[]): Promise<T[]> => test.database.inTenant(a.tenantId, (transaction) => transaction.query(sql, values) as Promise<T[]>);
  const rowsOfB = (table: string): Promise<unknown[]> => test.asOwner(`SELECT * FROM ${table} WHERE tenant_id = $1`, [b.tenantId]);
  const refusal = { code: INSUFFICIENT_PRIVILEGE };
  const policyRefusal = { ...refusal, message: expect.stringContaining('row-level security') };

  /** Runs as the apps do, and undoes it; returns the number of rows that came back. */
  async function countInA(sql: string, values?: unknown[]): Promise<number> {
    let count = -1;
    const undone = new Error('undone');
    await test.database
      .inTenant(a.tenantId, async (transaction) => {
        count = (await transaction.query(sql, values)).length;
        throw undone;
      })
      .catch((error: unknown) => {
        if (error !== undone) throw error;
      });
    return count;
  }

  it('covers every table: each has a tenant with forced row-level security, or is closed to the apps', async () => {
    const open = tables.filter((table) => table.reachable && table.name !== 'tenants');
    expect(open.filter((table) => !table.has_tenant || !table.enabled || !table.forced).map(({ name }) => name)).toEqual([]);
    expect(ofTenants.filter((table) => !table.enabled || !table.forced).map(({ name }) => name)).toEqual([]);
    expect(tables.find(({ name }) => name === 'tenants')).toMatchObject({ enabled: true, forced: true });
    expect(tables.filter(({ partition }) => partition).length).toBeGreaterThan(1);
  });

  it('is tried below on a row of both tenants in every table', async () => {
    for (const { name } of ofTenants) {
      const counts = await test.asOwner(`SELECT count(*) FROM ${name} WHERE tenant_id = ANY($1) GROUP BY tenant_id`, [[a.tenantId, b.tenantId]]);
      expect({ name, tenants: counts.length }).toEqual({ name, tenants: 2 });
    }
    expect(ofTenants.length).toBeGreaterThanOrEqual(15);
  });

  it('lets a statement without any filter see only its own tenant', async () => {
    for (const { name, can_select } of ofTenants) {
      expect({ name, can_select }).toEqual({ name, can_select: true });
      const rows = await inA<{ tenant_id: string }>(`SELECT tenant_id FROM ${name}`);
      expect({ name, rows }).toEqual({ name, rows: [{ tenant_id: a.tenantId }] });
    }
    expect(await inA('SELECT id FROM tenants')).toEqual([{ id: a.tenantId }]);
  });

  it('lets an update without any filter change only its own tenant, and never move a row to another', async () => {
    for (const { name, can_update } of ofTenants) {
      const update = countInA(`UPDATE ${name} SET tenant_id = tenant_id RETURNING 1`);
      const move = countInA(`UPDATE ${name} SET tenant_id = $1 RETURNING 1`, [b.tenantId]);
      if (can_update) expect({ name, updated: await update }).toEqual({ name, updated: 1 });
      else await expect(update).rejects.toMatchObject(refusal);
      await expect(move).rejects.toMatchObject(can_update ? policyRefusal : refusal);
    }
    await expect(inA(`UPDATE tenants SET name = 'taken' RETURNING id`)).resolves.toEqual([{ id: a.tenantId }]);
  });

  it('lets a delete without any filter delete only its own tenant’s rows', async () => {
    for (const { name, can_delete } of ofTenants) {
      const before = await rowsOfB(name);
      // Rows that others refer to stay; which they are does not matter here.
      const removal = countInA(`DELETE FROM ${name} RETURNING 1`).catch((error: { code: string }) => (error.code === '23503' ? 1 : Promise.reject(error)));
      if (can_delete) expect({ name, deleted: await removal }).toEqual({ name, deleted: 1 });
      else await expect(removal).rejects.toMatchObject(refusal);
      expect(await rowsOfB(name)).toEqual(before);
    }
    await expect(inA('DELETE FROM tenants')).rejects.toMatchObject(refusal);
  });

  it('refuses to insert a row of another tenant', async () => {
    for (const { name, can_insert } of ofTenants) {
      const [row] = await test.asOwner<{ row: unknown }>(`SELECT to_jsonb(t) AS row FROM ${name} t WHERE tenant_id = $1`, [b.tenantId]);
      const insert = inA(`INSERT INTO ${name} SELECT * FROM jsonb_populate_record(NULL::${name}, $1)`, [JSON.stringify(row!.row)]);
      await expect(insert).rejects.toMatchObject(can_insert ? policyRefusal : refusal);
    }
    await expect(inA(`INSERT INTO tenants (id, slug, name) VALUES (gen_random_uuid(), 'mine', 'mine')`)).rejects.toMatchObject(policyRefusal);
  });

  it('shows nothing without a tenant', async () => {
    const client = new Client({ connectionString: test.app, options: '-c search_path=switchboard' });
    await client.connect();
    try {
      for (const { name } of [...ofTenants, { name: 'tenants' }]) {
        expect({ name, rows: (await client.query(`SELECT FROM ${name}`)).rowCount }).toEqual({ name, rows: 0 });
      }
    } finally {
      await client.end();
    }
  });

  it('keeps the apps out of partitions, migrations and the owner’s role', async () => {
    const closed = tables.filter(({ reachable }) => !reachable).map(({ name }) => name);
    expect(closed).toEqual([...tables.filter(({ partition, view }) => partition || view).map(({ name }) => name), 'migrations'].sort());
    for (const name of closed) await expect(inA(`SELECT FROM ${name}`)).rejects.toMatchObject(refusal);
    await expect(inA(`SET ROLE ${decodeURIComponent(new URL(test.owner).username)}`)).rejects.toMatchObject(refusal);
    await expect(inA(`ALTER TABLE contacts DISABLE ROW LEVEL SECURITY`)).rejects.toMatchObject(refusal);
    await expect(inA(`CREATE TABLE mine ()`)).rejects.toMatchObject(refusal);
    const withoutPolicies = test.database.inTenant(a.tenantId, async (transaction) => {
      await transaction.query('SET LOCAL row_security = off');
      return transaction.query('SELECT FROM contacts');
    });
    await expect(withoutPolicies).rejects.toMatchObject(refusal);
  });

  it('gives neither of the apps’ roles a way around it', async () => {
    const roles = await test.asOwner(
      `SELECT rolname AS name, rolsuper, rolbypassrls, rolcreaterole, rolcreatedb, rolreplication, rolinherit,
         ARRAY(SELECT roleid::regrole::text FROM pg_auth_members WHERE member = r.oid) AS member_of,
         EXISTS (SELECT FROM pg_class WHERE relowner = r.oid) OR EXISTS (SELECT FROM pg_namespace WHERE nspowner = r.oid) OR EXISTS (SELECT FROM pg_proc WHERE proowner = r.oid) AS owns
       FROM pg_roles r WHERE rolname = ANY($1) ORDER BY 1`,
      [[APP_ROLE, SYSTEM_ROLE]],
    );
    const harmless = { rolsuper: false, rolbypassrls: false, rolcreaterole: false, rolcreatedb: false, rolreplication: false, owns: false };
    expect(roles).toEqual([
      { name: APP_ROLE, ...harmless, rolinherit: false, member_of: [SYSTEM_ROLE] },
      { name: SYSTEM_ROLE, ...harmless, rolinherit: true, member_of: [] },
    ]);
    await expect(test.database.assertRowSecurityApplies()).resolves.toBeUndefined();
    const asOwner = new Database(test.owner, { poolSize: 1, applicationName: 'switchboard-test' });
    await expect(asOwner.assertRowSecurityApplies()).rejects.toThrow('bypasses row-level security');
    await asOwner.close();
  });

  it('lets background work across tenants reach just the tables it needs', async () => {
    const grants = await test.asOwner<{ name: string; privileges: string[] }>(
      `SELECT c.relname AS name, array_agg(privilege ORDER BY privilege) AS privileges
       FROM pg_class c, unnest(ARRAY['SELECT', 'INSERT', 'UPDATE', 'DELETE', 'TRUNCATE', 'REFERENCES', 'TRIGGER']) privilege
       WHERE c.relnamespace = 'switchboard'::regnamespace AND c.relkind IN ('r', 'p', 'v', 'm', 'f') AND has_table_privilege('${SYSTEM_ROLE}', c.oid, privilege) GROUP BY 1`,
    );
    expect(Object.fromEntries(grants.map(({ name, privileges }) => [name, privileges]))).toEqual(SYSTEM_PRIVILEGES);
    for (const name of Object.keys(SYSTEM_PRIVILEGES)) {
      const seen = await test.database.asSystem((transaction) => transaction.query(`SELECT FROM ${name}`));
      expect({ name, seen: seen.length }).toEqual({ name, seen: 2 });
    }
    await expect(test.database.asSystem((transaction) => transaction.query('SELECT FROM contacts'))).rejects.toMatchObject(refusal);
  });

  it('opens one API key to whoever knows its hash, to read and nothing else', async () => {
    const keyOfB = `hash-${b.id}`;
    const withHash = <T>(sql: string, values?: unknown[]): Promise<T[]> => test.database.withApiKeyHash(keyOfB, (transaction) => transaction.query(sql, values) as Promise<T[]>);
    expect(await withHash('SELECT tenant_id, key_hash FROM api_keys')).toEqual([{ tenant_id: b.tenantId, key_hash: keyOfB }]);
    for (const { name } of ofTenants.filter((table) => table.name !== 'api_keys')) expect({ name, rows: await withHash(`SELECT FROM ${name}`) }).toEqual({ name, rows: [] });
    expect(await withHash('SELECT FROM tenants')).toEqual([]);
    await expect(withHash(`UPDATE api_keys SET name = 'taken'`)).rejects.toMatchObject(policyRefusal);
    await expect(test.database.withApiKeyHash('', (transaction) => transaction.query('SELECT FROM api_keys'))).resolves.toEqual([]);
  });

  it('opens one tenant to whoever signs in to it, to read and nothing else', async () => {
    const withSlug = <T>(sql: string): Promise<T[]> => test.database.withTenantSlug(`tenant-${b.tenantId}`, (transaction) => transaction.query(sql) as Promise<T[]>);
    expect(await withSlug('SELECT id FROM tenants')).toEqual([{ id: b.tenantId }]);
    expect(await withSlug('SELECT FROM staff')).toEqual([]);
    await expect(withSlug(`UPDATE tenants SET name = 'taken'`)).rejects.toMatchObject(policyRefusal);
  });
});
