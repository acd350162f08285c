import { afterAll, beforeAll, beforeEach, expect, it } from '@jest/globals';
import { newId } from '#libs/kernel';
import { describeWith, eventually, startScriptedLlm } from '#libs/testing';
import type { ApiClient, ApiResponse, Json } from './support/api-client.js';
import { expectProblem } from './support/expect-problem.js';
import { startPlatform, type Platform, type TestTenant } from './support/platform.js';
import { signInStaff } from './support/staff.js';

const FAQS = '/api/v1/faqs';
const CANDIDATES = `${FAQS}/candidates`;
/** Background jobs run every few seconds. */
const PATIENCE_MS = 30_000;

describeWith('postgresql', 'what is learnt from questions', () => {
  let platform: Platform;
  let tenant: TestTenant;
  let api: ApiClient;

  beforeAll(async () => {
    platform = await startPlatform({ parts: 'embedded', environment: { LIMIT_CONTACT_PER_MINUTE: '100000', OUTBOUND_ALLOWED_HOSTS: '127.0.0.1' } });
  }, 60_000);

  afterAll(() => platform?.close(), 30_000);

  beforeEach(async () => {
    tenant = await platform.createTenant();
    ({ api } = tenant);
  });

  const patch = (path: string, body: unknown): Promise<ApiResponse> => api.request('PATCH', path, { body });
  const chat = async (message: string, session_id?: string): Promise<Json> => (await api.post('/api/v1/chat', { message, ...(session_id !== undefined && { session_id }) })).body;
  const candidates = async (query = ''): Promise<Json[]> => (await api.get(`${CANDIDATES}${query}`)).body.items;

  it('questions without an answer become a candidate, a draft, an article, and the candidate is closed', async () => {
    const wordings = ['What is the warranty on zebra saddles?', 'zebra saddle warranty', 'do zebra saddles have a warranty, write me at ana@example.org'];
    for (const wording of wordings) expect((await chat(wording)).message).toMatch(/could not find an answer/);
    await eventually('three questions in one candidate', async () => (await candidates('?status=new'))[0]?.count === 3, PATIENCE_MS);
    expect(await candidates('?status=new')).toMatchObject([{ count: 3, locale: 'en', status: 'new', faq_id: null }]);
    const [candidate] = await candidates();
    expect([...candidate.examples].sort()).toEqual(['What is the warranty on zebra saddles?', 'do zebra saddles have a warranty, write me at [email]', 'zebra saddle warranty']);

    const { status, body: draft } = await api.post(`${CANDIDATES}/${candidate.id}/accept`, {});
    expect({ status, draft }).toMatchObject({ status: 201, draft: { status: 'draft', question: candidate.title, answer: '', source: { candidate_id: candidate.id } } });
    expect((await api.get(`${FAQS}?status=draft`)).body.items).toMatchObject([{ id: draft.id, source: { candidate_id: candidate.id } }]);
    expectProblem(await patch(`${FAQS}/${draft.id}`, { status: 'published' }), 'invalid_request');
    expect(await patch(`${FAQS}/${draft.id}`, { question: 'What is the warranty on zebra saddles?', answer: 'Five years.', status: 'published' })).toMatchObject({ status: 200 });

    expect((await chat('zebra saddle warranty')).message).toBe('Five years.');
    await eventually('a closed candidate', async () => (await candidates())[0]?.status === 'closed', PATIENCE_MS);
    expect(await candidates()).toMatchObject([{ id: candidate.id, status: 'closed', faq_id: draft.id }]);
    expectProblem(await api.post(`${CANDIDATES}/${candidate.id}/dismiss`), 'candidate_decided');
  }, 90_000);

  it('candidates are dismissed by whom it is allowed, page by page, and not those of others', async () => {
    for (const message of ['Do you rent out bouncy castles?', 'Which vineyard makes the house wine?', 'house wine vineyard?']) await chat(message);
    await eventually('two candidates', async () => (await candidates()).reduce((sum, { count }) => sum + count, 0) === 3, PATIENCE_MS);
    expect(await candidates()).toHaveLength(2);
    const first = (await api.get(`${CANDIDATES}?limit=1`)).body;
    expect(first.items).toMatchObject([{ count: 2 }]);
    expect((await api.get(`${CANDIDATES}?limit=1&cursor=${first.next_cursor}`)).body).toMatchObject({ items: [{ title: 'Do you rent out bouncy castles?' }], next_cursor: null });
    const { id } = first.items[0];
    const { body: key } = await api.post('/api/v1/api-keys', { name: 'chat only', scopes: ['chat'] });
    const other = await platform.createTenant();
    for (const [client, code] of [[api.withKey(key.key), 'forbidden'], [other.api, 'not_found']] as const) {
      expectProblem(await client.post(`${CANDIDATES}/${id}/dismiss`), code);
      expectProblem(await client.post(`${CANDIDATES}/${id}/accept`, {}), code);
    }
    expectProblem(await api.withKey(key.key).get(CANDIDATES), 'forbidden');
    expect((await other.api.get(CANDIDATES)).body).toEqual({ items: [], next_cursor: null });
    expect((await api.post(`${CANDIDATES}/${id}/dismiss`)).body).toMatchObject({ id, status: 'dismissed' });
    expect(await candidates('?status=new')).toHaveLength(1);
    expect(await platform.postgres.asOwner('SELECT action FROM audit_log WHERE subject_id = $1', [id])).toEqual([{ action: 'faq_candidate.dismissed' }]);
    for (const query of ['?status=open', '?locale=fr', '?limit=0', '?limit=101']) expectProblem(await api.get(`${CANDIDATES}${query}`), 'invalid_request');
    expectProblem(await api.get(`${CANDIDATES}?cursor=x`), 'invalid_cursor');
    expectProblem(await api.post(`${CANDIDATES}/x/accept`, {}), 'invalid_request');
    expectProblem(await api.post(`${CANDIDATES}/${newId()}/accept`, {}), 'not_found');
    for (const body of [{ question: ' ' }, { answer: '' }, { question: 'x'.repeat(1_001) }]) expectProblem(await api.post(`${CANDIDATES}/${id}/accept`, body), 'invalid_request');
  }, 60_000);

  it('a word on a turn’s answer counts for every article it is from, once, and the last word stands', async () => {
    const { body: faq } = await api.post(FAQS, { question: 'Do you sell zebras?', answer: 'Only striped ones', locale: 'en' });
    const session = newId();
    await chat('Do you sell zebras?', session);
    await chat('hello', session);
    const turns = await platform.postgres.asOwner<{ id: string }>('SELECT t.id FROM turns t JOIN conversations c ON c.id = t.conversation_id WHERE c.session_id = $1 ORDER BY t.created_at', [session]);
    const say = (turn: string | undefined, helpful: unknown, client = api): Promise<ApiResponse> => client.post(`/api/v1/turns/${turn}/feedback`, { helpful });
    const [answered, unanswered] = turns.map(({ id }) => id);
    expect((await say(answered, true)).body).toEqual({ turn_id: answered, helpful: true, articles: [{ id: faq.id, helpful: 1, not_helpful: 0 }] });
    await Promise.all([say(answered, true), say(answered, true), say(answered, true)]);
    expect((await say(answered, false)).body.articles).toEqual([{ id: faq.id, helpful: 0, not_helpful: 1 }]);
    for (const turn of [unanswered, newId()]) expectProblem(await say(turn, true), 'not_found');
    expectProblem(await say(answered, true, (await platform.createTenant()).api), 'not_found');
    for (const helpful of ['yes', null, undefined]) expectProblem(await say(answered, helpful), 'invalid_request');
    expect((await api.get(`${FAQS}/${faq.id}`)).body).toMatchObject({ helpful: 0, not_helpful: 1 });
  }, 30_000);

  /** A conversation that went to a human, who answered and resolved it. */
  async function solveAtDesk(question: string, answer: string): Promise<string> {
    const session = newId();
    await chat(question, session);
    await chat('I want to talk to a human', session);
    const [row] = await platform.postgres.asOwner<{ id: string }>('SELECT id FROM conversations WHERE session_id = $1', [session]);
    const desk = `/api/v1/desk/conversations/${row!.id}`;
    await api.post(`${desk}/take-over`, {});
    await api.post(`${desk}/reply`, { message: answer });
    expect((await api.post(`${desk}/resolve`)).status).toBe(200);
    return row!.id;
  }

  const drafts = async (): Promise<Json[]> => (await api.get(`${FAQS}?status=draft`)).body.items;

  it('what a human answered before resolving becomes a draft', async () => {
    const id = await solveAtDesk('Do zebra saddles come in size XXL?', 'Hello! Zebra saddles come in all sizes up to XXXL. Mail me at bob@shop.example.');
    await eventually('a draft', async () => (await drafts()).length > 0, PATIENCE_MS);
    expect(await drafts()).toMatchObject([
      { question: 'Do zebra saddles come in size XXL?', answer: 'Zebra saddles come in all sizes up to XXXL. Mail me at [email].', source: { conversation_id: id }, changed_by: null, locale: 'en' },
    ]);
    const [draft] = await drafts();
    await patch(`${FAQS}/${draft.id}`, { status: 'published', answer: 'They come in all sizes.' });
    expect((await chat('Do zebra saddles come in size XXL?')).message).toBe('They come in all sizes.');
  }, 60_000);

  it('a model writes the draft better where there is one, and is paid in the books', async () => {
    const llm = await startScriptedLlm();
    try {
      llm.always({ kind: 'answer', text: JSON.stringify({ question: 'Which sizes of zebra saddles are there?', answer: 'All sizes up to XXXL.' }) });
      expect((await api.post('/api/v1/channels', { name: 'scripted', type: 'openai-compatible', base_url: llm.openAiUrl, keys: ['k'], models: ['gpt-4o-mini'] })).status).toBe(201);
      const id = await solveAtDesk('Do zebra saddles come in size XXL?', 'Zebra saddles come in all sizes up to XXXL.');
      await eventually('a draft', async () => (await drafts()).length > 0, PATIENCE_MS);
      expect(await drafts()).toMatchObject([{ question: 'Which sizes of zebra saddles are there?', answer: 'All sizes up to XXXL.', paraphrases: ['Do zebra saddles come in size XXL?'], source: { conversation_id: id } }]);
      expect(await platform.postgres.asOwner(`SELECT source, outcome, conversation_id FROM api_usage WHERE tenant_id = $1 AND task = 'summarize'`, [tenant.id])).toEqual([{ source: 'agent', outcome: 'completed', conversation_id: id }]);
    } finally {
      await llm.close();
    }
  }, 60_000);

  it('analytics tell what came of questions, to whom they are for', async () => {
    await api.post(FAQS, { question: 'Do you sell zebras?', answer: 'Only striped ones', locale: 'en' });
    const session = newId();
    for (const [message, id] of [['Do you sell zebras?', session], ['Do you sell zebras?', newId()], ['do you sell zebras', newId()], ['hello', newId()]] as const) await chat(message, id);
    await chat('I want to talk to a human', session);
    const path = '/api/v1/analytics/faqs';
    const { status, body } = await api.get(path);
    expect({ status, body }).toMatchObject({
      status: 200,
      body: {
        volume: 4, answered: 3, deflected: 2, handed_off: 1, model_calls_avoided: 3, money_saved: { amount: '0', currency: 'USD', based_on: 'nothing' },
        top: [{ question: 'Do you sell zebras?', answered: 3 }], by_locale: [{ locale: 'en', volume: 4 }], unanswered: [],
      },
    });
    expect(body.cache_share).toBeGreaterThan(0);
    expect(body.by_day).toHaveLength(31);
    expect((await api.get(`${path}?locale=zh-TW&from=2026-01-01&to=2026-01-01`)).body).toMatchObject({ volume: 0, by_day: [{ day: '2026-01-01', volume: 0 }] });
    for (const query of ['from=2026-02-30', 'from=yesterday', 'from=2026-11-01T00:00:00%2B08:00', 'from=2026-02-02&to=2026-02-01', 'from=2020-01-01&to=2026-01-01', 'locale=de', 'limit=0', 'limit=101', 'to=']) expectProblem(await api.get(`${path}?${query}`), 'invalid_request');
    const { body: key } = await api.post('/api/v1/api-keys', { name: 'no analytics', scopes: ['chat', 'desk', 'admin'] });
    expectProblem(await api.withKey(key.key).get(path), 'forbidden');
    const [manager, agent] = await Promise.all([signInStaff(tenant, 'manager'), signInStaff(tenant)]);
    expect((await manager.api.get(path)).status).toBe(200);
    expectProblem(await agent.api.get(path), 'forbidden');
    const { api: other } = await platform.createTenant();
    expect((await other.get(path)).body).toMatchObject({ volume: 0, top: [] });
    expect((await api.get(`${FAQS}/popular?limit=1`)).body).toEqual({ items: expect.any(Array) });
  }, 30_000);
});
