import { afterAll, beforeAll, beforeEach, expect, it } from '@jest/globals';
import { newId } from '#libs/kernel';
import { describeWith, eventually } from '#libs/testing';
import type { ApiClient, Json } from './support/api-client.js';
import { expectProblem } from './support/expect-problem.js';
import { startPlatform, type Platform, type RunningInstance, type TestTenant } from './support/platform.js';

const INTENTS = '/api/v1/intents';

describeWith('postgresql', 'intents over HTTP', () => {
  let platform: Platform;
  let other: RunningInstance;
  let tenant: TestTenant;
  let api: ApiClient;

  beforeAll(async () => {
    platform = await startPlatform({ parts: 'embedded' });
    other = await platform.startGateway();
  }, 60_000);

  afterAll(() => platform?.close(), 30_000);

  beforeEach(async () => {
    tenant = await platform.createTenant();
    ({ api } = tenant);
  });

  const classify = async (text: string, more: object = {}, client = api): Promise<Json> => {
    const { status, body } = await client.post(`${INTENTS}/classify`, { text, ...more });
    expect(status).toBe(200);
    return body;
  };
  const teach = async (body: object): Promise<Json> => {
    const { status, body: added } = await api.post(`${INTENTS}/examples`, body);
    expect(status).toBe(201);
    return added;
  };

  it('are told part by part, with what is named, and nothing is kept', async () => {
    const decided = await classify('Where is W123? Also, how do I reset my password?');
    expect(decided).toMatchObject({
      intent: 'order',
      decided_by: 'classifier',
      locale: 'en',
      parts: [
        { text: 'Where is W123?', intent: 'order', entities: [{ type: 'order_number', text: 'W123', value: 'W123', start: 9, end: 13 }] },
        { text: 'how do I reset my password?', intent: 'faq', entities: [] },
      ],
      entities: [{ value: 'W123' }],
      model_version: expect.stringMatching(/^[0-9a-f]{16}$/),
    });
    expect(decided.candidates).toHaveLength(6);
    expect(decided.latency_ms).toBeGreaterThan(0);
    expect(await platform.postgres.asOwner('SELECT 1 FROM conversations WHERE tenant_id = $1', [tenant.id])).toEqual([]);
    expect(await classify('我要轉真人客服')).toMatchObject({ intent: 'human', locale: 'zh-TW' });
    expect(await classify('帮我查下快递到哪了')).toMatchObject({ intent: 'order', locale: 'zh-CN' });
  });

  it('stay with a dialogue that waits for an answer, unless the customer clearly wants something else', async () => {
    const context = { flow: 'refund' };
    expect(await classify('the blue one', { context })).toMatchObject({ intent: 'refund', decided_by: 'flow' });
    expect(await classify('where is my parcel W123', { context })).toMatchObject({ intent: 'order', decided_by: 'classifier' });
    expect(await classify('let me talk to a human', { context })).toMatchObject({ intent: 'human' });
    expect(await classify('and how long?', { context: { previous_message: 'How long does delivery to Norway take?' } })).toMatchObject({ intent: 'faq' });
  });

  it.each([
    ['nothing', ''],
    ['blanks', ' \n\t'],
    ['emoji', '😂😂😂'],
    ['control characters', '\u0000\u0007'],
    ['half a character', '\ud83d'],
    ['HTML', '<script>alert(document.cookie)</script><img src=x onerror=alert(1)>'],
    ['100,000 characters', 'Where? And then! '.repeat(6_000)],
  ])('are told of %s', async (_, text) => {
    const { parts, candidates } = await classify(text);
    expect(parts.length).toBeGreaterThan(0);
    expect(candidates).toHaveLength(6);
  });

  it.each([
    ['no text', {}],
    ['a number', { text: 7 }],
    ['a language nobody speaks here', { text: 'x', locale: 'fr' }],
    ['a flow of nobody', { text: 'x', context: { flow: 'human' } }],
  ])('are refused for %s', async (_, body) => {
    expectProblem(await api.post(`${INTENTS}/classify`, body), 'invalid_request');
  });

  it('are taught, at once here, soon in another process, and for this tenant alone', async () => {
    const text = 'Zorblax my quimby!';
    const stranger = await platform.createTenant();
    const added = await teach({ text, intent: 'technical', locale: 'en', source: 'correction' });
    expect(added).toMatchObject({ created: 1, updated: 0, items: [{ text, intent: 'technical', split: 'train', source: 'correction' }] });
    expect(await classify('zorblax my QUIMBY')).toMatchObject({ intent: 'technical', decided_by: 'example', confidence: 0.99 });
    await eventually('the other process knows', async () => (await classify(text, {}, other.client(tenant.key))).decided_by === 'example');
    expect((await classify(text, {}, stranger.api)).decided_by).not.toBe('example');
    expect((await stranger.api.get(`${INTENTS}/examples`)).body.items).toEqual([]);
    expectProblem(await stranger.api.delete(`${INTENTS}/examples/${added.items[0].id}`), 'not_found');
    expect((await api.get(`${INTENTS}/examples?intent=technical&q=quimby`)).body).toMatchObject({ items: [{ text }], next_cursor: null });
    expect((await api.delete(`${INTENTS}/examples/${added.items[0].id}`)).status).toBe(204);
    expect((await classify(text)).decided_by).not.toBe('example');
  });

  it.each([
    ['an unknown intent', { text: 'x', intent: 'sales', locale: 'en' }],
    ['no words', { text: '...', intent: 'faq', locale: 'en' }],
    ['blanks', { text: '  ', intent: 'faq', locale: 'en' }],
    ['a very long text', { text: 'x'.repeat(2_001), intent: 'faq', locale: 'en' }],
    ['an empty list', { items: [] }],
    ['one bad among good ones', { items: [{ text: 'a fine wording', intent: 'faq', locale: 'en' }, { text: 'x', intent: 'faq', locale: 'xx' }] }],
  ])('are not taught from %s', async (_, body) => {
    expectProblem(await api.post(`${INTENTS}/examples`, body), 'invalid_request');
    expect((await api.get(`${INTENTS}/examples`)).body.items).toEqual([]);
  });

  it('route a customer’s message as taught', async () => {
    await teach({ text: 'quimby zorblax fnord', intent: 'human', locale: 'en' });
    const { body } = await api.post('/api/v1/chat', { message: 'Quimby zorblax fnord' });
    expect(body).toMatchObject({ agent_type: 'human' });
  });

  it('are retrained on demand by the worker, and rolled back', async () => {
    const words = ['gadget', 'thing', 'box', 'unit', 'piece', 'part', 'set', 'kit'];
    await teach({ items: words.map((word) => ({ text: `my ${word} zorblaxes all day`, intent: 'technical', locale: 'en', split: 'train' })) });
    expect((await api.post(`${INTENTS}/models/retrain`, {})).body.training).toMatch(/due|running/);
    const models = async (): Promise<Json> => (await api.get(`${INTENTS}/models`)).body;
    await eventually('a model is there', async () => (await models()).items.length === 2, 120_000);
    const [trained, shipped] = (await models()).items;
    expect(trained).toMatchObject({ status: 'active', shipped: false, examples: { train: 8 }, metrics: { shipped_test: { candidate: { count: expect.any(Number) } } } });
    expect(shipped).toMatchObject({ status: 'retired', shipped: true });
    await eventually('it is used', async () => (await classify('the whole shelf zorblaxes')).model_version === trained.version);
    const { body: rolledBack } = await api.post(`${INTENTS}/models/${shipped.version}/activate`, {});
    expect(rolledBack.items).toMatchObject([{ status: 'retired' }, { status: 'active' }]);
    expect((await classify('the whole shelf zorblaxes')).model_version).toBe(shipped.version);
    await eventually('the other process follows', async () => (await classify('hello', {}, other.client(tenant.key))).model_version === shipped.version);
    expectProblem(await api.post(`${INTENTS}/models/ffffffffffffffff/activate`, {}), 'not_found');
    expectProblem(await api.post(`${INTENTS}/models/..%2f/activate`, {}), 'invalid_request');
  }, 180_000);

  it('need the scopes', async () => {
    const { body: chat } = await api.post('/api/v1/api-keys', { name: 'chat', scopes: ['chat'] });
    const client = other.client(chat.key);
    expect((await client.post(`${INTENTS}/classify`, { text: 'hello' })).status).toBe(200);
    expectProblem(await client.post(`${INTENTS}/examples`, { text: 'x y', intent: 'faq', locale: 'en' }), 'forbidden');
    expectProblem(await client.get(`${INTENTS}/examples`), 'forbidden');
    expectProblem(await client.get(`${INTENTS}/models`), 'forbidden');
    expectProblem(await client.post(`${INTENTS}/models/retrain`, {}), 'forbidden');
    expectProblem(await client.delete(`${INTENTS}/examples/${newId()}`), 'forbidden');
  });
});
