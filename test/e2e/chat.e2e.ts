import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { newId } from '#libs/kernel';
import { describeWith } from '#libs/testing';
import { chatBehaviour } from './support/chat-behaviour.js';
import { startPlatform, type Platform } from './support/platform.js';
import { rowsWith } from './support/rows-with.js';

describeWith(['postgresql', 'rabbitmq', 'redis'], 'chat API on real servers', () => {
  let platform: Platform;

  beforeAll(async () => {
    platform = await startPlatform();
  }, 60_000);

  afterAll(() => platform?.close(), 30_000);

  describe('its behaviour', () => chatBehaviour(() => platform));

  const chat = (body: object) => platform.api.post('/api/v1/chat', body);
  const textsOf = async (sessionId: string) => (await platform.api.get(`/api/v1/session/${sessionId}/history`)).body.messages.map((entry: { message: string }) => entry.message);

  it('makes up a session when none is named, and gives its id back', async () => {
    const first = await chat({ message: 'How do I reset my password?' });
    const second = await chat({ message: 'How do I reset my password?' });
    expect(first.status).toBe(200);
    expect(first.body.session_id).not.toBe(second.body.session_id);
    const next = await chat({ message: 'What payment methods do you accept?', session_id: first.body.session_id });
    expect(next.body.session_id).toBe(first.body.session_id);
    expect(await textsOf(first.body.session_id)).toHaveLength(4);
  });

  it('lets a session without user_id go on, but not as another contact', async () => {
    const session_id = newId();
    await chat({ session_id, message: 'How do I reset my password?', user_id: 'first' });
    const mismatch = await chat({ session_id, message: 'How do I track my order?', user_id: 'second' });
    expect(mismatch).toMatchObject({ status: 409, body: { code: 'contact_mismatch' } });
    expect((await chat({ session_id, message: 'How do I track my order?' })).status).toBe(200);
    expect(await textsOf(session_id)).toHaveLength(4);
  });

  it('keeps one contact through several sessions', async () => {
    const user_id = newId();
    await Promise.all(['a', 'b', 'c'].map((name) => chat({ session_id: `${user_id}-${name}`, message: 'How do I reset my password?', user_id })));
    const rows = await platform.postgres.asOwner('SELECT id FROM contacts WHERE external_id = $1', [user_id]);
    expect(rows).toHaveLength(1);
  });

  it('takes null and absent metadata, and ignores fields it does not know', async () => {
    for (const extra of [{ metadata: null }, {}, { temperature: 1 }]) {
      expect((await chat({ session_id: newId(), message: 'How do I reset my password?', ...extra })).status).toBe(200);
    }
  });

  it('gives the history in pages', async () => {
    const session_id = newId();
    for (const message of ['How do I reset my password?', 'What payment methods do you accept?']) await chat({ session_id, message });
    const first = await platform.api.get(`/api/v1/session/${session_id}/history?limit=3`);
    expect(first.body.messages).toHaveLength(3);
    const second = await platform.api.get(`/api/v1/session/${session_id}/history?limit=3&cursor=${first.body.next_cursor}`);
    expect(second.body).toMatchObject({ messages: [{ role: 'ai_agent' }], next_cursor: null });
  });

  it('deletes a session with everything said in it, and begins anew after', async () => {
    // Of letters alone: numbers are masked in what is logged of questions.
    const secret = `violet-${newId().replace(/\d/g, (digit) => 'ghijklmnop'[Number(digit)]!)}`;
    const session_id = newId();
    const sent = { session_id, message: `How do I reset my password? ${secret}`, metadata: { note: secret } };
    await platform.api.post('/api/v1/chat', sent, { headers: { 'Idempotency-Key': secret } });
    const before = await rowsWith(platform.postgres, secret);
    expect(Object.keys(before).sort()).toEqual(expect.arrayContaining(['faq_queries', 'idempotency_keys']));
    const [conversation] = await platform.postgres.asOwner<{ id: string; contact_id: string }>('SELECT id, contact_id FROM conversations WHERE session_id = $1', [session_id]);

    const deleted = await platform.api.delete(`/api/v1/session/${session_id}`);
    expect({ status: deleted.status, text: deleted.text }).toEqual({ status: 204, text: '' });
    expect(await rowsWith(platform.postgres, secret)).toEqual({});
    expect(await rowsWith(platform.postgres, session_id)).toEqual({});
    // An anonymous contact exists for its session alone.
    expect(await rowsWith(platform.postgres, conversation!.contact_id)).toEqual({});
    expect(Object.keys(await rowsWith(platform.postgres, conversation!.id))).toEqual(['audit_log']);

    for (const gone of [platform.api.get(`/api/v1/session/${session_id}/history`), platform.api.delete(`/api/v1/session/${session_id}`)]) {
      expect(await gone).toMatchObject({ status: 404, body: { code: 'not_found' } });
    }
    expect((await chat({ session_id, message: 'How do I track my order?' })).status).toBe(200);
    expect(await textsOf(session_id)).toHaveLength(2);
  });

  it('keeps a known contact when one of its sessions is deleted', async () => {
    const user_id = newId();
    await chat({ session_id: `${user_id}-a`, message: 'How do I reset my password?', user_id });
    await platform.api.delete(`/api/v1/session/${user_id}-a`);
    expect(await platform.postgres.asOwner('SELECT id FROM contacts WHERE external_id = $1', [user_id])).toHaveLength(1);
  });

  it('finds a session whose id needs escaping in a path', async () => {
    const session_id = '訂單/1 50%?';
    await chat({ session_id, message: 'How do I reset my password?' });
    expect((await platform.api.get(`/api/v1/session/${encodeURIComponent(session_id)}/history`)).body.session_id).toBe(session_id);
  });
});
