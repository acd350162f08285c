import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Decimal } from 'decimal.js';
import { newId } from '#libs/kernel';
import type { Database } from '#libs/persistence';
import { createTestDatabase, describeWith, eventually, gate, type TestDatabase } from '#libs/testing';
import { UsageLedger, pruneTurnSteps, settleInterrupted, type OpenedCall, type SettledCall } from '../src/index.js';
import { CALL_COST, aCall, anotherDatabase, createDesk, seedChannel, seedKey, seedTenant, type CostDesk } from './cost-desk.js';

const someOf = <T>(values: readonly T[]): T => values[Math.floor(Math.random() * values.length)]!;

/** Sees what the database refused, and the ledger then tried again. */
function watched(database: Database, refusals: unknown[]): Database {
  const watching = Object.create(database) as Database;
  watching.inTenant = (tenant, work) =>
    database.inTenant(tenant, work).catch((error: unknown) => {
      refusals.push(error);
      throw error;
    });
  return watching;
}

describeWith('postgresql', 'the usage ledger on PostgreSQL', () => {
  let test: TestDatabase;
  let desk: CostDesk;
  let other: CostDesk;
  let elsewhere: Database;
  let tenantId: string;

  beforeAll(async () => {
    test = await createTestDatabase();
    elsewhere = anotherDatabase(test);
    desk = createDesk(test.database);
    other = createDesk(elsewhere);
    tenantId = await seedTenant(test);
  }, 60_000);

  afterAll(async () => {
    await elsewhere?.close();
    await test?.drop();
  });

  const opened = ({ tenantId: tenant, id, source, task, agentType, conversationId, turnId, virtualKeyId, requestedModel, startedAt }: SettledCall, inputTokens = 700): OpenedCall => ({
    tenantId: tenant, id, source, task, agentType, conversationId, turnId, virtualKeyId, requestedModel, startedAt, inputTokens,
  });
  const rowOf = async (id: string) => (await test.asOwner<Record<string, unknown>>('SELECT * FROM api_usage WHERE id = $1', [id]))[0];

  /** The roll-up against the rows it was made of, for everything there is. */
  async function expectRollUpToMatch(): Promise<void> {
    const columns = 'tenant_id, day, source, agent_type, provider, model, channel_id, virtual_key_id';
    const nobody = `'00000000-0000-0000-0000-000000000000'`;
    const fromRows = `SELECT tenant_id, (created_at AT TIME ZONE 'UTC')::date AS day, source, COALESCE(agent_type, '') AS agent_type, provider, model, COALESCE(channel_id, ${nobody}) AS channel_id,
        COALESCE(virtual_key_id, ${nobody}) AS virtual_key_id, count(*)::text AS calls, count(*) FILTER (WHERE outcome IN ('failed', 'broken', 'interrupted'))::text AS failed_calls,
        count(*) FILTER (WHERE estimated)::text AS estimated_calls, count(*) FILTER (WHERE NOT priced)::text AS unpriced_calls, sum(input_tokens)::text AS input_tokens, sum(output_tokens)::text AS output_tokens,
        sum(cache_read_tokens)::text AS cache_read_tokens, sum(cache_write_tokens)::text AS cache_write_tokens, sum(cost)::text AS cost, sum(latency_ms)::text AS latency_ms
      FROM api_usage WHERE outcome <> 'open' GROUP BY 1, 2, 3, 4, 5, 6, 7, 8 ORDER BY 1, 2, 3, 4, 5, 6, 7, 8`;
    const rolledUp = `SELECT ${columns}, calls::text, failed_calls::text, estimated_calls::text, unpriced_calls::text, input_tokens::text, output_tokens::text, cache_read_tokens::text, cache_write_tokens::text, cost::text, latency_ms::text
      FROM usage_daily ORDER BY ${columns}`;
    expect(await test.asOwner(rolledUp)).toEqual(await test.asOwner(fromRows));
    for (const [table, column] of [['virtual_keys', 'virtual_key_id'], ['channels', 'channel_id']] as const) {
      const counted = await test.asOwner(`SELECT id, used_tokens::text, used_cost::text FROM ${table} WHERE used_tokens > 0 OR used_cost > 0 ORDER BY 1`);
      const used = await test.asOwner(
        `SELECT u.${column} AS id, sum(u.input_tokens + u.output_tokens + u.cache_read_tokens + u.cache_write_tokens)::text AS used_tokens, sum(u.cost)::text AS used_cost
         FROM api_usage u JOIN ${table} t ON t.id = u.${column} AND t.tenant_id = u.tenant_id WHERE u.outcome <> 'open' GROUP BY 1 ORDER BY 1`,
      );
      expect({ table, counted }).toEqual({ table, counted: used });
    }
  }

  describe('a call', () => {
    it('is written with its cost and its receipt', async () => {
      const attempt = { channel_id: null, channel: 'main', provider: 'openai', model: 'gpt-4o', key_last_four: 'abcd', why_chosen: 'first', outcome: 'completed', why_left: null, status: 200, started_at: new Date().toISOString(), first_token_ms: 200, took_ms: 500 };
      const call = aCall(tenantId, { attempts: [attempt] });
      expect(await desk.ledger.settle(call)).toEqual({ cost: CALL_COST, counted: true });
      expect(await rowOf(call.id)).toMatchObject({ tenant_id: tenantId, outcome: 'completed', cost: '0.0035000000', priced: true, attempts: [attempt], created_at: call.startedAt, settled_at: expect.any(Date) });
    });

    it('of an unknown model costs nothing, and says so', async () => {
      const call = aCall(tenantId, { model: 'house-model' });
      expect(await desk.ledger.settle(call)).toEqual({ cost: '0', counted: true });
      expect(await rowOf(call.id)).toMatchObject({ priced: false });
    });

    it('is opened once, and known from then on with what became of it', async () => {
      const call = aCall(tenantId);
      const both = await Promise.all([desk.ledger.open(opened(call)), desk.ledger.open(opened(call)), other.ledger.open(opened(call))]);
      expect(both.filter(({ kind }) => kind === 'opened')).toHaveLength(1);
      expect(both.filter(({ kind }) => kind === 'known')).toEqual([{ kind: 'known', outcome: 'open' }, { kind: 'known', outcome: 'open' }]);
      await desk.ledger.settle({ ...call, outcome: 'broken' });
      expect(await other.ledger.open(opened(call))).toEqual({ kind: 'known', outcome: 'broken' });
    });

    it('keeps when it began', async () => {
      const call = aCall(tenantId, { startedAt: new Date('2026-01-31T23:59:59.500Z') });
      await desk.ledger.open(opened(call));
      await desk.ledger.settle({ ...call, startedAt: new Date() });
      expect(await rowOf(call.id)).toMatchObject({ created_at: call.startedAt });
    });

    it('of one tenant is not another’s, though the id is the same', async () => {
      const call = aCall(tenantId);
      const stranger = await seedTenant(test);
      await desk.ledger.settle(call);
      expect(await desk.ledger.settle({ ...call, tenantId: stranger })).toMatchObject({ counted: true });
      expect(await test.asOwner('SELECT tenant_id FROM api_usage WHERE id = $1', [call.id])).toHaveLength(2);
    });
  });

  describe('exactly once', () => {
    it('is counted what two processes report many times at the same moment', async () => {
      const [key, channel] = [await seedKey(test, tenantId), await seedChannel(test, tenantId)];
      const calls = Array.from({ length: 40 }, () => aCall(tenantId, { virtualKeyId: key, channelId: channel }));
      for (const call of calls.slice(0, 20)) await desk.ledger.open(opened(call));
      const reports = calls.flatMap((call) => [desk, other, desk, other, desk].map((from) => from.ledger.settle(call)));
      const counted = (await Promise.all(reports)).filter((result) => result.counted);
      expect(counted).toHaveLength(40);
      const [used] = await test.asOwner('SELECT used_tokens::text, used_cost::text FROM virtual_keys WHERE id = $1', [key]);
      expect(used).toEqual({ used_tokens: String(40 * 1_100), used_cost: new Decimal(CALL_COST).times(40).toFixed(10) });
      await expectRollUpToMatch();
    });

    it('a settled call stays as it is, whatever is reported later', async () => {
      const call = aCall(tenantId);
      await desk.ledger.settle(call);
      expect(await other.ledger.settle({ ...call, outcome: 'failed', tokens: { ...call.tokens, outputTokens: 9 } })).toMatchObject({ counted: false });
      expect(await rowOf(call.id)).toMatchObject({ outcome: 'completed', output_tokens: 100 });
    });

    it('is counted what was committed just when the connection broke, and is therefore written again', async () => {
      let commits = 0;
      const flaky = Object.create(test.database) as Database;
      flaky.inTenant = async (tenant, work) => {
        const result = await test.database.inTenant(tenant, work);
        commits += 1;
        if (commits === 1) throw Object.assign(new Error('read ECONNRESET'), { code: 'ECONNRESET' });
        return result;
      };
      const call = aCall(tenantId, { virtualKeyId: await seedKey(test, tenantId) });
      const ledger = new UsageLedger(flaky, desk.prices, desk.spent);
      expect(await ledger.settle(call)).toEqual({ cost: CALL_COST, counted: false });
      expect(commits).toBe(2);
      await expectRollUpToMatch();
    });
  });

  describe('two processes that write the same rows side by side', () => {
    const PLACES = Array.from({ length: 20 }, (_, index) => index);

    it.each([
      ['usage_daily', 'day = $1', { keys: false, channels: false }],
      ['virtual_keys', 'id = $1', { keys: true, channels: false }],
      ['channels', 'id = $1', { keys: false, channels: true }],
    ] as const)('never wait for each other in a circle: %s', async (table, where, shared) => {
      const tenant = await seedTenant(test);
      const [keys, channels] = [await Promise.all(PLACES.map(() => seedKey(test, tenant))), await Promise.all(PLACES.map(() => seedChannel(test, tenant)))];
      const dayOf = (place: number): Date => new Date(Date.UTC(2026, 0, 1 + place));
      // They share the rows of this one table alone, so that it is here that they meet.
      const batch = (model: string): SettledCall[] => PLACES.map((place) => aCall(tenant, { model, virtualKeyId: shared.keys ? keys[place]! : null, channelId: shared.channels ? channels[place]! : null, startedAt: dayOf(place) }));
      await Promise.all(batch('gpt-4o').map((call) => desk.ledger.settle(call)));
      const middle = { usage_daily: dayOf(10), virtual_keys: keys[10], channels: channels[10] }[table];
      const refusals: unknown[] = [];
      const [locked, released] = [gate(), gate()];
      const holding = test.database.inTenant(tenant, async (transaction) => {
        await transaction.query(`SELECT FROM ${table} WHERE ${where} FOR UPDATE`, [middle]);
        locked.open();
        await released.opened;
      });
      await locked.opened;
      // Both are held up in the middle: with their rows in different orders each would now have what the other one needs.
      const models = ['gpt-4o', table === 'usage_daily' ? 'gpt-4o' : 'gpt-4o-mini'];
      const writing = [test.database, elsewhere].map((database, index) => {
        const ledger = new UsageLedger(watched(database, refusals), desk.prices, desk.spent);
        return Promise.all(batch(models[index]!).map((call) => ledger.settle(call)));
      });
      await eventually('both wait', async () => (await test.asOwner(`SELECT 1 FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'`)).length === 2);
      released.open();
      await Promise.all([holding, ...writing]);
      expect(refusals).toEqual([]);
      await expectRollUpToMatch();
    });
  });

  it('rolls up to the sum of its rows, whatever happens in between', async () => {
    const tenants = [tenantId, await seedTenant(test), await seedTenant(test)];
    const count = (): number => Math.floor(Math.random() * 5_000);
    const known: SettledCall[] = [];
    await Promise.all(Array.from({ length: 400 }, async () => {
      const from = someOf([desk, other]);
      const call = Math.random() < 0.2 && known.length > 0 ? someOf(known) : aCall(someOf(tenants), {
        source: someOf(['agent', 'relay', 'probe', 'test']), agentType: someOf([null, 'faq', 'order']), model: someOf(['gpt-4o', 'nobody-knows-it']), outcome: someOf(['completed', 'failed', 'broken', 'cancelled']),
        estimated: someOf([true, false]), tokens: { inputTokens: count(), outputTokens: count(), cacheReadTokens: count(), cacheWriteTokens: count() }, startedAt: new Date(Date.now() - count() * 60_000),
      });
      known.push(call);
      if (Math.random() < 0.5) await from.ledger.open(opened(call));
      if (Math.random() < 0.9) await from.ledger.settle(call);
    }));
    await settleInterrupted(test.database, desk.prices, 0);
    await expectRollUpToMatch();
  });

  describe('a call whose process died', () => {
    it('becomes interrupted and is billed its estimated input, once, by however many workers', async () => {
      const tenant = await seedTenant(test);
      const key = await seedKey(test, tenant);
      const calls = [1, 2].map(() => aCall(tenant, { virtualKeyId: key, startedAt: new Date(Date.now() - 3_600_000) }));
      for (const call of calls) await desk.ledger.open(opened(call, 2_000));
      const young = aCall(tenant);
      await desk.ledger.open(opened(young));
      const settled = await Promise.all([settleInterrupted(test.database, desk.prices, 600_000), settleInterrupted(test.database, other.prices, 600_000)]);
      expect(settled[0] + settled[1]).toBe(2);
      expect(await settleInterrupted(test.database, desk.prices, 600_000)).toBe(0);
      expect(await rowOf(calls[0]!.id)).toMatchObject({ outcome: 'interrupted', estimated: true, input_tokens: 2_000, cost: '0.0050000000', provider: 'unknown' });
      expect(await rowOf(young.id)).toMatchObject({ outcome: 'open' });
      expect(await test.asOwner('SELECT used_tokens::text, used_cost::text FROM virtual_keys WHERE id = $1', [key])).toEqual([{ used_tokens: '4000', used_cost: '0.0100000000' }]);
      await expectRollUpToMatch();
      expect(await desk.ledger.settle(calls[0]!)).toMatchObject({ counted: false });
      await expectRollUpToMatch();
    });
  });

  describe('the answer of a turn’s step', () => {
    it('is kept with the bill, the first one for good', async () => {
      const call = aCall(tenantId, { source: 'agent', turnId: newId(), agentType: 'faq' });
      expect(await desk.ledger.stepAnswer(tenantId, call.id)).toBeNull();
      await desk.ledger.settle(call, { answer: { text: 'first' } });
      await other.ledger.settle(call, { answer: { text: 'second' } });
      expect(await other.ledger.stepAnswer(tenantId, call.id)).toEqual({ text: 'first' });
      expect(await desk.ledger.stepAnswer(await seedTenant(test), call.id)).toBeNull();
    });

    it('is forgotten after a day', async () => {
      const [old, young] = [1, 2].map(() => aCall(tenantId, { source: 'agent', turnId: newId() }));
      for (const call of [old!, young!]) await desk.ledger.settle(call, { answer: { text: 'x' } });
      await test.asOwner(`UPDATE turn_steps SET created_at = now() - interval '25 hours' WHERE id = $1`, [old!.id]);
      await pruneTurnSteps(test.database);
      expect(await desk.ledger.stepAnswer(tenantId, old!.id)).toBeNull();
      expect(await desk.ledger.stepAnswer(tenantId, young!.id)).toEqual({ text: 'x' });
    });
  });

  it('loses no call to one that cannot be written', async () => {
    const bad = aCall(tenantId, { tokens: { inputTokens: 3_000_000_000, outputTokens: 0, cacheReadTokens: 0, cacheWriteTokens: 0 } });
    const good = Array.from({ length: 5 }, () => aCall(tenantId));
    const outcomes = await Promise.allSettled([...good.slice(0, 2), bad, ...good.slice(2)].map((call) => desk.ledger.settle(call)));
    expect(outcomes.map(({ status }) => status)).toEqual(['fulfilled', 'fulfilled', 'rejected', 'fulfilled', 'fulfilled', 'fulfilled']);
    for (const call of good) expect(await rowOf(call.id)).toMatchObject({ outcome: 'completed' });
  });

  it('has written everything when the process stops', async () => {
    const calls = Array.from({ length: 30 }, () => aCall(tenantId));
    const settling = calls.map((call) => desk.ledger.settle(call));
    await desk.ledger.onModuleDestroy();
    const rows = await test.asOwner('SELECT id FROM api_usage WHERE id = ANY($1)', [calls.map(({ id }) => id)]);
    expect(rows).toHaveLength(30);
    await Promise.all(settling);
  });
});
