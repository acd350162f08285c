import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { describeWith, eventually } from '#libs/testing';
import type { ApiClient, Json } from './support/api-client.js';
import { expectProblem } from './support/expect-problem.js';
import { startPlatform, type Platform, type TestTenant } from './support/platform.js';
import { signInStaff } from './support/staff.js';

const SECRET = 'purple-elephant';

/** Every request that names something by id; the ids are filled in with another tenant's. */
const REQUESTS = [
  'GET /api/v1/conversations/:conversation',
  'GET /api/v1/conversations/:conversation/messages',
  'POST /api/v1/conversations/:conversation/messages',
  'GET /api/v1/turns/:turn',
  'GET /api/v1/turns/:turn/events',
  'GET /api/v1/session/:session/history',
  'DELETE /api/v1/session/:session',
  'POST /api/v1/desk/conversations/:conversation/take-over',
  'POST /api/v1/desk/conversations/:conversation/reply',
  'POST /api/v1/desk/conversations/:conversation/hand-back',
  'POST /api/v1/desk/conversations/:conversation/resolve',
  'GET /api/v1/faqs/:faq',
  'DELETE /api/v1/faqs/:faq',
  'GET /api/v1/faqs/:faq/versions',
  'DELETE /api/v1/api-keys/:apiKey',
  'DELETE /api/v1/staff/:staff',
];
const LISTS = ['/api/v1/conversations', `/api/v1/conversations?q=${SECRET}`, '/api/v1/desk/conversations', '/api/v1/faqs', '/api/v1/faqs/export', `/api/v1/faqs/search?q=${SECRET}`, '/api/v1/api-keys', '/api/v1/staff'];

describeWith('postgresql', 'tenants', () => {
  let platform: Platform;
  let owner: TestTenant;
  let stranger: TestTenant;
  let ids: Record<string, string>;
  let before: Json;

  beforeAll(async () => {
    platform = await startPlatform({ parts: 'embedded' });
    [owner, stranger] = await Promise.all([platform.createTenant(), platform.createTenant()]);
    const { body: conversation } = await owner.api.post('/api/v1/conversations', { session_id: 'theirs', contact: { external_id: 'their-contact' } });
    const { body: message } = await owner.api.post(`/api/v1/conversations/${conversation.id}/messages`, { message: `I want to talk to a human about ${SECRET}` });
    const { body: key } = await owner.api.post('/api/v1/api-keys', { name: SECRET, scopes: ['chat'] });
    const { body: faq } = await owner.api.post('/api/v1/faqs', { locale: 'en', question: SECRET, answer: SECRET });
    const staff = await signInStaff(owner);
    ids = { faq: faq.id, conversation: conversation.id, turn: message.turn_id, session: 'theirs', apiKey: key.id, staff: staff.id };
    before = await eventually('the turn has ended', async () => {
      const state = await everythingOf(owner.api);
      return state.turn.ended_at && state;
    });
  }, 60_000);

  afterAll(() => platform?.close(), 30_000);

  const everythingOf = async (api: ApiClient): Promise<Json> => ({
    conversation: (await api.get(`/api/v1/conversations/${ids['conversation']}`)).body,
    messages: (await api.get(`/api/v1/conversations/${ids['conversation']}/messages`)).body,
    turn: (await api.get(`/api/v1/turns/${ids['turn']}`)).body,
    keys: (await api.get('/api/v1/api-keys')).body.items.map((key: Json) => [key.id, key.revoked_at]),
    staff: (await api.get('/api/v1/staff')).body,
  });

  describe.each(['an API key', 'a signed-in admin'])('%s of another tenant', (who) => {
    const client = async (): Promise<ApiClient> => (who === 'an API key' ? stranger.api : (await signInStaff(stranger, 'admin')).api);

    it.each(REQUESTS)('finds nothing with %s', async (request) => {
      const [method, path] = request.split(' ') as [string, string];
      const filled = path.replace(/:(\w+)/g, (_, name: string) => ids[name]!);
      const response = await (await client()).request(method, filled, method === 'POST' ? { body: { message: 'Hello' } } : {});
      expectProblem(response, who === 'an API key' || !path.includes('/session/') ? 'not_found' : 'forbidden');
      expect(response.text).not.toContain(SECRET);
    });

    it.each(LISTS)('sees none of it in %s', async (path) => {
      const { status, text } = await (await client()).get(path);
      expect(status).toBe(200);
      for (const hidden of [SECRET, ...Object.values(ids)]) expect(text).not.toContain(hidden);
    });
  });

  it('changed nothing', async () => {
    expect(await everythingOf(owner.api)).toEqual(before);
  });

  it('has sessions and contacts of the same name for itself', async () => {
    const { status, body } = await stranger.api.post('/api/v1/chat', { session_id: 'theirs', user_id: 'another-contact', message: 'Hello' });
    expect(status).toBe(200);
    const history = await stranger.api.get('/api/v1/session/theirs/history');
    expect(history.body.messages).toHaveLength(2);
    expect(JSON.stringify([body, history.body])).not.toContain(SECRET);
    expect(await everythingOf(owner.api)).toEqual(before);
  });
});
