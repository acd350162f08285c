import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { TurnEvent } from '#libs/contracts';
import { answerEvents, completedEvent, type CompletedTurn, type EventSubject } from '#libs/conversations';
import { newId } from '#libs/kernel';
import { InProcessTurnEventLog, RedisTurnEventLog, type TurnEventLog } from '#libs/stream';
import { collectingLogger, describeWith, eventually, gate, openTestRedis, silentLogger } from '#libs/testing';
import { ReplyStreams, StreamedReply } from '../src/index.js';

interface OpenedLog {
  log: TurnEventLog;
  close(): Promise<void>;
}

function streamedReplyOn(open: () => Promise<OpenedLog>): void {
  let opened: OpenedLog;
  let log: TurnEventLog;
  let turnId: string;
  let lines: Record<string, unknown>[];
  let reply: StreamedReply;
  let seen: TurnEvent[];

  beforeEach(async () => {
    opened = await open();
    log = opened.log;
    turnId = newId();
    const collected = collectingLogger();
    lines = collected.lines;
    reply = new StreamedReply(log, collected.logger, { turn_id: turnId }, 'faq', { withinMs: 60_000 });
    seen = [];
    await log.follow(turnId, undefined, ({ event }) => seen.push(event));
  });

  afterEach(async () => {
    reply.close();
    await opened.close();
  });

  const deltas = (): { delta: string; offset: number }[] => seen.flatMap(({ data, event }) => (event === 'message_delta' ? [{ delta: data.delta, offset: data.offset }] : []));
  /** As a client shows it: a delta replaces what follows its offset. */
  const shown = (): string => deltas().reduce((text, { delta, offset }) => text.slice(0, offset) + delta, '');
  const shows = (text: string): Promise<unknown> => eventually(`a reader sees ${text}`, () => shown() === text);

  const subject = (): EventSubject => ({ turnId, conversationId: newId(), sessionId: null, acceptedAt: new Date().toISOString() });
  const completed = (text: string): CompletedTurn => ({ messageId: newId(), text, agentType: 'faq', outcome: 'answered', fromCache: false, endedAt: new Date().toISOString() });

  /** The turn ends with this text, as TurnEnder tells it. */
  async function end(text: string): Promise<void> {
    reply.close();
    await log.append(turnId, answerEvents(subject(), completed(text), await reply.told()));
    await eventually('the end', () => seen.at(-1)?.event === 'conversation_completed');
  }

  /** Lets each append wait for the test. */
  function holdAppends(): { open(): void; count(): number } {
    const append = log.append.bind(log);
    const door = gate();
    let count = 0;
    log.append = async (...parameters) => {
      count += 1;
      await door.opened;
      return append(...parameters);
    };
    return { open: door.open, count: () => count };
  }

  it('tells pieces as they are written, with their offsets in UTF-16', async () => {
    const pieces = ['Hello 🙂', '，您好', ' there'];
    for (const [index, piece] of pieces.entries()) {
      reply.write(piece);
      await shows(pieces.slice(0, index + 1).join(''));
    }
    expect(deltas()).toEqual([
      { delta: 'Hello 🙂', offset: 0 },
      { delta: '，您好', offset: 8 },
      { delta: ' there', offset: 11 },
    ]);
    expect(seen.every((event) => event.event === 'message_delta' && event.data.agent_type === 'faq' && event.task_id === turnId)).toBe(true);
  });

  it('tells at the end only what was not streamed', async () => {
    reply.write('The answer');
    await shows('The answer');
    await end('The answer is 42.');
    expect(deltas()).toEqual([{ delta: 'The answer', offset: 0 }, { delta: ' is 42.', offset: 10 }]);
  });

  it('tells nothing but the end when all was streamed', async () => {
    reply.write('The answer');
    await shows('The answer');
    await end('The answer');
    expect(seen.map(({ event }) => event)).toEqual(['message_delta', 'conversation_completed']);
  });

  it('begins the answer anew when it is another than was streamed', async () => {
    reply.write('I think');
    await shows('I think');
    await end('Let me pass you on.');
    expect(deltas().at(-1)).toEqual({ delta: 'Let me pass you on.', offset: 0 });
    expect(shown()).toBe('Let me pass you on.');
  });

  it('tells the whole answer when nothing was streamed', async () => {
    await end('The answer');
    expect(deltas()).toEqual([{ delta: 'The answer', offset: 0 }]);
  });

  it('begins anew at a restart', async () => {
    reply.write('Wrong');
    await shows('Wrong');
    reply.restart();
    reply.write('Right');
    await shows('Right');
    expect(deltas()).toEqual([{ delta: 'Wrong', offset: 0 }, { delta: 'Right', offset: 0 }]);
    await end('Right.');
    expect(deltas().at(-1)).toEqual({ delta: '.', offset: 5 });
  });

  it('has one append under way at a time; what is written meanwhile goes with the next', async () => {
    const held = holdAppends();
    for (const word of ['a ', 'b ', 'c ', 'd']) reply.write(word);
    expect(held.count()).toBe(1);
    held.open();
    await shows('a b c d');
    expect(deltas()).toEqual([{ delta: 'a ', offset: 0 }, { delta: 'b c d', offset: 2 }]);
  });

  it('takes an append of before a restart for no part of what came after', async () => {
    const held = holdAppends();
    reply.write('Wrong');
    reply.restart();
    reply.write('Right');
    held.open();
    await shows('Right');
    expect(await reply.told()).toBe('Right');
  });

  it('leaves to the end what waits when it is closed, and tells nothing more after', async () => {
    const held = holdAppends();
    reply.write('One');
    reply.write(' two');
    reply.close();
    reply.write(' three');
    held.open();
    expect(await reply.told()).toBe('One');
    await end('One two four');
    expect(deltas()).toEqual([{ delta: 'One', offset: 0 }, { delta: ' two four', offset: 3 }]);
  });

  it('goes on when the log fails, reports it once, and makes up for it', async () => {
    const append = log.append.bind(log);
    let failures = 0;
    log.append = (...parameters) => {
      if (failures === 3) return append(...parameters);
      failures += 1;
      return Promise.reject(new Error('the log is away'));
    };
    for (const word of ['a', 'b', 'c', 'd', 'e']) {
      reply.write(word);
      await reply.told();
    }
    await shows('abcde');
    expect(lines.filter(({ msg }) => /was not streamed/.test(String(msg)))).toHaveLength(1);
  });

  it('repeats nothing wrong when an append arrived that was reported lost', async () => {
    const append = log.append.bind(log);
    let lost = false;
    log.append = async (...parameters) => {
      await append(...parameters);
      if (lost) return;
      lost = true;
      throw new Error('Command timed out');
    };
    reply.write('One');
    await reply.told();
    reply.write(' two');
    await shows('One two');
    await end('One two three');
    expect(shown()).toBe('One two three');
  });

  it('stops, and wants no more, when the turn ended otherwise: a human took over', async () => {
    reply.write('I will');
    await shows('I will');
    await log.append(turnId, [completedEvent(subject(), { ...completed('A colleague will reply.'), agentType: 'human', outcome: 'handed_off' })]);
    await eventually('the stream to notice', () => reply.signal.aborted);
    const told = seen.length;
    reply.write(' tell you');
    await reply.told();
    expect(seen).toHaveLength(told);
  });

  it('notices also what ended before it began', async () => {
    await log.append(turnId, [completedEvent(subject(), completed('Done.'))]);
    reply.write('I will');
    await eventually('the stream to notice', () => reply.signal.aborted);
  });

  it('does not take its own end for somebody else’s', async () => {
    reply.write('The answer');
    await end('The answer.');
    expect(reply.signal.aborted).toBe(false);
  });
}

describe('a reply streamed to the in-process log', () => {
  streamedReplyOn(async () => {
    const log = new InProcessTurnEventLog();
    return { log, close: () => log.close() };
  });
});

describeWith('redis', 'a reply streamed to the Redis log', () => {
  streamedReplyOn(async () => {
    const redis = await openTestRedis();
    const log = new RedisTurnEventLog(redis.client, silentLogger());
    return {
      log,
      close: async () => {
        await log.close();
        await redis.close();
      },
    };
  });
});

describe('the time a reply has', () => {
  const open = (occurredMsAgo: number): StreamedReply =>
    new ReplyStreams(new InProcessTurnEventLog(), silentLogger(), 10_000).open({ occurred_at: new Date(Date.now() - occurredMsAgo).toISOString() }, { turn_id: newId() } as never, 'faq');

  it('ends shortly before the turn’s does', async () => {
    const [late, intime] = [open(9_100), open(0)];
    await eventually('the late one to be given up', () => late.signal.aborted);
    expect(intime.signal.aborted).toBe(false);
    intime.close();
  });
});
