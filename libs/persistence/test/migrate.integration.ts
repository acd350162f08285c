import { randomBytes } from 'node:crypto';
import { afterEach, expect, it, jest } from '@jest/globals';
import { MIGRATIONS } from '#migrations';
import { newId } from '#libs/kernel';
import { createEmptyDatabase, describeWith, queryOnce } from '#libs/testing';
import { Database, deriveAppUrl, migrate, type DatabaseUrls } from '../src/index.js';

/** Generous, because the machine may be busy: a hook that is cut off leaves its connections open. */
jest.setTimeout(60_000);

const ALL = MIGRATIONS.map(({ name }) => name);

describeWith('postgresql', 'migrating', () => {
  const made: { drop(): Promise<void> }[] = [];

  afterEach(async () => {
    for (const database of made.splice(0)) await database.drop();
  });

  async function emptyDatabase(): Promise<DatabaseUrls & { owner: string }> {
    const empty = await createEmptyDatabase();
    made.push(empty);
    return { owner: empty.url, app: deriveAppUrl(empty.url) };
  }

  const recorded = async (owner: string): Promise<string[]> => (await queryOnce<{ name: string }>(owner, 'SELECT name FROM switchboard.migrations ORDER BY id')).map(({ name }) => name);

  async function undo(owner: string, count: number): Promise<void> {
    const { DataSource } = await import('typeorm');
    const extra = { options: '-c search_path=switchboard,public' };
    const source = await new DataSource({ type: 'postgres', url: owner, schema: 'switchboard', extra, migrations: MIGRATIONS }).initialize();
    for (let undone = 0; undone < count; undone += 1) await source.undoLastMigration();
    await source.destroy();
  }

  it('runs what is missing, in order, and nothing else; and can be taken back', async () => {
    const urls = await emptyDatabase();
    expect(await migrate(urls)).toEqual(ALL);
    expect(await migrate(urls)).toEqual([]);
    expect(await recorded(urls.owner)).toEqual(ALL);

    const last = ALL.at(-1)!;
    await undo(urls.owner, 1);
    expect(await migrate(urls)).toEqual([last]);

    await undo(urls.owner, ALL.length);
    const left = await queryOnce(urls.owner, `SELECT relname FROM pg_class WHERE relnamespace = 'switchboard'::regnamespace AND relkind IN ('r', 'p') AND relname <> 'migrations'`);
    expect(left).toEqual([]);
    expect(await migrate(urls)).toEqual(ALL);
  });

  it('runs each migration once although several processes begin at the same time', async () => {
    const urls = await emptyDatabase();
    const ran = await Promise.all(Array.from({ length: 4 }, () => migrate(urls)));
    expect(ran.filter((names) => names.length > 0)).toEqual([ALL]);
    expect(await recorded(urls.owner)).toEqual(ALL);
  });

  it('is left to others by a process that was given only the apps’ URL', async () => {
    expect(await migrate({ owner: null, app: 'postgres://switchboard_app@127.0.0.1:1/none' })).toEqual([]);
  });

  it('works with an owner who is no superuser, and who then sees no tenant’s rows either', async () => {
    const { owner: superuser, app } = await emptyDatabase();
    const role = `switchboard_owner_${randomBytes(4).toString('hex')}`;
    const owner = new URL(superuser);
    // The same password, so that the password derived for the apps' role, which all databases share, stays.
    await queryOnce(superuser, `CREATE ROLE ${role} LOGIN NOSUPERUSER ${owner.password ? `PASSWORD '${decodeURIComponent(owner.password)}'` : ''}`);
    owner.username = role;
    try {
      await queryOnce(superuser, `ALTER DATABASE ${owner.pathname.slice(1)} OWNER TO ${role}`);
      expect(await migrate({ owner: owner.toString(), app })).toEqual(ALL);
      await useAsApp(superuser, app);
      expect(await queryOnce(owner.toString(), 'SELECT FROM contacts')).toEqual([]);
      expect(await queryOnce(superuser, 'SELECT FROM contacts')).toHaveLength(1);
    } finally {
      await queryOnce(superuser, `DROP OWNED BY ${role} CASCADE`);
      await queryOnce(superuser, `ALTER DATABASE ${owner.pathname.slice(1)} OWNER TO CURRENT_USER`);
      await queryOnce(superuser, `DROP ROLE ${role}`);
    }
  });
});

/** Writes as the apps do, and as background work does. */
async function useAsApp(superuser: string, app: string): Promise<void> {
  const tenantId = newId();
  await queryOnce(superuser, `INSERT INTO tenants (id, slug, name) VALUES ($1, 'shop', 'Shop')`, [tenantId]);
  const database = new Database(app, { poolSize: 1, applicationName: 'switchboard-test' });
  try {
    await database.assertRowSecurityApplies();
    await database.inTenant(tenantId, (transaction) => transaction.query('INSERT INTO contacts (tenant_id, id) VALUES ($1, $2)', [tenantId, newId()]));
    const created = await database.asSystem((transaction) => transaction.query('SELECT ensure_message_partitions(6) AS n'));
    expect(created).toEqual([{ n: 3 }]);
    // A view over all tenants is made with the owner's rights.
    await database.inTenant(tenantId, (transaction) => transaction.query(`INSERT INTO faq_queries (tenant_id, id, turn_id, question, locale, outcome, cited) VALUES ($1, $2, $2, 'q', 'en', 'answered', ARRAY[$2::uuid])`, [tenantId, newId()]));
    await database.asSystem((transaction) => transaction.query('SELECT refresh_popular_faqs()'));
    expect(await database.inTenant(tenantId, (transaction) => transaction.query('SELECT answered FROM popular_faqs_of_tenant()'))).toEqual([{ answered: 1 }]);
  } finally {
    await database.close();
  }
}
