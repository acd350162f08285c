import { afterAll, beforeAll, beforeEach, expect, it } from '@jest/globals';
import { Embeddings } from '#libs/channels';
import { VectorStore, embedArticles } from '#libs/knowledge';
import { describeWith, eventually, startScriptedLlm, type ScriptedLlm } from '#libs/testing';
import type { ApiClient, Json } from './support/api-client.js';
import { startPlatform, type Platform, type TestTenant } from './support/platform.js';

const FAQS = '/api/v1/faqs';
/** Words that say nothing: no search by words finds them. The scripted vendor gives equal texts equal vectors. */
const WORDLESS = 'what is it about then';

describeWith('postgresql', 'articles found by what they mean', () => {
  let platform: Platform;
  let llm: ScriptedLlm;
  let tenant: TestTenant;
  let api: ApiClient;

  beforeAll(async () => {
    llm = await startScriptedLlm();
    platform = await startPlatform({ parts: 'embedded', environment: { OUTBOUND_ALLOWED_HOSTS: '127.0.0.1' } });
  }, 60_000);
  afterAll(async () => {
    await platform?.close();
    await llm?.close();
  }, 30_000);

  beforeEach(async () => {
    llm.reset();
    tenant = await platform.createTenant();
    ({ api } = tenant);
  });

  const addChannel = async (): Promise<void> => {
    const { status } = await api.post('/api/v1/channels', { name: 'scripted', type: 'openai-compatible', base_url: llm.openAiUrl, keys: ['k'], models: ['gpt-4o-mini', 'text-embedding-3-small'] });
    expect(status).toBe(201);
  };
  const create = async (given: object): Promise<Json> => (await api.post(FAQS, { locale: 'en', answer: 'An answer', ...given })).body;
  const search = async (q: string, more = ''): Promise<Json[]> => (await api.get(`${FAQS}/search?q=${encodeURIComponent(q)}${more}`)).body.hits;
  const embed = (): Promise<number> => embedArticles(platform.app.get(Embeddings), platform.app.get(VectorStore), tenant.id);
  const vectors = () => platform.postgres.asOwner<{ model: string; dimensions: number }>('SELECT model, dimensions FROM faq_vectors WHERE tenant_id = $1', [tenant.id]);

  it('are found without a common word, not sure enough to answer, and in the books', async () => {
    await create({ question: WORDLESS, category: 'riddles' });
    await create({ question: 'Do you sell zebras?' });
    expect(await search(WORDLESS)).toEqual([]);
    await addChannel();
    // By the worker's own job.
    await eventually('the vectors', async () => (await vectors()).length === 2, 30_000);
    expect(await vectors()).toEqual(Array(2).fill({ model: 'text-embedding-3-small', dimensions: 1_536 }));
    const [hit] = await eventually('a hit', async () => ((await search(WORDLESS)).length > 0 ? search(WORDLESS) : null));
    expect(hit).toMatchObject({ question: WORDLESS, score: expect.closeTo(0.5, 2) });
    expect(await search(WORDLESS, '&category=elsewhere')).toEqual([]);
    expect(await search(WORDLESS, '&locale=zh-TW')).toEqual([]);
    const usage = await eventually('the books', async () => {
      const rows = await platform.postgres.asOwner<Json>(`SELECT source, outcome, model, input_tokens FROM api_usage WHERE tenant_id = $1 AND task = 'embed'`, [tenant.id]);
      return rows.length >= 2 ? rows : null;
    });
    for (const row of usage) expect(row).toMatchObject({ source: 'agent', outcome: 'completed', model: 'text-embedding-3-small' });
  }, 60_000);

  it('have a vector made for a changed text only', async () => {
    await addChannel();
    const faq = await create({ question: 'Do you sell zebras?' });
    await eventually('the vector', async () => (await embed()) === 0 && (await vectors()).length === 1);
    await api.request('PATCH', `${FAQS}/${faq.id}`, { body: { answer: 'Another answer' } });
    expect(await embed()).toBe(0);
    await api.request('PATCH', `${FAQS}/${faq.id}`, { body: { paraphrases: ['Striped horses?'] } });
    const before = await platform.postgres.asOwner('SELECT text_hash FROM faq_vectors WHERE tenant_id = $1', [tenant.id]);
    await eventually('the new vector', async () => (await embed()) === 0);
    expect(await platform.postgres.asOwner('SELECT text_hash FROM faq_vectors WHERE tenant_id = $1', [tenant.id])).not.toEqual(before);
  }, 60_000);

  it.each([
    ['hangs', { kind: 'hang', before: 'headers' }],
    ['fails', { kind: 'error', status: 500 }],
    ['sends garbage', { kind: 'wrong-content-type', contentType: 'text/html', body: '<h1>nginx</h1>' }],
  ] as const)('are found by their words when the channel %s', async (_, behaviour) => {
    await addChannel();
    await create({ question: 'Do you sell zebras?' });
    await eventually('the vector', async () => (await embed()) === 0 && (await vectors()).length === 1);
    llm.always(behaviour);
    expect(await search('anything about a zebra or a gnu or an okapi')).toMatchObject([{ question: 'Do you sell zebras?' }]);
    expect((await api.post('/api/v1/chat', { message: 'Do you sell zebras?' })).body).toMatchObject({ agent_type: 'faq', message: 'An answer' });
  }, 60_000);
});
