import { expect, it } from '@jest/globals';
import { ChatReply } from '#libs/contracts';
import { detectLocale } from '#libs/intents';
import { newId } from '#libs/kernel';
import { readEvents, type StreamedEvent } from './api-client.js';
import { makeUnsure } from './make-unsure.js';
import type { Platform } from './platform.js';

/** A message, who is to answer it, and what the answer says. */
const QUESTIONS: [message: string, agentType: string, says: RegExp][] = [
  ['How do I reset my password?', 'faq', /password/i],
  ['支援哪些付款方式？', 'faq', /信用卡/],
  ['忘记密码怎么重置？', 'faq', /密码/],
  ['Please cancel my order A1001', 'human', /orders myself yet.*colleague/],
  ['請幫我取消訂單 A1001', 'human', /訂單.*轉給客服人員/],
  ['I want a refund for the broken mug you sent me', 'human', /refunds and returns myself yet.*colleague/],
  ['我要退款，收到的商品壞掉了', 'human', /退款.*轉給客服人員/],
  ['我收到的东西坏了，我要退款', 'human', /退款.*转给人工客服/],
  ['The app crashes with an error every time I log in', 'human', /technical problems myself yet.*colleague/],
  ['I want to talk to a human', 'human', /passing this conversation to a colleague/],
  ['我要找真人客服', 'human', /轉給客服人員/],
  ['转人工', 'human', /转给人工客服/],
];

/** A message with several wishes, what its one reply says in this order, and how its parts ended. */
const SEVERAL: [message: string, agentType: string, says: RegExp, parts: string[]][] = [
  ['Where do I find the return policy and which payment methods do you take?', 'faq', /30 days[\s\S]*\n\n[\s\S]*(credit )?card/i, ['answered', 'answered']],
  ['退貨政策是什麼？另外可以用哪些付款方式？', 'faq', /退貨[\s\S]*\n\n[\s\S]*信用卡/, ['answered', 'answered']],
  ['退货政策是什么？还有支持哪些付款方式？', 'faq', /退货[\s\S]*\n\n[\s\S]*(支付|信用卡)/, ['answered', 'answered']],
  ['Where is my order W10023? And how do I reset my password?', 'human', /password[\s\S]*\n\nAbout “Where is my order W10023\?”: I cannot look into orders myself yet/i, ['handed_off', 'answered']],
  ['How do I reset my password? I want to talk to a human.', 'human', /password[\s\S]*\n\nOf course\. I am passing/i, ['answered', 'handed_off']],
  ['如何重設密碼？我要找真人客服', 'human', /密碼[\s\S]*\n\n好的，我會把這段對話轉給客服人員/, ['answered', 'handed_off']],
  ['怎么重置密码？另外转人工', 'human', /密码[\s\S]*\n\n好的，我会把这段对话转给人工客服/, ['answered', 'handed_off']],
];

/** What nobody is sure of, the answer to the question that comes back, and what that leads to. */
const CLARIFIED: [message: string, reply: string, asks: RegExp, agentType: string, says: RegExp][] = [
  ['that thing with my stuff', 'the first one', /one of your orders, or about a refund or a return\?$/, 'human', /orders myself yet/],
  ['that thing with my stuff', 'the refund', /one of your orders, or about a refund or a return\?$/, 'human', /refunds and returns myself yet/],
  ['that thing with my stuff', 'How do I reset my password?', /one of your orders, or about a refund or a return\?$/, 'faq', /password/i],
  ['那個東西的事', '第二個', /「您的訂單」，還是「退款或退換貨」？$/, 'human', /退款與退換貨/],
  ['那個東西的事', '我要找真人', /「您的訂單」，還是「退款或退換貨」？$/, 'human', /好的，我會把這段對話轉給客服人員/],
  ['那个东西的事', '退款', /“您的订单”，还是“退款或退换货”？$/, 'human', /退款和退换货/],
];

/** What the simple chat API does, whichever parts the platform runs on. */
export function chatBehaviour(platform: () => Platform): void {
  it.each(QUESTIONS)('answers %j by %s', async (message, agentType, says) => {
    const session_id = newId();
    const { status, body } = await platform().api.post('/api/v1/chat', { session_id, message, user_id: newId(), metadata: { page: '/help' } });
    expect({ status, agent: body.agent_type }).toEqual({ status: 200, agent: agentType });
    expect(body.message).toMatch(says);
  });

  it.each(SEVERAL)('answers each wish of %j in one reply', async (message, agentType, says, parts) => {
    const { body: conversation } = await platform().api.post('/api/v1/conversations', {});
    const { body: accepted } = await platform().api.post(`/api/v1/conversations/${conversation.id}/messages`, { message });
    const events = await readEvents(await platform().api.open('GET', accepted.events_url, {}));
    expectWholeAnswer(events);
    const { message: reply, agent_type } = events.at(-1)!.event.data;
    expect(reply).toMatch(says);
    expect(agent_type).toBe(agentType);
    const { body: turn } = await platform().api.get(`/api/v1/turns/${accepted.turn_id}`);
    expect(turn).toMatchObject({ reply, agent_type, state: agentType === 'human' ? 'handed_off' : 'answered' });
    expect(turn.parts.map(({ outcome }: { outcome: string }) => outcome)).toEqual(parts);
    expect(detectLocale(turn.parts.map(({ text }: { text: string }) => text).join(' '), 'en')).toBe(detectLocale(reply, 'en'));
    const { body: messages } = await platform().api.get(`/api/v1/conversations/${conversation.id}/messages`);
    expect(messages.items.map((item: { author: string }) => item.author)).toEqual(['contact', 'ai_agent']);
  });

  it.each<[string, string, RegExp, string, RegExp]>(CLARIFIED)('asks what %j means, and understands %j', async (message, reply, asks, agentType, says) => {
    const certain = makeUnsure(platform().app, message, [{ intent: 'order', confidence: 0.5 }, { intent: 'refund', confidence: 0.4 }]);
    try {
      const session_id = newId();
      const asked = await platform().api.post('/api/v1/chat', { session_id, message });
      expect(asked.body).toMatchObject({ agent_type: 'faq', message: expect.stringMatching(asks) });
      const { body } = await platform().api.post('/api/v1/chat', { session_id, message: reply });
      expect(body.agent_type).toBe(agentType);
      expect(body.message).toMatch(says);
    } finally {
      certain();
    }
  });

  it('gives exactly the fields of the contract', async () => {
    const { body, headers } = await platform().api.post('/api/v1/chat', { session_id: 'fields', message: 'What payment methods do you accept?', user_id: 'fields', metadata: {} });
    expect(Object.keys(body).sort()).toEqual(['agent_type', 'from_cache', 'message', 'response_time_ms', 'session_id', 'timestamp']);
    expect(ChatReply.strict().parse(body)).toMatchObject({ session_id: 'fields', from_cache: false });
    expect(Date.parse(body.timestamp)).toBeLessThanOrEqual(Date.now() + 1_000);
    expect(headers.get('content-type')).toMatch(/^application\/json/);
  });

  it('streams the answer as events with growing ids', async () => {
    const response = await platform().api.open('POST', '/api/v1/chat/stream', { body: { session_id: 'streamed', message: 'How do I reset my password?', user_id: 'streamed' } });
    expect(response.headers.get('content-type')).toMatch(/^text\/event-stream/);
    const events = await readEvents(response);
    expectWholeAnswer(events);
    const completed = events.at(-1)!.event;
    expect(completed.data).toMatchObject({ session_id: 'streamed', agent_type: 'faq', outcome: 'answered', from_cache: expect.any(Boolean) });
  });

  it('keeps a session together, in order', async () => {
    const session_id = newId();
    const user_id = newId();
    for (const message of ['How do I reset my password?', '支援哪些付款方式？', 'I want to talk to a human']) {
      expect((await platform().api.post('/api/v1/chat', { session_id, message, user_id })).status).toBe(200);
    }
    const { body } = await platform().api.get(`/api/v1/session/${session_id}/history`);
    expect(body.messages.map((entry: { role: string }) => entry.role)).toEqual(['contact', 'ai_agent', 'contact', 'ai_agent', 'contact', 'ai_agent']);
    expect(body.messages.map((entry: { agent_type: string | null }) => entry.agent_type)).toEqual([null, 'faq', null, 'faq', null, 'human']);
    expect(body).toMatchObject({ session_id, next_cursor: null });
  });

  it('tells a contact whose conversation waits for a human so, and lets no AI answer', async () => {
    const conversation = { session_id: newId(), user_id: newId() };
    await platform().api.post('/api/v1/chat', { ...conversation, message: 'I want to talk to a human' });
    const { body } = await platform().api.post('/api/v1/chat', { ...conversation, message: 'How do I reset my password?' });
    expect(body).toMatchObject({ agent_type: 'human', message: 'Your message has been passed on to our team. A colleague will reply here.' });
    const response = await platform().api.open('POST', '/api/v1/chat/stream', { body: { ...conversation, message: '請問有人在嗎？' } });
    const events = await readEvents(response);
    expect(events.map(({ name }) => name)).toEqual(['conversation_started', 'message_delta', 'conversation_completed']);
    expect(events.at(-1)!.event.data).toMatchObject({ outcome: 'handed_off', message_id: null, message: expect.stringContaining('客服團隊') });
    const history = await platform().api.get(`/api/v1/session/${conversation.session_id}/history`);
    expect(history.body.messages.map((entry: { role: string }) => entry.role)).toEqual(['contact', 'ai_agent', 'contact', 'contact']);
  });
}

/** Started, deltas that make up the message, completed: `{event, task_id, data, created_at}` each, ids growing. */
export function expectWholeAnswer(events: readonly StreamedEvent[]): void {
  expect(events.length).toBeGreaterThanOrEqual(3);
  for (const { id, name, event } of events) {
    expect(id).toMatch(/^\d+-\d+$/);
    expect(name).toBe(event.event);
    expect(Object.keys(event).sort()).toEqual(['created_at', 'data', 'event', 'task_id']);
    expect(new Date(event.created_at).toISOString()).toBe(event.created_at);
  }
  const ids = events.map(({ id }) => id.split('-').map(Number) as [number, number]);
  for (const [index, [ms, sequence]] of ids.entries()) {
    const [previousMs, previousSequence] = ids[index - 1] ?? [-1, -1];
    expect(ms > previousMs || (ms === previousMs && sequence > previousSequence)).toBe(true);
  }
  const [first, ...rest] = events;
  const last = rest.pop()!;
  expect(first!.name).toBe('conversation_started');
  expect(new Set(rest.map(({ name }) => name))).toEqual(new Set(['message_delta']));
  expect(last.name).toBe('conversation_completed');
  expect(rest.map(({ event }) => event.data.delta).join('')).toBe(last.event.data.message);
  expect(new Set(events.map(({ event }) => event.task_id)).size).toBe(1);
  expect(last.event.data.turn_id).toBe(last.event.task_id);
}
