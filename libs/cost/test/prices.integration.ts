import { afterAll, beforeAll, expect, it } from '@jest/globals';
import type { Database } from '#libs/persistence';
import { createTestDatabase, describeWith, eventually, type TestDatabase } from '#libs/testing';
import { aCall, anAdmin, anotherDatabase, createDesk, seedTenant, type CostDesk } from './cost-desk.js';

describeWith('postgresql', 'prices on PostgreSQL', () => {
  let test: TestDatabase;
  let elsewhere: Database;
  let desk: CostDesk;
  let tenantId: string;

  beforeAll(async () => {
    test = await createTestDatabase();
    elsewhere = anotherDatabase(test);
    desk = createDesk(test.database);
    tenantId = await seedTenant(test);
  }, 60_000);

  afterAll(async () => {
    await elsewhere?.close();
    await test?.drop();
  });

  const tokens = { inputTokens: 1_000_000, outputTokens: 0, cacheReadTokens: 0, cacheWriteTokens: 0 };
  const setPrice = (input: string, model = 'gpt-4o', tenant = tenantId) => desk.prices.set(tenant, anAdmin(tenant), { model, input, output: '0', cache_read: null, cache_write: null });

  it('of a tenant win at once, for that tenant alone, and are taken back at once', async () => {
    const stranger = await seedTenant(test);
    expect(await desk.prices.costOf(tenantId, 'gpt-4o', tokens)).toEqual({ cost: '2.5', priced: true });
    expect(await setPrice('0.1234567891')).toMatchObject({ model: 'gpt-4o', input: '0.1234567891', source: 'tenant', as_of: expect.stringMatching(/^\d{4}-\d\d-\d\d$/) });
    expect(await desk.prices.costOf(tenantId, 'openai/gpt-4o-2024-08-06', tokens)).toEqual({ cost: '0.1234567891', priced: true });
    expect(await desk.prices.costOf(stranger, 'gpt-4o', tokens)).toEqual({ cost: '2.5', priced: true });
    expect(await desk.ledger.settle(aCall(tenantId, { tokens }))).toMatchObject({ cost: '0.1234567891' });
    await desk.prices.remove(tenantId, anAdmin(tenantId), 'gpt-4o');
    expect(await desk.prices.costOf(tenantId, 'gpt-4o', tokens)).toEqual({ cost: '2.5', priced: true });
  });

  it('are known without waiting once they have been asked for', async () => {
    const tenant = await seedTenant(test);
    expect(desk.prices.knownListOf(tenant)).toBeUndefined();
    await desk.prices.listOf(tenant);
    expect(desk.prices.knownListOf(tenant)?.costOf('gpt-4o', tokens)).toEqual({ cost: '2.5', priced: true });
  });

  it('set elsewhere arrive within seconds', async () => {
    const other = createDesk(elsewhere);
    await other.prices.listOf(tenantId);
    await setPrice('7', 'house-model');
    await eventually('the other process knows the price', async () => (await other.prices.priceOf(tenantId, 'house-model'))?.input === '7');
  });

  it('are listed with the shipped ones and leave audit entries', async () => {
    const tenant = await seedTenant(test);
    await setPrice('1', 'b-model', tenant);
    await setPrice('2', 'a/model', tenant);
    const list = await desk.prices.list(tenant);
    expect(list.slice(0, 3).map(({ model, source }) => [model, source])).toEqual([['a/model', 'tenant'], ['b-model', 'tenant'], [list[2]!.model, 'shipped']]);
    await desk.prices.remove(tenant, anAdmin(tenant), 'a/model');
    await expect(desk.prices.remove(tenant, anAdmin(tenant), 'a/model')).rejects.toMatchObject({ code: 'not_found' });
    const actions = await test.asOwner<{ action: string; subject_id: string }>('SELECT action, subject_id FROM audit_log WHERE tenant_id = $1 ORDER BY created_at, id', [tenant]);
    expect(actions.map(({ action, subject_id }) => `${action} ${subject_id}`)).toEqual(['model_price.set b-model', 'model_price.set a/model', 'model_price.removed a/model']);
  });
});
