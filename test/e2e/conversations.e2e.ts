import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Conversation } from '#libs/contracts';
import { newId } from '#libs/kernel';
import { describeWith, eventually } from '#libs/testing';
import type { ApiClient, Json } from './support/api-client.js';
import { holdFaq } from './support/hold-faq.js';
import { startPlatform, type Platform, type TestTenant } from './support/platform.js';

const QUESTION = 'How do I reset my password?';

describeWith(['postgresql', 'rabbitmq', 'redis'], 'conversations', () => {
  let platform: Platform;
  let tenant: TestTenant;
  let api: ApiClient;

  beforeAll(async () => {
    platform = await startPlatform();
    tenant = await platform.createTenant({ articles: true });
    api = tenant.api;
  }, 60_000);

  afterAll(() => platform?.close(), 30_000);

  const create = async (body: object = {}, client = api): Promise<Json> => (await client.post('/api/v1/conversations', body)).body;
  const post = (id: string, message: string, key?: string) => api.post(`/api/v1/conversations/${id}/messages`, { message }, { headers: key ? { 'Idempotency-Key': key } : {} });
  const messagesOf = async (id: string): Promise<Json[]> => (await api.get(`/api/v1/conversations/${id}/messages?limit=100`)).body.items;
  const ended = (turnId: string): Promise<Json> =>
    eventually(`the end of ${turnId}`, async () => {
      const { body } = await api.get(`/api/v1/turns/${turnId}`);
      return body.ended_at ? body : null;
    });

  /** Every page's ids, one page after the other; `between` runs after each. */
  async function idsOfAllPages(client: ApiClient, path: string, between: () => Promise<unknown> = async () => undefined): Promise<string[]> {
    const ids: string[] = [];
    let cursor: string | null = null;
    do {
      const { body }: Json = await client.get(`${path}${cursor ? `&cursor=${encodeURIComponent(cursor)}` : ''}`);
      ids.push(...body.items.map((item: { id: string }) => item.id));
      cursor = body.next_cursor;
      await between();
    } while (cursor);
    return ids;
  }

  describe('beginning one', () => {
    it('gives it as it then can be read', async () => {
      const contact = { external_id: newId(), name: '陳小姐', email: 'buyer@shop.example', phone: '+886 2 1234', locale: 'zh-TW' };
      const { status, body } = await api.post('/api/v1/conversations', { contact, session_id: newId(), metadata: { cart: [1, { two: 2 }] } });
      expect(status).toBe(201);
      expect(Conversation.strict().parse(body)).toMatchObject({ contact_external_id: contact.external_id, status: 'pending', owner: 'ai', locale: 'zh-TW', metadata: { cart: [1, { two: 2 }] } });
      expect((await api.get(`/api/v1/conversations/${body.id}`)).body).toEqual(body);
    });

    it('makes an anonymous contact for each when none is named, one for the same external id', async () => {
      const [a, b, c, d] = [await create(), await create(), await create({ contact: { external_id: 'same' } }), await create({ contact: { external_id: 'same', name: 'Later' } })];
      expect(a.contact_id).not.toBe(b.contact_id);
      expect(c.contact_id).toBe(d.contact_id);
    });

    it('refuses a session that exists', async () => {
      const session_id = newId();
      await create({ session_id });
      expect(await api.post('/api/v1/conversations', { session_id })).toMatchObject({ status: 409, body: { code: 'already_exists' } });
    });
  });

  describe('listing', () => {
    it('gives every conversation once over many pages, while new ones arrive and times are equal', async () => {
      const own = await platform.createTenant();
      const made: string[] = [];
      for (let index = 0; index < 23; index += 1) made.push((await create({}, own.api)).id);
      await platform.postgres.asOwner(`UPDATE conversations SET last_message_at = date_trunc('minute', last_message_at) WHERE tenant_id = $1`, [own.id]);
      const ids = await idsOfAllPages(own.api, '/api/v1/conversations?limit=4', () => create({}, own.api));
      expect(ids).toHaveLength(new Set(ids).size);
      expect([...ids].sort()).toEqual([...made].sort());
    });

    it('puts the latest activity first', async () => {
      const own = await platform.createTenant();
      const [older, newer] = [await create({}, own.api), await create({}, own.api)];
      expect(await idsOfAllPages(own.api, '/api/v1/conversations?limit=1')).toEqual([newer.id, older.id]);
      await own.api.post(`/api/v1/conversations/${older.id}/messages`, { message: QUESTION });
      expect((await idsOfAllPages(own.api, '/api/v1/conversations?limit=1'))[0]).toBe(older.id);
    });

    it.each([
      ['English, whatever the case', 'FLUX capacitor', 'flux CAP'],
      ['Chinese', '我的藍色雨傘壞了', '藍色雨傘'],
      ['a single character', '龘字怎麼念', '龘'],
      ['a percent sign as it is', 'save 37%# now', '37%#'],
      ['an underscore as it is', 'file_zq_name', 'e_zq_n'],
      ['a backslash as it is', 'C:\\zq\\temp', ':\\zq\\'],
    ])('finds by text: %s', async (_, message, q) => {
      const { id } = await create();
      await post(id, message);
      const { body } = await api.get(`/api/v1/conversations?q=${encodeURIComponent(q)}`);
      expect(body.items.map((item: Json) => item.id)).toEqual([id]);
    });

    it.each(['%', '_', '\\', "'", '100%_not_there'])('takes %j for text, not for a pattern', async (q) => {
      const own = await platform.createTenant();
      const { id } = await create({}, own.api);
      await own.api.post(`/api/v1/conversations/${id}/messages`, { message: 'nothing special' });
      expect((await own.api.get(`/api/v1/conversations?q=${encodeURIComponent(q)}`)).body.items).toEqual([]);
    });

    it('filters by status', async () => {
      const own = await platform.createTenant();
      const [pending, resolved] = [await create({}, own.api), await create({}, own.api)];
      await own.api.post(`/api/v1/desk/conversations/${resolved.id}/resolve`);
      for (const [status, ids] of Object.entries({ pending: [pending.id], resolved: [resolved.id], open: [], snoozed: [] })) {
        expect(await idsOfAllPages(own.api, `/api/v1/conversations?status=${status}`)).toEqual(ids);
      }
    });
  });

  it('gives messages oldest first in pages', async () => {
    const { id } = await create();
    const { body } = await post(id, QUESTION);
    expect(body).toMatchObject({ conversation_id: id, state: 'accepted', events_url: `/api/v1/turns/${body.turn_id}/events` });
    await ended(body.turn_id);
    for (let index = 0; index < 4; index += 1) await ended((await post(id, `${QUESTION} ${index}`)).body.turn_id);
    const all = await messagesOf(id);
    expect(all.map((message) => message.author)).toEqual(Array.from({ length: 10 }, (_, index) => (index % 2 ? 'ai_agent' : 'contact')));
    expect(await idsOfAllPages(api, `/api/v1/conversations/${id}/messages?limit=3`)).toEqual(all.map((message) => message.id));
    expect(all[0]).toMatchObject({ id: body.message_id, turn_id: body.turn_id, message: QUESTION, metadata: {}, staff_id: null, agent_type: null });
  });

  describe('Idempotency-Key', () => {
    it('gives the same turn for the same message, also after it was answered', async () => {
      const { id } = await create();
      const first = await post(id, QUESTION, 'again');
      await ended(first.body.turn_id);
      const second = await post(id, QUESTION, 'again');
      expect(second).toMatchObject({ status: 202, body: { turn_id: first.body.turn_id, message_id: first.body.message_id, state: 'answered' } });
      expect(await messagesOf(id)).toHaveLength(2);
    });

    it('refuses another message under the same key, and writes nothing', async () => {
      const { id } = await create();
      await post(id, QUESTION, 'reused');
      expect(await post(id, 'Something else', 'reused')).toMatchObject({ status: 422, body: { code: 'idempotency_key_reused' } });
      expect((await messagesOf(id)).filter((message) => message.author === 'contact')).toHaveLength(1);
    });

    it('belongs to its conversation', async () => {
      const [a, b] = [await create(), await create()];
      const [first, second] = [await post(a.id, QUESTION, 'shared'), await post(b.id, 'Another message', 'shared')];
      expect(second.status).toBe(202);
      expect(second.body.turn_id).not.toBe(first.body.turn_id);
    });

    it('makes one message and one turn of 20 requests at once', async () => {
      const { id } = await create();
      const responses = await Promise.all(Array.from({ length: 20 }, () => post(id, QUESTION, 'at-once')));
      expect(new Set(responses.map(({ status, body }) => `${status} ${body.turn_id} ${body.message_id}`)).size).toBe(1);
      await ended(responses[0]!.body.turn_id);
      expect(await messagesOf(id)).toHaveLength(2);
      expect(await platform.postgres.asOwner('SELECT id FROM turns WHERE conversation_id = $1', [id])).toHaveLength(1);
    });

    it('gives one answer to a chat message sent twice, also when no session is named', async () => {
      for (const body of [{ session_id: newId(), message: QUESTION }, { message: QUESTION, user_id: newId() }, { message: QUESTION }]) {
        const headers = { 'Idempotency-Key': newId() };
        const [first, second] = await Promise.all([api.post('/api/v1/chat', body, { headers }), api.post('/api/v1/chat', body, { headers })]);
        const third = await api.post('/api/v1/chat', body, { headers });
        expect([second.body.session_id, third.body.session_id]).toEqual([first.body.session_id, first.body.session_id]);
        expect((await api.get(`/api/v1/session/${first.body.session_id}/history`)).body.messages).toHaveLength(2);
      }
    });
  });

  describe('while a turn is in work', () => {
    it('merges what arrives meanwhile into the next turn', async () => {
      const faq = holdFaq(platform.app);
      try {
        const { id } = await create();
        const first = await post(id, QUESTION);
        await faq.begun(1);
        const gathered = [await post(id, 'What payment methods'), await post(id, 'do you accept?')];
        expect(gathered.map(({ body }) => body.state)).toEqual(['queued', 'queued']);
        expect(new Set(gathered.map(({ body }) => body.turn_id)).size).toBe(1);
        faq.release();
        expect(await ended(gathered[0]!.body.turn_id)).toMatchObject({ state: 'answered', agent_type: 'faq', reply: expect.stringMatching(/card/i) });
        expect(faq.questions).toEqual([QUESTION, 'What payment methods\ndo you accept?']);
        expect((await messagesOf(id)).map((message) => message.turn_id)).toEqual([first, ...gathered, first, gathered[0]!].map(({ body }) => body.turn_id));
      } finally {
        faq.restore();
      }
    });

    it('works on one turn at a time, however many messages come at once', async () => {
      const faq = holdFaq(platform.app);
      try {
        const { id } = await create();
        const sent = await Promise.all(Array.from({ length: 20 }, (_, index) => post(id, `delivery time ${index}`)));
        await faq.begun(1);
        faq.release();
        const turns = [...new Set(sent.map(({ body }) => body.turn_id))];
        for (const turn of turns) await ended(turn);
        expect(turns).toHaveLength(2);
        expect(faq.mostAtOnce()).toBe(1);
        const messages = await messagesOf(id);
        expect(messages.filter((message) => message.author === 'ai_agent')).toHaveLength(2);
        expect(messages.filter((message) => message.author === 'contact')).toHaveLength(20);
        expect(faq.questions.join('\n').split('\n').sort()).toEqual(sent.map((_, index) => `delivery time ${index}`).sort());
      } finally {
        faq.restore();
      }
    });

    it('begins one session for messages that come at once, with one contact', async () => {
      const session_id = newId();
      const before = await contacts();
      await Promise.all(Array.from({ length: 10 }, () => api.post('/api/v1/chat', { session_id, message: QUESTION })));
      expect(await platform.postgres.asOwner('SELECT id FROM conversations WHERE session_id = $1', [session_id])).toHaveLength(1);
      expect((await contacts()) - before).toBe(1);
    });

    const contacts = async (): Promise<number> => (await platform.postgres.asOwner('SELECT id FROM contacts WHERE tenant_id = $1', [tenant.id])).length;
  });
});
