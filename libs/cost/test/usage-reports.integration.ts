import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { UsageForecast, UsageQuery, UsageReport } from '#libs/contracts';
import { newId } from '#libs/kernel';
import { createTestDatabase, describeWith, type TestDatabase } from '#libs/testing';
import { dayAfter } from '../src/reports/forecast.js';
import { CALL_COST, aCall, aCallOf, createDesk, seedChannel, seedConversation, seedKey, seedTenant, type CostDesk } from './cost-desk.js';

const daysAgo = (days: number): Date => new Date(Date.now() - days * 86_400_000);
const today = (): string => new Date().toISOString().slice(0, 10);

describeWith('postgresql', 'usage reports on PostgreSQL', () => {
  let test: TestDatabase;
  let desk: CostDesk;
  let tenantId: string;

  beforeAll(async () => {
    test = await createTestDatabase();
    desk = createDesk(test.database);
  }, 60_000);

  afterAll(() => test?.drop());

  beforeEach(async () => {
    tenantId = await seedTenant(test);
  });

  const report = async (query: object = {}, tenant = tenantId): Promise<UsageReport> => UsageReport.parse(await desk.reports.report(tenant, UsageQuery.parse(query)));

  describe('a report', () => {
    it('pages through the calls, newest first, each once', async () => {
      const calls = Array.from({ length: 7 }, (_, index) => aCall(tenantId, { startedAt: new Date(Date.now() - Math.floor(index / 2) * 1_000) }));
      await Promise.all(calls.map((call) => desk.ledger.settle(call)));
      const seen: string[] = [];
      let cursor: string | null = null;
      do {
        const page: UsageReport = await report({ limit: 3, ...(cursor && { cursor }) });
        seen.push(...page.items.map(({ id }) => id));
        expect(page.total).toMatchObject({ calls: 7 });
        cursor = page.next_cursor;
      } while (cursor);
      expect(seen).toEqual([...calls].sort((a, b) => b.startedAt.getTime() - a.startedAt.getTime() || (a.id < b.id ? 1 : -1)).map(({ id }) => id));
      await expect(report({ cursor: 'nonsense' })).rejects.toMatchObject({ code: 'invalid_cursor' });
    });

    it('sums up by what is asked for, under names', async () => {
      const [channel, key] = [await seedChannel(test, tenantId), await seedKey(test, tenantId)];
      await desk.ledger.settle(aCall(tenantId, { channelId: channel, virtualKeyId: key }));
      await desk.ledger.settle(aCall(tenantId, { source: 'agent', agentType: 'faq', provider: 'anthropic', model: 'claude-haiku-4-5', outcome: 'failed' }));
      await desk.ledger.settle(aCall(tenantId, { model: 'unknown', estimated: true, startedAt: daysAgo(1) }));
      const groups = async (group_by: string) => (await report({ group_by })).sums.map(({ group, label, calls, cost }) => [group, label, calls, cost]);
      const haiku = '0.0015';
      expect(await groups('day')).toEqual([[today(), today(), 2, '0.005'], [dayAfter(today(), -1), dayAfter(today(), -1), 1, '0']]);
      expect(await groups('agent')).toEqual([['none', 'none', 2, CALL_COST], ['faq', 'faq', 1, haiku]]);
      expect(await groups('model')).toEqual([['gpt-4o-2024-08-06', 'gpt-4o-2024-08-06', 1, CALL_COST], ['claude-haiku-4-5', 'claude-haiku-4-5', 1, haiku], ['unknown', 'unknown', 1, '0']]);
      expect(await groups('provider')).toEqual([['openai', 'openai', 2, CALL_COST], ['anthropic', 'anthropic', 1, haiku]]);
      expect(await groups('source')).toEqual([['relay', 'relay', 2, CALL_COST], ['agent', 'agent', 1, haiku]]);
      expect(await groups('channel')).toEqual([[channel, `channel ${channel}`, 1, CALL_COST], ['none', 'none', 2, haiku]]);
      expect(await groups('key')).toEqual([[key, 'key', 1, CALL_COST], ['none', 'none', 2, haiku]]);
      expect((await report()).total).toEqual({ calls: 3, failed_calls: 1, estimated_calls: 1, unpriced_calls: 1, input_tokens: 3_000, output_tokens: 300, cache_read_tokens: 0, cache_write_tokens: 0, cost: '0.005' });
    });

    it('is of the days and the filters asked for', async () => {
      const conversationId = newId();
      await desk.ledger.settle(aCall(tenantId, { agentType: 'faq', startedAt: daysAgo(3) }));
      await desk.ledger.settle(aCall(tenantId, { agentType: 'order', startedAt: daysAgo(2), conversationId }));
      const day = daysAgo(2).toISOString().slice(0, 10);
      expect(await report({ from: day, to: day })).toMatchObject({ items: [{ agent_type: 'order' }], total: { calls: 1 } });
      expect(await report({ agent: 'faq' })).toMatchObject({ items: [{ agent_type: 'faq' }], total: { calls: 1 } });
      expect((await report({ conversation_id: conversationId })).items).toHaveLength(1);
      expect((await report({ model: 'none-such' })).total).toMatchObject({ calls: 0, cost: '0' });
    });

    it.each([
      [{ from: '2026-02-02', to: '2026-02-01' }],
      [{ from: '2020-01-01', to: '2026-01-01' }],
      [{ from: '0000-01-01', to: '0000-01-02' }],
      [{ to: '0001-01-01' }],
    ])('refuses the days %j', async (days) => {
      await expect(report(days)).rejects.toMatchObject({ code: 'invalid_request' });
    });

    it('is of nobody else’s calls', async () => {
      await desk.ledger.settle(aCall(tenantId));
      expect(await report({}, await seedTenant(test))).toEqual({ items: [], next_cursor: null, sums: [], total: expect.objectContaining({ calls: 0 }) });
    });
  });

  describe('a forecast', () => {
    it('looks at the last seven whole days, those without calls included', async () => {
      for (const [days, dollars] of [[9, 50], [7, 7], [5, 5], [1, 1], [0, 90]] as const) await desk.ledger.settle(aCallOf(tenantId, dollars, { startedAt: daysAgo(days) }));
      const forecast = UsageForecast.parse(await desk.reports.forecast(tenantId, 2));
      expect(forecast.based_on.map(({ cost }) => Number(cost))).toEqual([7, 0, 5, 0, 0, 0, 1]);
      expect(forecast.based_on.map(({ day }) => day)).toEqual([7, 6, 5, 4, 3, 2, 1].map((days) => dayAfter(today(), -days)));
      expect(forecast.days.map(({ day }) => day)).toEqual([today(), dayAfter(today(), 1)]);
    });

    it('does not take the days before the first call for days without any', async () => {
      expect((await desk.reports.forecast(tenantId, 1)).based_on).toEqual([]);
      await desk.ledger.settle(aCallOf(tenantId, 3, { startedAt: daysAgo(2) }));
      const forecast = await desk.reports.forecast(tenantId, 1);
      expect(forecast.based_on.map(({ cost }) => cost)).toEqual(['3', '0']);
      expect(forecast).toMatchObject({ confidence: 0, days: [{ expected: '1.5' }] });
    });
  });

  describe('the receipt of a turn', () => {
    const seedTurn = async (state: string, agentType: string | null = 'faq', fromCache = false): Promise<{ turnId: string; conversationId: string }> => {
      const conversationId = await seedConversation(test, tenantId);
      const turnId = newId();
      await test.asOwner(`INSERT INTO turns (tenant_id, id, conversation_id, state, ownership_epoch, agent_type, from_cache, correlation_id) VALUES ($1, $2, $3, $4, 1, $5, $6, 'x')`, [tenantId, turnId, conversationId, state, agentType, fromCache]);
      return { turnId, conversationId };
    };
    const receipt = (turnId: string) => desk.reports.receiptOfTurn(tenantId, turnId);
    const call = (turnId: string, agentType: string | null, changes = {}) => desk.ledger.settle(aCall(tenantId, { source: 'agent', turnId, agentType, ...changes }));

    it('lists its calls in their order, with exact totals', async () => {
      const { turnId, conversationId } = await seedTurn('answered');
      await call(turnId, 'router', { startedAt: new Date(Date.now() - 2_000) });
      await call(turnId, 'faq', { startedAt: new Date(Date.now() - 1_000), outcome: 'broken' });
      await call(turnId, 'faq');
      const found = await receipt(turnId);
      expect(found).toMatchObject({ turn_id: turnId, conversation_id: conversationId, outcome: 'answered', answered_by: 'model', totals: { calls: 3, input_tokens: 3_000, output_tokens: 300, cost: '0.0105' } });
      expect(found.calls.map(({ agent_type, outcome, attempts }) => [agent_type, outcome, attempts])).toEqual([['router', 'completed', []], ['faq', 'broken', []], ['faq', 'completed', []]]);
    });

    it.each([
      ['accepted', 'faq', 'faq', 'completed', false, null],
      ['answered', 'faq', 'router', 'completed', false, 'local'],
      ['answered', 'faq', 'faq', 'failed', false, 'local'],
      ['answered', 'faq', 'faq', 'completed', true, 'local'],
      ['answered', 'faq', 'faq', 'completed', false, 'model'],
      ['handed_off', 'order', 'order', 'completed', false, 'human'],
    ])('of a turn %s by %s with a call of %s that %s (cached: %s) says %s answered', async (state, agentType, caller, outcome, fromCache, answeredBy) => {
      const { turnId } = await seedTurn(state, agentType, fromCache);
      await call(turnId, caller, { outcome });
      expect(await receipt(turnId)).toMatchObject({ answered_by: answeredBy, outcome: answeredBy === null ? null : state });
    });

    it('is the tenant’s own', async () => {
      const { turnId } = await seedTurn('answered');
      await expect(desk.reports.receiptOfTurn(await seedTenant(test), turnId)).rejects.toMatchObject({ code: 'not_found' });
      await expect(receipt(newId())).rejects.toMatchObject({ code: 'not_found' });
      expect(await receipt(turnId)).toMatchObject({ calls: [], totals: { calls: 0, cost: '0' }, answered_by: 'local' });
    });
  });

  it('the receipt of a relay call is that of a relay call of the tenant', async () => {
    const [relay, agent] = [aCall(tenantId), aCall(tenantId, { source: 'agent' })];
    for (const call of [relay, agent]) await desk.ledger.settle(call);
    expect(await desk.reports.receiptOfCall(tenantId, relay.id)).toMatchObject({ id: relay.id, cost: CALL_COST, attempts: [], requested_model: 'gpt-4o' });
    await expect(desk.reports.receiptOfCall(tenantId, agent.id)).rejects.toMatchObject({ code: 'not_found' });
    await expect(desk.reports.receiptOfCall(await seedTenant(test), relay.id)).rejects.toMatchObject({ code: 'not_found' });
  });
});
