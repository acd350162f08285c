import { afterEach, beforeEach, expect, it, jest } from '@jest/globals';
import type { MessageDelta } from '#libs/contracts';
import { newId } from '#libs/kernel';
import { aDelta, describeWith, eventually, openTestRedis, silentLogger, turnEventLogContract, type TestRedis } from '#libs/testing';
import { RedisTurnEventLog } from '../src/index.js';

/** Generous, because the machine may be busy: a hook that is cut off leaves its connections open. */
jest.setTimeout(60_000);

describeWith('redis', 'the Redis log', () => {
  turnEventLogContract('Redis', async () => {
    const [here, there] = [await openTestRedis(), await openTestRedis()];
    const [log, elsewhere] = [new RedisTurnEventLog(here.client, silentLogger()), new RedisTurnEventLog(there.client, silentLogger())];
    return {
      log,
      elsewhere,
      close: async () => {
        await Promise.all([log.close(), elsewhere.close()]);
        await Promise.all([here.close(), there.close()]);
      },
    };
  });
});

describeWith('redis', 'the turn event log on Redis', () => {
  let writers: TestRedis;
  let readers: TestRedis;
  let writer: RedisTurnEventLog;
  let log: RedisTurnEventLog;
  let turnId: string;

  beforeEach(async () => {
    [writers, readers] = [await openTestRedis(), await openTestRedis()];
    [writer, log] = [new RedisTurnEventLog(writers.client, silentLogger()), new RedisTurnEventLog(readers.client, silentLogger())];
    turnId = newId();
  });

  afterEach(async () => {
    await Promise.all([writer.close(), log.close()]);
    await Promise.all([writers.close(), readers.close()]);
  });

  const append = (text: string): Promise<void> => writer.append(turnId, [aDelta(turnId, text)]);

  async function follow(): Promise<string[]> {
    const texts: string[] = [];
    await log.follow(turnId, undefined, ({ event }) => texts.push((event as MessageDelta).data.delta));
    return texts;
  }

  it('gives a reader what was appended while the connection was broken, and afterwards, in order and once', async () => {
    const [first, second] = [await follow(), await follow()];
    await append('a');
    await eventually('the event before', () => first.length === 1 && second.length === 1);
    expect(await readers.killConnections()).toBe(2);
    await append('b');
    await eventually('the event meanwhile', () => first.length >= 2 && second.length >= 2);
    await append('c');
    await eventually('the event afterwards', () => first.length >= 3 && second.length >= 3);
    expect([first, second]).toEqual([['a', 'b', 'c'], ['a', 'b', 'c']]);
  });

  it('gives every event to a reader that joins while the first is still subscribing', async () => {
    const joining = follow();
    const second = await follow();
    await append('a');
    const first = await joining;
    await eventually('the event at both', () => first.length === 1 && second.length === 1);
  });

  it('lets a reader that came while Redis was away catch up, and those who come later', async () => {
    await append('a');
    await readers.killConnections();
    await eventually('the loss to be noticed', () => readers.client.status !== 'ready');
    const meanwhile = await follow();
    const another = await follow();
    await append('b');
    await eventually('both events', () => meanwhile.length >= 2 && another.length >= 2);
    await append('c');
    await eventually('the third event', () => meanwhile.length >= 3 && another.length >= 3);
    expect([meanwhile, another]).toEqual([['a', 'b', 'c'], ['a', 'b', 'c']]);
  });

  it('loses nothing while the connection breaks again and again', async () => {
    const texts = await follow();
    const expected = Array.from({ length: 120 }, (_, index) => `${index}`);
    for (const text of expected) {
      await append(text);
      if (Number(text) % 40 === 20) await readers.killConnections();
    }
    await eventually('every event', () => texts.length >= expected.length);
    expect(texts).toEqual(expected);
  });

  it('refuses at once to append while Redis is away, and appends again when it is back', async () => {
    await writers.killConnections();
    await eventually('the loss to be noticed', () => writers.client.status !== 'ready');
    await expect(append('lost')).rejects.toThrow();
    await expect(writer.check()).rejects.toThrow();
    await eventually('the connection to be back', () => writers.client.status === 'ready');
    await append('kept');
    const texts = await follow();
    await eventually('the event', () => texts.length === 1);
    expect(texts).toEqual(['kept']);
  });

  it('appends although the server forgot the script', async () => {
    await append('a');
    await writers.client.script('FLUSH');
    await append('b');
    expect(await follow()).toEqual(['a', 'b']);
  });

  it('lets a log go an hour after its last event', async () => {
    await append('a');
    const seconds = await writers.client.ttl(`turn:${turnId}`);
    expect(seconds).toBeGreaterThan(3_590);
    expect(seconds).toBeLessThanOrEqual(3_600);
  });
});
