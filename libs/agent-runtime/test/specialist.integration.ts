import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { AnswerTurn, ConversationCompleted, HandOffTurn, TurnEvent } from '#libs/contracts';
import { acceptTurn, takeOver } from '#libs/conversations';
import { newId } from '#libs/kernel';
import { Consumers, InProcessBus, Outbox, createEnvelope } from '#libs/messaging';
import { InProcessTurnEventLog } from '#libs/stream';
import { aRouting, collectDeliveries, collectingLogger, createTestDatabase, describeWith, eventually, gate, silentLogger, type TestDatabase } from '#libs/testing';
import { ReplyStreams, Specialist, TurnEnder, type AgentStep, type ReplyStream } from '../src/index.js';

const deltasOf = (events: TurnEvent[]): [number, string][] => events.flatMap(({ event, data }) => (event === 'message_delta' ? [[data.offset, data.delta] as [number, string]] : []));

const QUEUE = 'faq-agent.answer-turn';

describeWith('postgresql', 'a specialist', () => {
  let test: TestDatabase;
  let tenantId: string;
  /** `text`: what the specialist is asked. */
  let step: (reply: ReplyStream, text: string) => Promise<AgentStep>;
  let bus: InProcessBus;
  let log: InProcessTurnEventLog;
  let outbox: Outbox;
  let lines: Record<string, unknown>[];

  beforeAll(async () => {
    test = await createTestDatabase();
    tenantId = newId();
    await test.asOwner('INSERT INTO tenants (id, slug, name) VALUES ($1, $2, $2)', [tenantId, `tenant-${tenantId}`]);
  }, 30_000);

  afterAll(() => test?.drop());

  beforeEach(async () => {
    const collected = collectingLogger();
    lines = collected.lines;
    bus = new InProcessBus();
    log = new InProcessTurnEventLog();
    outbox = new Outbox(test.database, bus, { graceMs: 60_000 }, collected.logger);
    const consumers = new Consumers(bus, { concurrency: 4, retryDelaysMs: [5, 5] }, collected.logger);
    const ender = new TurnEnder(test.database, outbox, log, collected.logger, 60_000);
    const specialist = new Specialist(consumers, ender, bus, new ReplyStreams(log, collected.logger, 60_000));
    specialist.serve(QUEUE, 'faq', ({ turn }, _tenantId, reply) => step(reply, turn.text));
    await consumers.start([QUEUE]);
  });

  /** An accepted turn, sent to the specialist; follows its events. */
  async function send(): Promise<{ turnId: string; conversationId: string; events: TurnEvent[]; handled: Promise<void> }> {
    const turnId = newId();
    const accepted = await acceptTurn(test.database, outbox, { tenantId, destination: { kind: 'session', sessionId: newId(), contact: {} }, text: 'Hello', turnId, deadlineMs: 60_000 });
    const events: TurnEvent[] = [];
    await log.follow(turnId, undefined, ({ event }) => events.push(event));
    const turn = { turn_id: turnId, conversation_id: accepted.conversationId, contact_id: accepted.contactId, session_id: accepted.sessionId, ownership_epoch: 1, text: 'Hello', locale_hint: null, accepted_at: accepted.acceptedAt };
    return { turnId, conversationId: accepted.conversationId, events, handled: bus.publish(createEnvelope('faq-agent.answer-turn.v1', tenantId, { turn, routing: aRouting() })) };
  }

  /** Sends parts of one accepted turn, one after the other or at once; gives what is done when each is. */
  async function sendParts(texts: string[], more: Partial<AnswerTurn['routing']> = {}) {
    const turnId = newId();
    const accepted = await acceptTurn(test.database, outbox, { tenantId, destination: { kind: 'session', sessionId: newId(), contact: {} }, text: texts.join(' '), turnId, deadlineMs: 60_000 });
    const events: TurnEvent[] = [];
    await log.follow(turnId, undefined, ({ event }) => events.push(event));
    const turn = { turn_id: turnId, conversation_id: accepted.conversationId, contact_id: accepted.contactId, session_id: accepted.sessionId, ownership_epoch: 1, text: texts.join(' '), locale_hint: null, accepted_at: accepted.acceptedAt };
    const commands = texts.map((text, index) => createEnvelope('faq-agent.answer-turn.v1', tenantId, { turn, routing: aRouting(more), part: { split: 's', index, count: texts.length, text, entities: [] } }));
    return { turnId, events, commands };
  }

  const stateOf = async (turnId: string) => (await test.asOwner<{ state: string; agent_type: string | null }>('SELECT state, agent_type FROM turns WHERE id = $1', [turnId]))[0];

  it('commits its reply, then tells it', async () => {
    step = async () => ({ kind: 'reply', text: 'The answer', fromCache: true });
    const { turnId, events, handled } = await send();
    await handled;
    expect(await stateOf(turnId)).toEqual({ state: 'answered', agent_type: 'faq' });
    expect(events.map(({ event }) => event)).toEqual(['message_delta', 'conversation_completed']);
    expect((events[1] as ConversationCompleted).data).toMatchObject({ message: 'The answer', agent_type: 'faq', outcome: 'answered', from_cache: true });
  });

  it('tells what it streams before it is through, and at the end only the rest', async () => {
    const halfway = gate();
    step = async (reply) => {
      reply.write('The ans');
      await halfway.opened;
      return { kind: 'reply', text: 'The answer', fromCache: false };
    };
    const { turnId, events, handled } = await send();
    await eventually('the first words', () => events.length === 1);
    expect(await stateOf(turnId)).toMatchObject({ state: 'accepted' });
    halfway.open();
    await handled;
    expect(deltasOf(events)).toEqual([[0, 'The ans'], [7, 'wer']]);
    expect((events.at(-1) as ConversationCompleted).data).toMatchObject({ message: 'The answer', outcome: 'answered' });
    expect(await stateOf(turnId)).toEqual({ state: 'answered', agent_type: 'faq' });
  });

  it('begins its answer anew when it is another than it streamed', async () => {
    step = async (reply) => {
      reply.write('I think');
      return { kind: 'reply', text: 'The answer', fromCache: false };
    };
    const { events, handled } = await send();
    await handled;
    expect(deltasOf(events)).toEqual([[0, 'I think'], [0, 'The answer']]);
  });

  it('begins its answer anew when it is asked again after it failed halfway', async () => {
    let attempts = 0;
    step = async (reply) => {
      attempts += 1;
      reply.write(`Attempt ${attempts}`);
      if (attempts === 1) throw new Error('not now');
      return { kind: 'reply', text: `Attempt ${attempts}.`, fromCache: false };
    };
    const { events, handled } = await send();
    await handled;
    expect(deltasOf(events)).toEqual([[0, 'Attempt 1'], [0, 'Attempt 2'], [9, '.']]);
  });

  it('says no more once a human took over, and its reply is not accepted', async () => {
    step = async (reply) => {
      reply.write('I will');
      await eventually('the take-over to be noticed', () => reply.signal.aborted);
      reply.write(' not say this');
      return { kind: 'reply', text: 'I will not say this', fromCache: false };
    };
    const { turnId, conversationId, events, handled } = await send();
    await eventually('the first words', () => events.length === 1);
    const { ended } = await takeOver(test.database, { kind: 'api_key', id: newId(), tenantId, name: 'desk', role: null, scopes: ['desk'] }, conversationId, null);
    await log.append(turnId, [ended[0]!.event]);
    await handled;
    expect(events.map(({ event }) => event)).toEqual(['message_delta', 'conversation_completed']);
    expect(deltasOf(events)).toEqual([[0, 'I will']]);
    expect(await stateOf(turnId)).toEqual({ state: 'handed_off', agent_type: 'human' });
  });

  it('answers although nobody could be told', async () => {
    step = async () => ({ kind: 'reply', text: 'The answer', fromCache: false });
    log.append = () => Promise.reject(new Error('the log is away'));
    const { turnId, handled } = await send();
    await handled;
    expect(await stateOf(turnId)).toMatchObject({ state: 'answered' });
    expect(lines.some(({ msg }) => /events were not written/.test(String(msg)))).toBe(true);
  });

  it('is asked again when it fails, and then answers once', async () => {
    let attempts = 0;
    step = async () => {
      attempts += 1;
      if (attempts < 3) throw new Error('not now');
      return { kind: 'reply', text: `Answer ${attempts}`, fromCache: false };
    };
    const { turnId, events, handled } = await send();
    await handled;
    expect(attempts).toBe(3);
    expect(await stateOf(turnId)).toMatchObject({ state: 'answered' });
    expect(events).toHaveLength(2);
  });

  it('hands off with the reason it decided on', async () => {
    const handoffs = await collectDeliveries(bus, 'handoff-agent.hand-off-turn');
    step = async () => ({ kind: 'hand-off', reason: 'agent_not_available' });
    const { turnId, handled } = await send();
    await handled;
    const [delivery] = await handoffs.arrived(1);
    expect(delivery!.envelope).toMatchObject({ type: 'handoff-agent.hand-off-turn.v1', tenant_id: tenantId, data: { reason: 'agent_not_available', turn: { turn_id: turnId }, routing: { intent: 'faq' } } });
    expect(await stateOf(turnId)).toMatchObject({ state: 'accepted' });
  });

  it('ends among the dead letters when it never succeeds', async () => {
    const deadLetters = await collectDeliveries(bus, 'handoff-agent.dead-letters');
    step = () => Promise.reject(new Error('never'));
    const { turnId, handled } = await send();
    await handled;
    await deadLetters.arrived(1);
    expect(deadLetters.deliveries[0]!.deadLetter).toEqual({ queue: QUEUE, reason: 'failed 3 times: never' });
    await eventually('no outcome of its own', async () => (await stateOf(turnId))!.state === 'accepted');
  });

  describe('for parts of a turn', () => {
    it('answers each as if it were a turn, and the last tells the joined reply', async () => {
      step = async (_reply, text) => ({ kind: 'reply', text: `Answer to ${text}`, fromCache: false });
      const { turnId, events, commands } = await sendParts(['one', 'two']);
      await bus.publish(commands[1]!);
      expect(events).toEqual([]);
      await bus.publish(commands[0]!);
      expect(events.map(({ event }) => event)).toEqual(['message_delta', 'conversation_completed']);
      expect((events[1] as ConversationCompleted).data).toMatchObject({ message: 'Answer to one\n\nAnswer to two', agent_type: 'faq', outcome: 'answered' });
      expect(await stateOf(turnId)).toEqual({ state: 'answered', agent_type: 'faq' });
    });

    it('shows only the first while it is written, and at the end what is missing', async () => {
      const doors = { one: gate(), two: gate() };
      step = async (reply, text) => {
        reply.write(`Answer to ${text}`);
        await doors[text as 'one' | 'two'].opened;
        return { kind: 'reply', text: `Answer to ${text}.`, fromCache: false };
      };
      const { events, commands } = await sendParts(['one', 'two']);
      const handled = Promise.all(commands.map((command) => bus.publish(command)));
      await eventually('the first words', () => events.length === 1);
      doors.two.open();
      await eventually('the second part is finished', async () => (await test.asOwner('SELECT 1 FROM turn_parts WHERE part_index = 1 AND turn_id = $1', [commands[0]!.data.turn.turn_id])).length === 1);
      doors.one.open();
      await handled;
      expect(deltasOf(events)).toEqual([[0, 'Answer to one'], [13, '.\n\nAnswer to two.']]);
    });

    it('begins the reply anew when it was another part’s answer that was shown', async () => {
      const second = gate();
      step = async (reply, text) => {
        if (text === 'one') reply.write('Answer to');
        else await second.opened;
        return { kind: 'reply', text: `Answer to ${text}`, fromCache: false };
      };
      const { events, commands } = await sendParts(['one', 'two']);
      const handled = Promise.all(commands.map((command) => bus.publish(command)));
      await eventually('the first words', () => events.length === 1);
      second.open();
      await handled;
      expect(deltasOf(events)).toEqual([[0, 'Answer to'], [0, 'Answer to one\n\nAnswer to two']]);
    });

    it('passes one on with its part of the message', async () => {
      const handoffs = await collectDeliveries(bus, 'handoff-agent.hand-off-turn');
      step = async (_reply, text) => (text === 'one' ? { kind: 'transfer', intent: 'human' } : { kind: 'hand-off', reason: 'agent_not_available' });
      const { commands } = await sendParts(['one', 'two']);
      for (const command of commands) await bus.publish(command);
      await handoffs.arrived(2);
      expect(handoffs.deliveries.map(({ envelope }) => (envelope as { data: HandOffTurn }).data)).toMatchObject([{ reason: 'contact_asked', part: { index: 0, text: 'one' } }, { reason: 'agent_not_available', part: { index: 1, text: 'two' } }]);
    });

    it.each([[[0, 1]], [[1, 0]]])('gives the other answer when one is among the dead letters: %j', async (order) => {
      const ender = new TurnEnder(test.database, outbox, log, silentLogger(), 60_000);
      const deadLetters = await collectDeliveries(bus, 'handoff-agent.dead-letters');
      step = async (_reply, text) => {
        if (text === 'one') throw new Error('never');
        return { kind: 'reply', text: 'The other answer', fromCache: false };
      };
      const { turnId, events, commands } = await sendParts(['one', 'two'], { locale: 'zh-TW' });
      for (const index of order) {
        await bus.publish(commands[index]!);
        if (index !== 0) continue;
        await deadLetters.arrived(1);
        const { turn, routing, part } = commands[0]!.data;
        const inHand = { queue: 'handoff-agent.dead-letters' as const, envelope: commands[0]!, turn, routing, part, locale: routing.locale };
        // Delivered twice, as a dead letter may be.
        await Promise.all([ender.handOff(inHand, 'dead_letter'), ender.handOff(inHand, 'dead_letter')]);
      }
      expect((events.at(-1) as ConversationCompleted).data).toMatchObject({ outcome: 'handed_off', message: expect.stringMatching(/^The other answer\n\n關於「one」：很抱歉/) });
      expect(events.filter(({ event }) => event === 'conversation_completed')).toHaveLength(1);
      expect(await stateOf(turnId)).toEqual({ state: 'handed_off', agent_type: 'human' });
    });

    it('gives what is finished when the turn is given up', async () => {
      const ender = new TurnEnder(test.database, outbox, log, silentLogger(), 60_000);
      step = async () => ({ kind: 'reply', text: 'The answer', fromCache: false });
      const { commands, events } = await sendParts(['one', 'two']);
      await bus.publish(commands[1]!);
      await ender.handOff({ queue: 'handoff-agent.hand-off-turn', envelope: { id: newId(), tenant_id: tenantId }, turn: commands[0]!.data.turn, routing: null, locale: 'en' }, 'stalled');
      expect((events.at(-1) as ConversationCompleted).data.message).toMatch(/^The answer\n\nAbout the rest of your message: I am sorry/);
      await bus.publish(commands[0]!);
      expect(events.filter(({ event }) => event === 'conversation_completed')).toHaveLength(1);
    });
  });
});
