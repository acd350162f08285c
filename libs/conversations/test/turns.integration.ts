import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { newId } from '#libs/kernel';
import { describeWith } from '#libs/testing';
import { deleteSession, endTurn, takeOver } from '../src/index.js';
import { inSession, openTurnDesk, type TurnDesk } from './turn-desk.js';

interface TurnRow {
  id: string;
  state: string;
  handoff_reason: string | null;
}

describeWith('postgresql', 'turns', () => {
  let desk: TurnDesk;
  let session: string;

  beforeAll(async () => {
    desk = await openTurnDesk();
  }, 30_000);

  afterAll(() => desk?.close());

  beforeEach(() => {
    session = newId();
  });

  const accept = (text: string, more: object = {}) => desk.accept(text, { ...inSession(session), ...more });
  const turnsOf = (conversationId: string) => desk.rows<TurnRow>('SELECT id, state, handoff_reason FROM turns WHERE conversation_id = $1 ORDER BY created_at, id', conversationId);
  const messagesOf = async (conversationId: string): Promise<string[]> => (await desk.rows<{ body: string }>('SELECT body FROM messages WHERE conversation_id = $1 ORDER BY created_at, id', conversationId)).map(({ body }) => body);
  const conversationOf = async (id: string) => (await desk.rows<Record<string, unknown>>('SELECT owner, status, active_turn_id, queued_turn_id, ownership_epoch FROM conversations WHERE id = $1', id))[0];

  describe('being accepted', () => {
    it('are stored with their envelope in the outbox, and published after the commit', async () => {
      const accepted = await accept('Hello', { metadata: { page: '/help' } });
      expect(await desk.rows('SELECT turn_id FROM outbox WHERE turn_id = $1', accepted.turnId)).toHaveLength(1);
      expect(desk.contextOf(accepted.turnId)).toMatchObject({ text: 'Hello', session_id: session, conversation_id: accepted.conversationId, contact_id: accepted.contactId, accepted_at: accepted.acceptedAt, ownership_epoch: 1 });
      expect(await desk.rows('SELECT body, metadata, author FROM messages WHERE id = $1', accepted.messageId)).toEqual([{ body: 'Hello', metadata: { page: '/help' }, author: 'contact' }]);
      const [row] = await desk.rows<{ created_at: Date }>('SELECT created_at FROM turns WHERE id = $1', accepted.turnId);
      expect(row!.created_at.toISOString()).toBe(accepted.acceptedAt);
    });

    it('make one active and one queued turn of 50 at once, and lose none of the messages', async () => {
      const all = await Promise.all(Array.from({ length: 50 }, (_, index) => accept(`message ${index}`)));
      const { conversationId } = all[0]!;
      expect((await turnsOf(conversationId)).map(({ state }) => state).sort()).toEqual(['accepted', 'queued']);
      expect(new Set(all.map(({ turnId }) => turnId)).size).toBe(2);
      expect(await messagesOf(conversationId)).toHaveLength(50);
      expect(desk.published.filter((envelope) => envelope.data.turn.conversation_id === conversationId)).toHaveLength(1);
    });

    it('write nothing when the idempotency key stands for another message', async () => {
      const { conversationId } = await accept('Hello', { idempotencyKey: 'key' });
      await expect(accept('Something else', { idempotencyKey: 'key' })).rejects.toMatchObject({ code: 'idempotency_key_reused' });
      await expect(accept('Hello', { idempotencyKey: 'key', metadata: { other: true } })).rejects.toMatchObject({ code: 'idempotency_key_reused' });
      expect(await messagesOf(conversationId)).toEqual(['Hello']);
    });

    it('are refused for a conversation that does not exist, or is another tenant’s', async () => {
      await expect(accept('Hello', { destination: { kind: 'conversation', conversationId: newId() } })).rejects.toMatchObject({ code: 'not_found' });
      const { conversationId } = await accept('Hello');
      await expect(accept('Hello', { tenantId: newId(), destination: { kind: 'conversation', conversationId } })).rejects.toMatchObject({ code: 'not_found' });
    });
  });

  describe('ending', () => {
    it('end once, however often their envelope comes', async () => {
      const { turnId, conversationId } = await accept('Hello');
      const [turn, envelopeId] = [desk.contextOf(turnId), newId()];
      const results = await Promise.all(Array.from({ length: 5 }, () => desk.end(turn, { envelopeId })));
      expect(results.map(({ kind }) => kind).sort()).toEqual(['ended', 'rejected', 'rejected', 'rejected', 'rejected']);
      expect(await messagesOf(conversationId)).toEqual(['Hello', 'The answer']);
    });

    it('end once, also when two envelopes carry the same turn', async () => {
      const { turnId, conversationId } = await accept('Hello');
      const results = await Promise.all([desk.end(desk.contextOf(turnId)), desk.end(desk.contextOf(turnId), { outcome: { kind: 'handed_off', reason: 'stalled', text: 'A human' } })]);
      expect(results.map(({ kind }) => kind).sort()).toEqual(['ended', 'rejected']);
      expect(await messagesOf(conversationId)).toHaveLength(2);
    });

    it('write what goes alongside only when they end', async () => {
      const { turnId } = await accept('Hello');
      const alongside = (question: string) => ({
        statement: { name: 'test-alongside', text: `INSERT INTO faq_queries (tenant_id, id, turn_id, question, locale, outcome) VALUES ($1, $2, $3, $4, 'en', 'answered')` },
        values: [desk.tenantId, newId(), turnId, question],
      });
      await desk.end(desk.contextOf(turnId), { alongside: alongside('first') });
      await desk.end(desk.contextOf(turnId), { alongside: alongside('second') });
      expect(await desk.rows('SELECT question FROM faq_queries WHERE turn_id = $1', turnId)).toEqual([{ question: 'first' }]);
    });

    it('make the queued turn active, with its messages joined', async () => {
      const first = await accept('one');
      const queued = await accept('two');
      await accept('three');
      await desk.end(desk.contextOf(first.turnId), { locale: 'zh-TW' });
      expect(desk.contextOf(queued.turnId)).toMatchObject({ text: 'two\nthree', ownership_epoch: 1, locale_hint: 'zh-TW' });
      expect(await conversationOf(first.conversationId)).toMatchObject({ active_turn_id: queued.turnId, queued_turn_id: null });
    });

    it('take the queued turn along to a human', async () => {
      const first = await accept('one');
      await accept('two');
      await desk.end(desk.contextOf(first.turnId), { outcome: { kind: 'handed_off', reason: 'contact_asked', text: 'A human' } });
      expect((await turnsOf(first.conversationId)).map(({ state, handoff_reason }) => `${state} ${handoff_reason}`)).toEqual(['handed_off contact_asked', 'handed_off contact_asked']);
      expect(await conversationOf(first.conversationId)).toEqual({ owner: 'queue', status: 'open', active_turn_id: null, queued_turn_id: null, ownership_epoch: 2 });
      expect((await accept('three')).state).toBe('handed_off');
    });

    it('are rejected after a human took over, whatever the envelope', async () => {
      const { turnId, conversationId } = await accept('Hello');
      const turn = desk.contextOf(turnId);
      const staffKey = { kind: 'api_key' as const, id: newId(), tenantId: desk.tenantId, name: 'desk', role: null, scopes: ['desk' as const] };
      expect((await takeOver(desk.test.database, staffKey, conversationId, null)).ended.map(({ turnId: id }) => id)).toEqual([turnId]);
      expect(await desk.end(turn)).toEqual({ kind: 'rejected' });
      expect(await desk.end({ ...turn, ownership_epoch: 2 })).toEqual({ kind: 'rejected' });
      expect(await messagesOf(conversationId)).toEqual(['Hello']);
    });

    it('are rejected when their session was deleted, and leave nothing', async () => {
      const { turnId, conversationId } = await accept('Hello');
      const key = { kind: 'api_key' as const, id: newId(), tenantId: desk.tenantId, name: 'chat', role: null, scopes: ['chat' as const] };
      await deleteSession(desk.test.database, key, session);
      expect(await desk.end(desk.contextOf(turnId))).toEqual({ kind: 'rejected' });
      for (const table of ['messages', 'turns', 'idempotency_keys']) expect(await desk.rows(`SELECT 1 FROM ${table} WHERE conversation_id = $1`, conversationId)).toEqual([]);
    });

    it('leave everything as it was when the transaction fails', async () => {
      const { turnId, conversationId } = await accept('Hello');
      const broken = { statement: { name: 'test-broken', text: 'INSERT INTO faq_queries (tenant_id) VALUES ($1)' }, values: [desk.tenantId] };
      const input = { tenantId: desk.tenantId, turn: desk.contextOf(turnId), routing: null, outcome: { kind: 'answered' as const, agentType: 'faq' as const, text: 'x', fromCache: false }, locale: 'en' as const, consumer: 'c', envelopeId: newId(), alongside: broken, deadlineMs: 60_000 };
      await expect(endTurn(desk.test.database, desk.outbox, input)).rejects.toMatchObject({ code: '23502' });
      expect(await messagesOf(conversationId)).toEqual(['Hello']);
      expect((await desk.end(input.turn, { envelopeId: input.envelopeId, consumer: 'c' })).kind).toBe('ended');
    });
  });
});
