import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { newId } from '#libs/kernel';
import { describeWith, eventually } from '#libs/testing';
import { readEvents, type ApiClient, type Json } from './support/api-client.js';
import { holdFaq } from './support/hold-faq.js';
import { metric } from './support/metric.js';
import { startPlatform, type Platform, type TestTenant } from './support/platform.js';
import { signInStaff, type SignedInStaff } from './support/staff.js';

const QUESTION = 'How do I reset my password?';
const DESK = '/api/v1/desk/conversations';

describeWith(['postgresql', 'rabbitmq', 'redis'], 'desk', () => {
  let platform: Platform;
  let tenant: TestTenant;
  let api: ApiClient;
  let ana: SignedInStaff;
  let bo: SignedInStaff;

  beforeAll(async () => {
    platform = await startPlatform();
    tenant = await platform.createTenant({ articles: true });
    api = tenant.api;
    [ana, bo] = await Promise.all([signInStaff(tenant), signInStaff(tenant, 'manager')]);
  }, 60_000);

  afterAll(() => platform?.close(), 30_000);

  const act = (id: string, action: string, by: ApiClient = ana.api, body: object = {}) => by.post(`${DESK}/${id}/${action}`, body);
  const conversation = async (id: string): Promise<Json> => (await api.get(`/api/v1/conversations/${id}`)).body;
  const authors = async (id: string): Promise<string[]> => (await api.get(`/api/v1/conversations/${id}/messages`)).body.items.map((message: Json) => message.author);
  const chat = (session_id: string, message: string) => api.post('/api/v1/chat', { session_id, message });
  const audited = (id: string): Promise<Json[]> => platform.postgres.asOwner(`SELECT action, actor_kind, actor_id FROM audit_log WHERE subject_id = $1 ORDER BY created_at`, [id]);

  /** A conversation that waits at the desk. */
  async function escalated(): Promise<{ id: string; session: string }> {
    const session = newId();
    await chat(session, 'I want to talk to a human');
    const [row] = await platform.postgres.asOwner<{ id: string }>('SELECT id FROM conversations WHERE session_id = $1', [session]);
    return { id: row!.id, session };
  }

  it('lists who waits, longest first, page by page and by owner', async () => {
    const own = await platform.createTenant();
    const sessions = ['first', 'second', 'third'];
    for (const session_id of sessions) await own.api.post('/api/v1/chat', { session_id, message: 'I want to talk to a human' });
    await own.api.post('/api/v1/chat', { session_id: 'answered', message: QUESTION });
    const { body: page } = await own.api.get(`${DESK}?limit=2`);
    const { body: rest } = await own.api.get(`${DESK}?limit=2&cursor=${page.next_cursor}`);
    const listed = [...page.items, ...rest.items];
    expect(listed.map((item) => item.session_id)).toEqual(sessions);
    expect(rest.next_cursor).toBeNull();
    expect(listed[0]).toMatchObject({ owner: 'queue', status: 'open', escalation_reason: 'contact_asked', assignee_id: null });
    await own.api.post(`${DESK}/${listed[1].id}/take-over`, {});
    await own.api.post(`${DESK}/${listed[2].id}/resolve`);
    const owned = async (owner: string) => (await own.api.get(`${DESK}?owner=${owner}`)).body.items.map((item: Json) => item.session_id);
    expect([await owned('queue'), await owned('human')]).toEqual([['first'], ['second']]);
  });

  it('takes over, replies, hands back and resolves, each told in the audit log', async () => {
    const { id, session } = await escalated();
    expect(await act(id, 'take-over')).toMatchObject({ status: 200, body: { owner: 'human', status: 'open', assignee_id: ana.id } });
    const reply = await act(id, 'reply', ana.api, { message: 'Hello, what can I do for you?' });
    expect(reply).toMatchObject({ status: 201, body: { author: 'human_agent', staff_id: ana.id, agent_type: 'human', message: 'Hello, what can I do for you?' } });
    const history = (await api.get(`/api/v1/session/${session}/history`)).body.messages;
    expect(history.at(-1)).toMatchObject({ role: 'human_agent', message: 'Hello, what can I do for you?', message_id: reply.body.id });

    expect(await act(id, 'hand-back')).toMatchObject({ status: 200, body: { owner: 'ai', status: 'pending', assignee_id: null, escalated_at: null, escalation_reason: null } });
    expect((await chat(session, QUESTION)).body.agent_type).toBe('faq');
    expect(await act(id, 'resolve')).toMatchObject({ status: 200, body: { owner: 'ai', status: 'resolved', resolved_at: expect.any(String) } });
    const actions = ['conversation.taken_over', 'conversation.replied', 'conversation.handed_back', 'conversation.resolved'];
    expect(await audited(id)).toEqual(actions.map((action) => ({ action, actor_kind: 'staff', actor_id: ana.id })));
  });

  it('opens a resolved conversation again when the contact writes, with the AI agents', async () => {
    const { id, session } = await escalated();
    await act(id, 'resolve');
    expect((await chat(session, QUESTION)).body.agent_type).toBe('faq');
    expect(await conversation(id)).toMatchObject({ status: 'pending', owner: 'ai', resolved_at: null });
  });

  it('lets no AI agent answer while a human owns the conversation', async () => {
    const { id, session } = await escalated();
    await act(id, 'take-over');
    const faq = holdFaq(platform.app);
    try {
      expect((await chat(session, QUESTION)).body).toMatchObject({ agent_type: 'human', message: expect.stringContaining('A colleague will reply here') });
      const { body } = await api.post(`/api/v1/conversations/${id}/messages`, { message: QUESTION });
      expect(body.state).toBe('handed_off');
      const events = await readEvents(await api.open('GET', body.events_url, {}));
      expect(events.at(-1)!.event.data).toMatchObject({ outcome: 'handed_off', message_id: null });
      expect(faq.questions).toEqual([]);
    } finally {
      faq.restore();
    }
    expect(await authors(id)).toEqual(['contact', 'ai_agent', 'contact', 'contact']);
  });

  it('rejects the reply of an AI agent that comes after a human took over, and tells the waiting customer', async () => {
    const faq = holdFaq(platform.app);
    try {
      const late = await metric(platform, 'switchboard_late_replies_total');
      const { body: begun } = await api.post('/api/v1/conversations', { session_id: newId() });
      const waiting = chat(begun.session_id, QUESTION);
      await faq.begun(1);
      const { body: queued } = await api.post(`/api/v1/conversations/${begun.id}/messages`, { message: 'And how do I track my order?' });
      const streaming = api.open('GET', queued.events_url, {}).then(readEvents);
      expect((await act(begun.id, 'take-over')).status).toBe(200);

      expect(await waiting).toMatchObject({ status: 200, body: { agent_type: 'human', message: expect.stringContaining('A colleague will reply here') } });
      expect((await streaming).at(-1)!.event).toMatchObject({ event: 'conversation_completed', data: { outcome: 'handed_off', message_id: null } });
      faq.release();
      await eventually('the late reply is rejected', async () => (await metric(platform, 'switchboard_late_replies_total')) > late);
      expect(await authors(begun.id)).toEqual(['contact', 'contact']);
      expect((await api.get(`/api/v1/turns/${queued.turn_id}`)).body).toMatchObject({ state: 'handed_off', handoff_reason: 'taken_over', reply: null });
      expect(await conversation(begun.id)).toMatchObject({ owner: 'human', assignee_id: ana.id });
    } finally {
      faq.restore();
    }
  });

  describe('who may do it', () => {
    it('gives a conversation to one of two who take it at the same moment', async () => {
      const { id } = await escalated();
      const results = await Promise.all([act(id, 'take-over', ana.api), act(id, 'take-over', bo.api)]);
      expect(results.map(({ status }) => status).sort()).toEqual([200, 409]);
      expect(results.find(({ status }) => status === 409)!.body.code).toBe('conversation_taken');
      expect((await audited(id)).map(({ action }) => action)).toEqual(['conversation.taken_over']);
    });

    it('takes over twice by the same person as once', async () => {
      const { id } = await escalated();
      for (let time = 0; time < 2; time += 1) expect((await act(id, 'take-over')).status).toBe(200);
      expect(await audited(id)).toHaveLength(1);
    });

    it.each(['reply', 'hand-back', 'resolve'])('keeps %s to whoever has the conversation', async (action) => {
      const { id } = await escalated();
      await act(id, 'take-over');
      expect(await act(id, action, bo.api, { message: 'Hello' })).toMatchObject({ status: 409, body: { code: 'conversation_taken' } });
      expect(await conversation(id)).toMatchObject({ owner: 'human', assignee_id: ana.id });
    });

    it('lets an API key act for the member of staff it names, and for nobody unknown', async () => {
      const { id } = await escalated();
      const stranger = await signInStaff(await platform.createTenant());
      for (const staff_id of [newId(), stranger.id]) expect(await act(id, 'take-over', api, { staff_id })).toMatchObject({ status: 400, body: { code: 'invalid_request' } });
      expect(await act(id, 'take-over', api, { staff_id: bo.id })).toMatchObject({ status: 200, body: { assignee_id: bo.id } });
      expect(await act(id, 'reply', api, { message: 'For Bo' })).toMatchObject({ status: 201, body: { staff_id: bo.id } });
    });

    it.each([
      ['reply', 'before anybody took it', 'conversation_not_escalated'],
      ['hand-back', 'that the AI agents have', 'conversation_not_escalated'],
    ])('refuses %s to a conversation %s', async (action, _, code) => {
      const { body } = await api.post('/api/v1/conversations', {});
      expect(await act(body.id, action, ana.api, { message: 'Hello' })).toMatchObject({ status: 409, body: { code } });
    });

    it('refuses what a resolved conversation does not allow', async () => {
      const { id } = await escalated();
      await act(id, 'resolve');
      for (const action of ['take-over', 'resolve']) expect(await act(id, action)).toMatchObject({ status: 409, body: { code: 'conversation_resolved' } });
    });
  });
});
