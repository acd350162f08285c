import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { ModelPrice, Budget, RelayReceipt, TurnReceipt, UsageForecast, UsageReport } from '#libs/contracts';
import { UsageLedger, type SettledCall } from '#libs/cost';
import { newId } from '#libs/kernel';
import { describeWith } from '#libs/testing';
import type { ApiClient, ApiResponse, Json } from './support/api-client.js';
import { expectProblem } from './support/expect-problem.js';
import { metric } from './support/metric.js';
import { startPlatform, type Platform, type TestTenant } from './support/platform.js';

describeWith('postgresql', 'cost', () => {
  let platform: Platform;
  let tenant: TestTenant;

  beforeAll(async () => {
    platform = await startPlatform({ parts: 'embedded' });
  }, 60_000);

  beforeEach(async () => {
    tenant = await platform.createTenant();
  });

  afterAll(() => platform?.close(), 30_000);

  const put = (path: string, body: unknown): Promise<ApiResponse> => tenant.api.request('PUT', path, { body });
  const patch = (path: string, body: unknown): Promise<ApiResponse> => tenant.api.request('PATCH', path, { body });
  const withScope = async (scope: string): Promise<ApiClient> => tenant.api.withKey((await tenant.api.post('/api/v1/api-keys', { name: 'one scope', scopes: [scope] })).body.key);
  const actions = async (): Promise<string[]> =>
    (await platform.postgres.asOwner<{ action: string }>(`SELECT action FROM audit_log WHERE tenant_id = $1 AND (action LIKE 'budget.%' OR action LIKE 'model_price.%') ORDER BY created_at, id`, [tenant.id])).map(({ action }) => action);

  /** Settles a call to gpt-4o: 1,000 tokens in and 100 out, 0.0035 dollars at the shipped price. */
  async function settle(changes: Partial<SettledCall> = {}): Promise<string> {
    const id = newId();
    await platform.app.get(UsageLedger).settle({
      tenantId: tenant.id, id, source: 'relay', task: 'chat.completions', agentType: null, conversationId: null, turnId: null, virtualKeyId: null, requestedModel: 'gpt-4o', startedAt: new Date(),
      channelId: null, provider: 'openai', model: 'gpt-4o-2024-08-06', tokens: { inputTokens: 1_000, outputTokens: 100, cacheReadTokens: 0, cacheWriteTokens: 0 },
      estimated: false, latencyMs: 500, firstTokenMs: 200, outcome: 'completed', errorCode: null, attempts: [], ...changes,
    });
    return id;
  }

  describe('prices', () => {
    const listed = async (model: string): Promise<Json> => (await tenant.api.get('/api/v1/prices')).body.items.find((price: Json) => price.model === model);

    it('are set, hold for calls from then on, and are taken back', async () => {
      await settle();
      expect(await listed('gpt-4o')).toMatchObject({ source: 'shipped', input: '2.5', output: '10' });
      const set = await put('/api/v1/prices', { model: 'gpt-4o', input: 1, output: '2.5' });
      expect({ status: set.status, price: ModelPrice.parse(set.body) }).toMatchObject({ status: 200, price: { model: 'gpt-4o', input: '1', output: '2.5', cache_read: null, source: 'tenant' } });
      await settle();
      const { body } = await tenant.api.get('/api/v1/usage');
      expect(body.items.map(({ cost }: Json) => cost)).toEqual(['0.00125', '0.0035']);
      expect((await tenant.api.delete('/api/v1/prices/gpt-4o')).status).toBe(204);
      expectProblem(await tenant.api.delete('/api/v1/prices/gpt-4o'), 'not_found');
      expect(await listed('gpt-4o')).toMatchObject({ source: 'shipped' });
      expect(await actions()).toEqual(['model_price.set', 'model_price.removed']);
    });

    it('are found under names with slashes', async () => {
      await put('/api/v1/prices', { model: 'house/model', input: 1, output: 1 });
      expect(await listed('house/model')).toMatchObject({ source: 'tenant' });
      expect((await tenant.api.delete(`/api/v1/prices/${encodeURIComponent('house/model')}`)).status).toBe(204);
    });

    it.each([{ input: 1, output: 1 }, { model: 'x', input: -1, output: 1 }, { model: 'x', input: 'free', output: 1 }, { model: 'x', input: 1e30, output: 1 }, { model: 'x'.repeat(201), input: 1, output: 1 }])('refuse %j', async (body) => {
      expectProblem(await put('/api/v1/prices', body), 'invalid_request');
    });
  });

  describe('budgets', () => {
    it('are made, read with what is spent, changed and removed', async () => {
      await settle();
      const created = await tenant.api.post('/api/v1/budgets', { amount: 0.01 });
      expect({ status: created.status, budget: Budget.parse(created.body) }).toMatchObject({ status: 201, budget: { scope: 'tenant', period: 'month', amount: '0.01', spent: '0.0035', percent: 35, state: 'ok', hard_limit_percent: 120 } });
      const path = `/api/v1/budgets/${created.body.id}`;
      await settle();
      expect((await tenant.api.get(path)).body).toMatchObject({ spent: '0.007', percent: 70 });
      expect((await patch(path, { amount: '0.006', hard_limit_percent: 110 })).body).toMatchObject({ percent: 116.66, state: 'beyond' });
      expect((await tenant.api.get('/api/v1/budgets')).body).toEqual({ items: [(await tenant.api.get(path)).body] });
      expect((await tenant.api.delete(path)).status).toBe(204);
      expectProblem(await tenant.api.get(path), 'not_found');
      expect(await actions()).toEqual(['budget.created', 'budget.updated', 'budget.removed']);
    });

    it('are one per subject and period', async () => {
      for (const body of [{ amount: 1 }, { amount: 1, period: 'day' }, { amount: 1, scope: 'conversation' }]) expect((await tenant.api.post('/api/v1/budgets', body)).status).toBe(201);
      expectProblem(await tenant.api.post('/api/v1/budgets', { amount: 2 }), 'already_exists');
    });

    it.each([{}, { amount: 0 }, { amount: -1 }, { amount: 1e-12 }, { amount: 1e30 }, { amount: '1e3' }, { amount: 1, scope: 'virtual_key' }, { amount: 1, scope: 'virtual_key', subject_id: newId() }, { amount: 1, subject_id: newId() }, { amount: 1, scope: 'conversation', period: 'day' }, { amount: 1, hard_limit_percent: 99 }])(
      'refuse %j',
      async (body) => {
        expectProblem(await tenant.api.post('/api/v1/budgets', body), 'invalid_request');
      },
    );
  });

  describe('usage', () => {
    it('is listed page by page and summed up', async () => {
      for (const agentType of ['faq', 'order', null]) await settle({ agentType });
      const first = UsageReport.parse((await tenant.api.get('/api/v1/usage?limit=2&group_by=agent')).body);
      expect(first).toMatchObject({ total: { calls: 3, cost: '0.0105' }, sums: [{ group: 'faq', calls: 1 }, { group: 'none' }, { group: 'order' }] });
      const second = UsageReport.parse((await tenant.api.get(`/api/v1/usage?limit=2&cursor=${first.next_cursor}`)).body);
      expect([...first.items, ...second.items].map(({ agent_type }) => agent_type).sort()).toEqual(['faq', 'order', null].sort());
      expect(second.next_cursor).toBeNull();
    });

    it('refuses filters that make no sense', async () => {
      expectProblem(await tenant.api.get('/api/v1/usage?group_by=phase-of-the-moon'), 'invalid_request');
      expectProblem(await tenant.api.get('/api/v1/usage?from=2026-02-31'), 'invalid_request');
      expectProblem(await tenant.api.get('/api/v1/usage?from=2026-02-02&to=2026-02-01'), 'invalid_request');
      expectProblem(await tenant.api.get('/api/v1/usage?cursor=nonsense'), 'invalid_cursor');
      expectProblem(await tenant.api.get('/api/v1/usage/forecast?days=91'), 'invalid_request');
    });

    it('is forecast', async () => {
      for (let days = 1; days <= 7; days += 1) await settle({ startedAt: new Date(Date.now() - days * 86_400_000) });
      const forecast = UsageForecast.parse((await tenant.api.get('/api/v1/usage/forecast?days=10')).body);
      expect(forecast).toMatchObject({ confidence: 0.8, total: { expected: '0.035', low: '0.035', high: '0.035' } });
      expect({ based_on: forecast.based_on.length, days: forecast.days.length }).toEqual({ based_on: 7, days: 10 });
    });

    it('is in the metrics', async () => {
      const before = await metric(platform, 'switchboard_model_tokens_total', { kind: 'input', provider: 'openai' });
      await settle();
      expect((await metric(platform, 'switchboard_model_tokens_total', { kind: 'input', provider: 'openai' })) - before).toBe(1_000);
    });
  });

  describe('receipts', () => {
    it('are of a turn, for those who may read conversations', async () => {
      const { body: conversation } = await tenant.api.post('/api/v1/conversations', { contact: { external_id: 'ana' } });
      const { body: accepted } = await tenant.api.post(`/api/v1/conversations/${conversation.id}/messages`, { message: 'I want to talk to a human' });
      await settle({ source: 'agent', turnId: accepted.turn_id, conversationId: conversation.id, agentType: 'router' });
      const reader = await withScope('conversations');
      const receipt = TurnReceipt.parse((await reader.get(`/api/v1/turns/${accepted.turn_id}/receipt`)).body);
      expect(receipt).toMatchObject({ turn_id: accepted.turn_id, conversation_id: conversation.id, totals: { cost: '0.0035' }, calls: [{ agent_type: 'router', attempts: [] }] });
      expectProblem(await reader.get(`/api/v1/turns/${newId()}/receipt`), 'not_found');
    });

    it('are of a relay call', async () => {
      const id = await settle();
      expect(RelayReceipt.parse((await tenant.api.get(`/api/v1/relay/${id}/receipt`)).body)).toMatchObject({ id, cost: '0.0035', outcome: 'completed' });
      expectProblem(await tenant.api.get(`/api/v1/relay/${await settle({ source: 'agent' })}/receipt`), 'not_found');
      expectProblem(await tenant.api.get('/api/v1/relay/nonsense/receipt'), 'invalid_request');
    });
  });

  it('is the tenant’s own: another one sees and changes nothing of it', async () => {
    const id = await settle();
    const { body: budget } = await tenant.api.post('/api/v1/budgets', { amount: 1 });
    await put('/api/v1/prices', { model: 'house-model', input: 1, output: 1 });
    const { api: stranger } = await platform.createTenant();
    expect((await stranger.get('/api/v1/usage')).body).toMatchObject({ items: [], sums: [], total: { calls: 0 } });
    expect((await stranger.get('/api/v1/budgets')).body).toEqual({ items: [] });
    expect((await stranger.get('/api/v1/prices')).body.items.some((price: Json) => price.model === 'house-model')).toBe(false);
    for (const refused of [stranger.get(`/api/v1/relay/${id}/receipt`), stranger.get(`/api/v1/budgets/${budget.id}`), stranger.delete(`/api/v1/budgets/${budget.id}`), stranger.delete('/api/v1/prices/house-model')]) expectProblem(await refused, 'not_found');
  });

  it.each([
    ['GET', '/api/v1/prices'],
    ['PUT', '/api/v1/prices'],
    ['DELETE', '/api/v1/prices/gpt-4o'],
    ['GET', '/api/v1/budgets'],
    ['POST', '/api/v1/budgets'],
    ['PATCH', `/api/v1/budgets/${newId()}`],
    ['GET', '/api/v1/usage'],
    ['GET', '/api/v1/usage/forecast'],
    ['GET', `/api/v1/relay/${newId()}/receipt`],
  ])('%s %s needs the scope admin', async (method, path) => {
    const client = await withScope('conversations');
    expectProblem(await client.request(method, path, method === 'GET' || method === 'DELETE' ? {} : { body: {} }), 'forbidden');
  });
});
