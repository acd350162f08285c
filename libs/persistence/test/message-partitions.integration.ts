import { afterAll, beforeAll, expect, it, jest } from '@jest/globals';
import { createTestDatabase, describeWith, eventually, type TestDatabase } from '#libs/testing';
import { seedEveryTable, type SeededIds } from './seed-every-table.js';

/** Generous, because the machine may be busy: a hook that is cut off leaves its connections open. */
jest.setTimeout(60_000);

describeWith('postgresql', 'the partitions of messages', () => {
  let test: TestDatabase;
  let ids: SeededIds;

  beforeAll(async () => {
    test = await createTestDatabase();
    ids = await seedEveryTable(test);
  });

  afterAll(() => test?.drop());

  const ensure = async (months: number): Promise<number> =>
    (await test.database.asSystem((transaction) => transaction.query<{ n: number }>('SELECT ensure_message_partitions($1) AS n', [months])))[0]!.n;

  const partitions = async (): Promise<string[]> =>
    (await test.asOwner<{ name: string }>(`SELECT inhrelid::regclass::text AS name FROM pg_inherits WHERE inhparent = 'messages'::regclass ORDER BY 1`)).map(({ name }) => name.replace('switchboard.', ''));

  /** `messages_YYYY_MM` of the month so many after this one, in UTC. */
  function nameOf(monthsAhead: number): string {
    const now = new Date();
    return `messages_${new Date(Date.UTC(now.getUTCFullYear(), now.getUTCMonth() + monthsAhead)).toISOString().slice(0, 7).replace('-', '_')}`;
  }

  /** Writes a message of that time as the apps do; returns the table it is in. */
  async function partitionOf(createdAt: string): Promise<string> {
    const [row] = await test.database.inTenant(ids.tenantId, (transaction) =>
      transaction.query<{ id: string }>(
        `INSERT INTO messages (tenant_id, id, conversation_id, author, body, created_at) VALUES ($1, gen_random_uuid(), $2, 'contact', '我的訂單呢？', ${createdAt}) RETURNING id`,
        [ids.tenantId, ids.id],
      ),
    );
    const [found] = await test.asOwner<{ name: string }>('SELECT tableoid::regclass::text AS name FROM messages WHERE id = $1', [row!.id]);
    return found!.name.replace('switchboard.', '');
  }

  it('are there for this month and three more from the beginning', async () => {
    expect(await partitions()).toEqual([...[0, 1, 2, 3].map(nameOf), 'messages_default'].sort());
    expect(await ensure(3)).toBe(0);
  });

  it('are created months ahead, once each, also by several processes in turn', async () => {
    expect(await ensure(14)).toBe(11);
    expect(await ensure(14)).toBe(0);
    expect(await partitions()).toEqual([...Array.from({ length: 15 }, (_, month) => nameOf(month)), 'messages_default'].sort());
  });

  it('are created once each although two processes begin at the same time', async () => {
    let second: Promise<number> | undefined;
    const first = await test.database.asSystem(async (transaction) => {
      const [row] = await transaction.query<{ n: number }>('SELECT ensure_message_partitions(16) AS n');
      second = ensure(16);
      second.catch(() => undefined);
      await eventually('the second to wait for the first', async () => (await test.asOwner(`SELECT FROM pg_locks WHERE NOT granted AND (database IS NULL OR database = (SELECT oid FROM pg_database WHERE datname = current_database()))`)).length > 0);
      return row!.n;
    });
    expect([first, await second]).toEqual([2, 0]);
  });

  it('take each message by its month in UTC, to the last microsecond', async () => {
    const month = `date_trunc('month', now() AT TIME ZONE 'UTC') AT TIME ZONE 'UTC'`;
    expect(await partitionOf('now()')).toBe(nameOf(0));
    expect(await partitionOf(month)).toBe(nameOf(0));
    expect(await partitionOf(`(date_trunc('month', now() AT TIME ZONE 'UTC') + interval '1 month') AT TIME ZONE 'UTC' - interval '1 microsecond'`)).toBe(nameOf(0));
    expect(await partitionOf(`(date_trunc('month', now() AT TIME ZONE 'UTC') + interval '1 month') AT TIME ZONE 'UTC'`)).toBe(nameOf(1));
  });

  it('have one that takes what no month covers', async () => {
    expect(await partitionOf(`now() + interval '10 years'`)).toBe('messages_default');
    expect(await partitionOf(`now() - interval '1 year'`)).toBe('messages_default');
  });

  it('are all read through the one table, and found by a part of a Chinese text', async () => {
    const rows = await test.database.inTenant(ids.tenantId, (transaction) => transaction.query(`SELECT FROM messages WHERE body LIKE '%訂單%'`));
    expect(rows).toHaveLength(6);
  });

  it('are not for the apps to create', async () => {
    await expect(test.database.inTenant(ids.tenantId, (transaction) => transaction.query('SELECT ensure_message_partitions(20)'))).rejects.toMatchObject({ code: '42501' });
  });

  it('still come about when a month’s messages lie in the default one', async () => {
    expect(await partitionOf(`now() + interval '18 months'`)).toBe('messages_default');
    expect(await ensure(18)).toBe(2);
    expect(await partitionOf(`now() + interval '18 months'`)).toBe(nameOf(18));
  });
});
