import { afterAll, afterEach, beforeAll, beforeEach, expect, it, jest } from '@jest/globals';
import { newId } from '#libs/kernel';
import { createTestDatabase, describeWith, eventually, type TestDatabase } from '#libs/testing';
import { Database, isTransientDatabaseError, SYSTEM_ROLE, violates, type Transaction } from '../src/index.js';

/** Generous, because the machine may be busy: a hook that is cut off leaves its connections open. */
jest.setTimeout(60_000);

describeWith('postgresql', 'a transaction', () => {
  let test: TestDatabase;
  let database: Database;
  let tenantId: string;
  let errors: Error[];

  beforeAll(async () => {
    test = await createTestDatabase();
    tenantId = newId();
    await test.asOwner(`INSERT INTO tenants (id, slug, name) VALUES ($1, 'shop', 'Shop')`, [tenantId]);
  });

  afterAll(() => test?.drop());

  beforeEach(async () => {
    await test.asOwner('DELETE FROM contacts');
    errors = [];
    // One connection, so that every transaction gets the one the transaction before gave back.
    database = new Database(test.app, { poolSize: 1, applicationName: 'switchboard-test', onError: (error) => errors.push(error) });
  });

  afterEach(() => database.close());

  const INSERT = { name: 'contact-insert', text: 'INSERT INTO contacts (tenant_id, id) VALUES ($1, $2)' };
  const insert = (transaction: Transaction, id = newId()): Promise<unknown> => transaction.query(INSERT, [tenantId, id]);
  const contacts = async (): Promise<number> => (await test.asOwner('SELECT FROM contacts')).length;

  const errorOf = (failing: Promise<unknown>): Promise<unknown> => failing.then(() => Promise.reject(new Error('It did not fail')), (error: unknown) => error);

  /** What the one connection is left with. */
  async function leftovers(): Promise<Record<string, unknown>> {
    let found: Record<string, unknown> | undefined;
    await database.inTenant(newId(), async (transaction) => {
      found = await transaction.first(
        `SELECT current_user AS role, current_setting('app.api_key_hash', true) AS hash, (SELECT count(*) FROM contacts) AS contacts, pg_backend_pid() AS pid`,
      );
    });
    return found!;
  }

  it('commits what was written when its work returns, and gives back the result', async () => {
    await expect(database.inTenant(tenantId, async (transaction) => (await insert(transaction), 'result'))).resolves.toBe('result');
    expect(await contacts()).toBe(1);
  });

  it('writes nothing when its work throws, and passes the error on', async () => {
    const failure = new Error('the use case failed');
    const failing = database.inTenant(tenantId, async (transaction) => {
      await insert(transaction);
      throw failure;
    });
    await expect(failing).rejects.toBe(failure);
    expect(await contacts()).toBe(0);
  });

  it('writes nothing when a statement fails', async () => {
    const id = newId();
    const failing = database.inTenant(tenantId, async (transaction) => {
      await insert(transaction, id);
      await insert(transaction, id);
    });
    expect(violates(await errorOf(failing), 'contacts_pkey')).toBe(true);
    expect(await contacts()).toBe(0);
  });

  it('does not pretend to have committed when the work went on after a failed statement', async () => {
    const failing = database.inTenant(tenantId, async (transaction) => {
      await insert(transaction);
      await transaction.query('SELECT 1 / 0').catch(() => undefined);
      return 'looks well';
    });
    await expect(failing).rejects.toThrow('rolled back');
    expect(await contacts()).toBe(0);
  });

  it('sends its last statement with the commit, and gives back its rows', async () => {
    const rows = await database.inTenant(tenantId, async (transaction) => {
      await insert(transaction);
      return transaction.queryAndCommit('INSERT INTO contacts (tenant_id, id) VALUES ($1, $2) RETURNING tenant_id', [tenantId, newId()]);
    });
    expect(rows).toEqual([{ tenant_id: tenantId }]);
    expect(await contacts()).toBe(2);
  });

  it('leaves nothing half-written when its last statement fails', async () => {
    const failing = database.inTenant(tenantId, async (transaction) => {
      await insert(transaction);
      await transaction.queryAndCommit('SELECT 1 / 0');
    });
    await expect(failing).rejects.toMatchObject({ code: '22012' });
    expect(await contacts()).toBe(0);
  });

  it('reports what only the commit finds out', async () => {
    await test.asOwner('ALTER TABLE contacts ADD CONSTRAINT name_once UNIQUE (name) DEFERRABLE INITIALLY DEFERRED');
    const twice = (last: 'query' | 'queryAndCommit') =>
      database.inTenant(tenantId, async (transaction) => {
        for (const method of ['query', last] as const) await transaction[method](`INSERT INTO contacts (tenant_id, id, name) VALUES ($1, $2, 'same')`, [tenantId, newId()]);
      });
    expect(violates(await errorOf(twice('query')), 'name_once')).toBe(true);
    expect(violates(await errorOf(twice('queryAndCommit')), 'name_once')).toBe(true);
    await test.asOwner('ALTER TABLE contacts DROP CONSTRAINT name_once');
    expect(await contacts()).toBe(0);
  });

  it('refuses statements after its commit, where they would have no tenant', async () => {
    const failing = database.inTenant(tenantId, async (transaction) => {
      await transaction.queryAndCommit(INSERT, [tenantId, newId()]);
      await transaction.query('SELECT 1');
    });
    await expect(failing).rejects.toThrow('The transaction is over');
    expect(await contacts()).toBe(1);
  });

  it('reports why it could not be opened, not that its first statement failed for it', async () => {
    // NUL cannot be in a text of PostgreSQL: setting the scope fails, after BEGIN and the statement were sent with it.
    const badScope = '\u0000';
    const reason = { code: '22021' };
    await expect(database.inTenant(badScope, (transaction) => transaction.query('SELECT 1'))).rejects.toMatchObject(reason);
    await expect(database.inTenant(badScope, (transaction) => transaction.queryAndCommit('SELECT 1'))).rejects.toMatchObject(reason);
    await expect(database.inTenant(badScope, async () => 'no statement')).rejects.toThrow();
    expect(await leftovers()).toMatchObject({ role: 'switchboard_app' });
  });

  it('keeps statements that run side by side apart', async () => {
    const rows = await database.inTenant(tenantId, (transaction) => Promise.all(Array.from({ length: 50 }, (_, n) => transaction.first<{ n: number }>({ name: 'echo', text: 'SELECT $1::int AS n' }, [n]))));
    expect(rows.map((row) => row?.n)).toEqual(Array.from({ length: 50 }, (_, n) => n));
  });

  it('waits for statements still under way before it gives the connection back', async () => {
    const failing = database.inTenant(tenantId, (transaction) => Promise.all([insert(transaction), transaction.query('SELECT 1 / 0'), insert(transaction)]));
    await expect(failing).rejects.toMatchObject({ code: '22012' });
    await database.inTenant(tenantId, (transaction) => insert(transaction));
    expect(await contacts()).toBe(1);
  });

  it('leaves neither tenant, role nor key on the connection it gives back', async () => {
    await database.inTenant(tenantId, (transaction) => insert(transaction));
    const first = await leftovers();
    const clean = { role: 'switchboard_app', contacts: 0, pid: first.pid };
    expect(first).toMatchObject(clean);
    await database.asSystem(async (transaction) => {
      expect(await transaction.first('SELECT current_user AS role')).toEqual({ role: SYSTEM_ROLE });
    });
    expect(await leftovers()).toMatchObject(clean);
    await database.withApiKeyHash('some-hash', (transaction) => transaction.queryAndCommit('SELECT 1'));
    expect(await leftovers()).toMatchObject({ ...clean, hash: '' });
    await database.asSystem((transaction) => transaction.query('SELECT 1 / 0')).catch(() => undefined);
    expect(await leftovers()).toMatchObject(clean);
    await database.inTenant(tenantId, (transaction) => transaction.queryAndCommit('SELECT 1 / 0')).catch(() => undefined);
    expect(await leftovers()).toMatchObject(clean);
  });

  it('serves many at once through few connections', async () => {
    const ids = Array.from({ length: 200 }, newId);
    await Promise.all(ids.map((id) => database.inTenant(tenantId, (transaction) => insert(transaction, id))));
    expect(await contacts()).toBe(200);
    expect(database.waiting).toBe(0);
  });

  it('survives the loss of its connection between two statements, and the next one gets another', async () => {
    const failing = database.inTenant(tenantId, async (transaction) => {
      await insert(transaction);
      const [backend] = await transaction.query<{ pid: number }>('SELECT pg_backend_pid() AS pid');
      await test.asOwner('SELECT pg_terminate_backend($1)', [backend!.pid]);
      await eventually('the loss to arrive', async () => (await test.asOwner('SELECT FROM pg_stat_activity WHERE pid = $1', [backend!.pid])).length === 0);
      await new Promise((resolve) => setTimeout(resolve, 50));
      await insert(transaction);
    });
    expect(isTransientDatabaseError(await errorOf(failing))).toBe(true);
    await database.inTenant(tenantId, (transaction) => insert(transaction));
    expect(await contacts()).toBe(1);
  });

  it('survives the loss of its connection within a statement', async () => {
    const failing = database.inTenant(tenantId, (transaction) => transaction.query('SELECT pg_terminate_backend(pg_backend_pid()), pg_sleep(1)'));
    expect(isTransientDatabaseError(await errorOf(failing))).toBe(true);
    await database.inTenant(tenantId, (transaction) => insert(transaction));
  });

  it('survives the loss of an idle connection, and tells of it', async () => {
    const { pid } = await leftovers();
    await test.asOwner('SELECT pg_terminate_backend($1)', [pid]);
    await eventually('the pool to notice', () => errors.length > 0);
    await database.inTenant(tenantId, (transaction) => insert(transaction));
    expect(await contacts()).toBe(1);
  });

  it('says that the service is unavailable when the server is', async () => {
    const nowhere = new Database('postgres://switchboard_app@127.0.0.1:1/none', { poolSize: 1, applicationName: 'switchboard-test' });
    await expect(nowhere.inTenant(tenantId, async () => undefined)).rejects.toMatchObject({ code: 'service_unavailable', retryAfter: 5 });
    await nowhere.close();
  });
});
