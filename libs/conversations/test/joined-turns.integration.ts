import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { Flow, TurnContext, TurnPart } from '#libs/contracts';
import { newId } from '#libs/kernel';
import { aRouting, describeWith } from '#libs/testing';
import { ConversationReader, deleteSession, endUnfinishedTurn, finishPart, sweepStalledTurns, takeOver, type FinishedPart, type FinishedTurnPart, type FinishPartInput, type JoinedTurn } from '../src/index.js';
import { inSession, openTurnDesk, type TurnDesk } from './turn-desk.js';

const FLOW: Flow = { agent_type: 'order', expects: { kind: 'detail', what: 'order number' } };

/** Joins as simply as can be: what is joined is the agents' business. */
const join = (parts: readonly FinishedPart[]): JoinedTurn => {
  const reply = parts.map(({ reply: text }) => text).join(' | ');
  const human = parts.some(({ outcome }) => outcome === 'handed_off') || parts.length < parts[0]!.count;
  return {
    lead: parts[0]!,
    outcome: human
      ? { kind: 'handed_off', reason: 'agent_not_available', text: reply }
      : { kind: 'answered', agentType: parts[0]!.agentType, text: reply, fromCache: false, flow: parts.find(({ flow }) => flow)?.flow ?? undefined },
  };
};

describeWith('postgresql', 'turns with several wishes', () => {
  let desk: TurnDesk;
  let session: string;
  let turn: TurnContext;
  let conversationId: string;

  beforeAll(async () => {
    desk = await openTurnDesk();
  }, 30_000);

  afterAll(() => desk?.close());

  beforeEach(async () => {
    session = newId();
    const accepted = await desk.accept('one and two', inSession(session));
    ({ conversationId } = accepted);
    turn = desk.contextOf(accepted.turnId);
  });

  const part = (index: number, more: Partial<TurnPart> = {}): TurnPart => ({ split: 'a', index, count: 2, text: `wish ${index}`, entities: [], ...more });

  const finish = (index: number, more: Partial<FinishPartInput> = {}, finished: Partial<FinishPartInput['finished']> = {}): Promise<FinishedTurnPart> =>
    finishPart(desk.test.database, desk.outbox, {
      tenantId: desk.tenantId,
      turn,
      part: part(index),
      routing: aRouting(),
      finished: { agentType: 'faq', outcome: 'answered', handoffReason: null, reply: `answer ${index}`, fromCache: false, flow: null, ...finished },
      locale: 'en',
      consumer: 'faq-agent.answer-turn',
      envelopeId: newId(),
      deadlineMs: 60_000,
      join,
      ...more,
    });

  const handedOff: FinishPartInput['finished'] = { agentType: 'human', outcome: 'handed_off', handoffReason: 'dead_letter', reply: 'sorry', fromCache: false, flow: null };
  const repliesOf = async () => (await desk.rows<{ body: string }>(`SELECT body FROM messages WHERE conversation_id = $1 AND author = 'ai_agent'`, conversationId)).map(({ body }) => body);
  const turnOf = () => new ConversationReader(desk.test.database).turn(desk.tenantId, turn.turn_id);
  const giveUp = () =>
    endUnfinishedTurn(desk.test.database, desk.outbox, {
      tenantId: desk.tenantId, turn, routing: null, locale: 'en', consumer: 'handoff', envelopeId: newId(), deadlineMs: 60_000, join,
      outcome: { kind: 'handed_off', reason: 'stalled', text: 'all of it' },
    });
  const desktop = () => ({ kind: 'api_key' as const, id: newId(), tenantId: desk.tenantId, name: 'desk', role: null, scopes: ['desk' as const] });

  it.each([[[0, 1]], [[1, 0]]])('end with the last part, in the order of the message: %j', async ([first, last]) => {
    expect(await finish(first!)).toEqual({ kind: 'waiting' });
    expect(await turnOf()).toMatchObject({ state: 'accepted', reply: null, parts: [] });
    expect(await finish(last!)).toMatchObject({ kind: 'ended', outcome: { kind: 'answered', text: 'answer 0 | answer 1' } });
    expect(await repliesOf()).toEqual(['answer 0 | answer 1']);
    expect(await turnOf()).toMatchObject({
      state: 'answered', agent_type: 'faq', intent: 'faq', reply: 'answer 0 | answer 1',
      parts: [0, 1].map((index) => ({ text: `wish ${index}`, intent: 'faq', confidence: expect.closeTo(0.9), agent_type: 'faq', outcome: 'answered', handoff_reason: null, from_cache: false })),
    });
  });

  it('end once when all parts finish at the same instant', async () => {
    for (let time = 0; time < 20; time += 1) {
      const accepted = await desk.accept('again', inSession(newId()));
      ({ conversationId } = accepted);
      turn = desk.contextOf(accepted.turnId);
      const results = await Promise.all([3, 1, 0, 2].map((index) => finish(index, { part: part(index, { count: 4 }) })));
      expect(results.map(({ kind }) => kind).sort()).toEqual(['ended', 'waiting', 'waiting', 'waiting']);
      expect(await repliesOf()).toEqual(['answer 0 | answer 1 | answer 2 | answer 3']);
    }
  });

  it('take each part once, however often and under whichever envelope it comes', async () => {
    const envelopeId = newId();
    const copies = await Promise.all([finish(1, { envelopeId }), finish(1, { envelopeId }), finish(1, {}, { reply: 'another answer' })]);
    expect(copies.map(({ kind }) => kind).sort()).toEqual(['rejected', 'rejected', 'waiting']);
    const ends = await Promise.all([finish(0), finish(0), finish(1)]);
    expect(ends.map(({ kind }) => kind).sort()).toEqual(['ended', 'rejected', 'rejected']);
    for (const index of [0, 1]) expect(await finish(index, { envelopeId })).toEqual({ kind: 'rejected' });
    expect(await repliesOf()).toHaveLength(1);
  });

  it('write what goes alongside a part once, with the part', async () => {
    const alongside = (question: string) => ({
      statement: { name: 'test-part-alongside', text: `INSERT INTO faq_queries (tenant_id, id, turn_id, question, locale, outcome) VALUES ($1, $2, $3, $4, 'en', 'answered')` },
      values: [desk.tenantId, newId(), turn.turn_id, question],
    });
    await finish(0, { alongside: alongside('zero') });
    await finish(0, { alongside: alongside('zero again') });
    await finish(1, { alongside: alongside('one') });
    expect(await desk.rows('SELECT question FROM faq_queries WHERE turn_id = $1 ORDER BY id', turn.turn_id)).toEqual([{ question: 'zero' }, { question: 'one' }]);
  });

  it('write nothing of the last part when ending the turn fails, so that it can be tried again', async () => {
    await finish(0);
    await expect(finish(1, { join: () => { throw new Error('not now'); } })).rejects.toThrow('not now');
    expect(await turnOf()).toMatchObject({ state: 'accepted' });
    expect((await finish(1)).kind).toBe('ended');
  });

  it('never mix two divisions of the same message: the first that is complete is the reply', async () => {
    await finish(0);
    await finish(1, { part: part(1, { split: 'b', count: 3 }) }, { reply: 'of another division' });
    await finish(0, { part: part(0, { split: 'b', count: 3 }) }, { reply: 'of another division too' });
    expect((await finish(1)).kind).toBe('ended');
    expect(await finish(2, { part: part(2, { split: 'b', count: 3 }) })).toEqual({ kind: 'rejected' });
    expect(await repliesOf()).toEqual(['answer 0 | answer 1']);
    expect((await turnOf()).parts.map(({ text }) => text)).toEqual(['wish 0', 'wish 1']);
  });

  it('may be answered as one meanwhile: then no part of them is', async () => {
    await finish(0);
    expect((await desk.end(turn)).kind).toBe('ended');
    expect(await finish(1)).toEqual({ kind: 'rejected' });
    expect(await turnOf()).toMatchObject({ reply: 'The answer', parts: [] });
  });

  it('go to a human with what was answered when one part does', async () => {
    await finish(0, { finished: handedOff });
    expect(await finish(1)).toMatchObject({ kind: 'ended', outcome: { kind: 'handed_off' } });
    expect(await turnOf()).toMatchObject({ state: 'handed_off', agent_type: 'human', handoff_reason: 'agent_not_available', parts: [{ outcome: 'handed_off', handoff_reason: 'dead_letter' }, { outcome: 'answered' }] });
    expect((await desk.accept('and?', inSession(session))).state).toBe('handed_off');
  });

  describe('when a human takes over', () => {
    it('write nothing any more', async () => {
      await finish(0);
      await takeOver(desk.test.database, desktop(), conversationId, null);
      expect(await finish(1)).toEqual({ kind: 'rejected' });
      expect(await repliesOf()).toEqual([]);
      expect(await desk.rows('SELECT part_index FROM turn_parts WHERE turn_id = $1', turn.turn_id)).toEqual([{ part_index: 0 }]);
      expect(await turnOf()).toMatchObject({ state: 'handed_off', parts: [] });
    });

    it('in the same moment either end or are rejected, never both', async () => {
      for (let time = 0; time < 20; time += 1) {
        const accepted = await desk.accept('again', inSession(newId()));
        ({ conversationId } = accepted);
        turn = desk.contextOf(accepted.turnId);
        await finish(0);
        const [{ kind }, { ended }] = await Promise.all([finish(1), takeOver(desk.test.database, desktop(), conversationId, null)]);
        expect(kind === 'ended' ? ended.length : 1 - ended.length).toBe(0);
        expect(await repliesOf()).toHaveLength(kind === 'ended' ? 1 : 0);
      }
    });
  });

  describe('that stall', () => {
    it('are sent to the router again with some parts finished, and end with those and the others', async () => {
      await finish(0);
      await desk.test.asOwner('DELETE FROM outbox');
      await desk.test.asOwner(`UPDATE turns SET deadline_at = now() - interval '1 second' WHERE id = $1`, [turn.turn_id]);
      await sweepStalledTurns(desk.test.database, desk.outbox, 60_000);
      turn = desk.contextOf(turn.turn_id);
      expect(turn.text).toBe('one and two');
      expect(await finish(0, {}, { reply: 'anew' })).toEqual({ kind: 'rejected' });
      expect(await finish(1)).toMatchObject({ kind: 'ended', outcome: { text: 'answer 0 | answer 1' } });
    });

    it('are given up with what was answered', async () => {
      await finish(1, { part: part(1, { count: 3 }) });
      await finish(0, { part: part(0, { count: 3 }) });
      await finish(0, { part: part(0, { split: '0', count: 2 }) });
      expect(await giveUp()).toMatchObject({ kind: 'ended', outcome: { kind: 'handed_off', text: 'answer 0 | answer 1' } });
      expect((await turnOf()).parts).toHaveLength(2);
      expect(await giveUp()).toEqual({ kind: 'rejected' });
      expect(await finish(2, { part: part(2, { count: 3 }) })).toEqual({ kind: 'rejected' });
    });

    it('are given up as a whole when nothing was', async () => {
      expect(await giveUp()).toMatchObject({ kind: 'ended', outcome: { text: 'all of it' } });
      expect(await repliesOf()).toEqual(['all of it']);
    });

    it('are not given up when a human has them', async () => {
      await finish(0);
      await takeOver(desk.test.database, desktop(), conversationId, null);
      expect(await giveUp()).toEqual({ kind: 'rejected' });
    });
  });

  it('make the queued turn active when they end, as any turn does', async () => {
    const queued = await desk.accept('meanwhile', inSession(session));
    await finish(0, {}, { flow: FLOW, outcome: 'asked' });
    await finish(1);
    expect(desk.contextOf(queued.turnId)).toMatchObject({ text: 'meanwhile', flow: FLOW });
  });

  it('are another tenant’s business only there', async () => {
    expect(await finish(0, { tenantId: newId() })).toEqual({ kind: 'rejected' });
  });

  it('are deleted with their session', async () => {
    await finish(0);
    await deleteSession(desk.test.database, { ...desktop(), scopes: ['chat'] }, session);
    expect(await finish(1)).toEqual({ kind: 'rejected' });
    expect(await desk.rows('SELECT 1 FROM turn_parts WHERE turn_id = $1', turn.turn_id)).toEqual([]);
  });
});

describeWith('postgresql', 'what a reply waits for', () => {
  let desk: TurnDesk;
  let session: { destination: { kind: 'session'; sessionId: string; contact: object } };

  beforeAll(async () => {
    desk = await openTurnDesk();
  }, 30_000);

  afterAll(() => desk?.close());

  beforeEach(() => {
    session = inSession(newId()) as typeof session;
  });

  const accept = async (text: string) => desk.contextOf((await desk.accept(text, session)).turnId);
  const asking = { outcome: { kind: 'answered' as const, agentType: 'order' as const, text: 'Which order?', fromCache: false, flow: FLOW } };

  it('comes with the next turn, and is over when that ends', async () => {
    const first = await accept('one');
    expect(first.flow).toBeNull();
    await desk.end(first, asking);
    const second = await accept('W1');
    expect(second.flow).toEqual(FLOW);
    await desk.end(second);
    expect((await accept('three')).flow).toBeNull();
  });

  it('comes with a turn that the sweeper takes up', async () => {
    await desk.end(await accept('one'), asking);
    const second = await accept('W1');
    await desk.test.asOwner('DELETE FROM outbox');
    await desk.test.asOwner(`UPDATE turns SET deadline_at = now() - interval '1 second' WHERE id = $1`, [second.turn_id]);
    await sweepStalledTurns(desk.test.database, desk.outbox, 60_000);
    expect(desk.contextOf(second.turn_id)).toEqual(second);
  });

  it('is over when a human took over in between', async () => {
    const first = await accept('one');
    await desk.end(first, asking);
    await takeOver(desk.test.database, { kind: 'api_key', id: newId(), tenantId: desk.tenantId, name: 'desk', role: null, scopes: ['desk'] }, first.conversation_id, null);
    expect(await desk.rows('SELECT flow FROM conversations WHERE id = $1', first.conversation_id)).toEqual([{ flow: null }]);
  });

  describe('and a hand-off', () => {
    it('ends it', async () => {
      const first = await accept('one');
      await desk.end(first, asking);
      await desk.end(await accept('two'), { outcome: { kind: 'handed_off', reason: 'contact_asked', text: 'A human' } });
      expect(await desk.rows('SELECT flow FROM conversations WHERE id = $1', first.conversation_id)).toEqual([{ flow: null }]);
    });
  });
});
