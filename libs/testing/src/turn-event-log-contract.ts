import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { MessageDelta } from '#libs/contracts';
import { newId } from '#libs/kernel';
import { isEventId, type Follower, type LoggedEvent, type TurnEventLog } from '#libs/stream';
import { aDelta } from './builders.js';
import { eventually } from './eventually.js';

export interface LogUnderTest {
  log: TurnEventLog;
  /** The same log as another process has it; in-process the same object. */
  elsewhere: TurnEventLog;
  close(): Promise<void>;
}

const MANY = 400;

/** What every TurnEventLog must do. */
export function turnEventLogContract(name: string, open: () => Promise<LogUnderTest>): void {
  describe(`turn event log contract: ${name}`, () => {
    let opened: LogUnderTest;
    let log: TurnEventLog;
    let turnId: string;

    beforeEach(async () => {
      opened = await open();
      log = opened.log;
      turnId = newId();
    });

    afterEach(() => opened.close());

    const append = (from: TurnEventLog, ...texts: string[]): Promise<void> => from.append(turnId, texts.map((text) => aDelta(turnId, text)));

    it('gives the events appended before in order, each with an id that grows', async () => {
      await append(log, 'a', 'b');
      await append(log, 'c');
      const reader = await read(log, turnId);
      await reader.has('a', 'b', 'c');
      const ids = reader.events.map(({ id }) => id);
      expect(ids.every(isEventId)).toBe(true);
      expect(new Set(ids).size).toBe(3);
    });

    it('gives back exactly what was appended', async () => {
      const event = aDelta(turnId, '多謝！ "quoted"\n🙂', 12);
      await log.append(turnId, [event]);
      const reader = await read(opened.elsewhere, turnId);
      await reader.has('多謝！ "quoted"\n🙂');
      expect(reader.events[0]!.event).toEqual(event);
    });

    it('gives events as they are appended', async () => {
      const reader = await read(log, turnId);
      await append(log, 'a');
      await append(log, 'b');
      await reader.has('a', 'b');
    });

    it('goes on after the id that a reader saw last', async () => {
      await append(log, 'a', 'b', 'c');
      const first = await read(log, turnId);
      await first.has('a', 'b', 'c');
      const resumed = await read(opened.elsewhere, turnId, first.events[1]!.id);
      await append(log, 'd');
      await resumed.has('c', 'd');
    });

    it('skips what is there for a reader that begins now', async () => {
      await append(log, 'a');
      const reader = await read(log, turnId, 'now');
      await append(log, 'b');
      await reader.has('b');
    });

    it('gives events to every reader, also in another process', async () => {
      await append(log, 'a');
      const readers = [await read(log, turnId), await read(log, turnId), await read(opened.elsewhere, turnId)];
      await append(log, 'b');
      await append(opened.elsewhere, 'c');
      for (const reader of readers) await reader.has('a', 'b', 'c');
    });

    it('lets readers join at the same moment without one of them missing anything', async () => {
      const writing = Promise.all(Array.from({ length: 20 }, (_, index) => append(opened.elsewhere, `${index}`)));
      const readers = await Promise.all(Array.from({ length: 5 }, () => read(log, turnId)));
      await writing;
      for (const reader of readers) await eventually('all 20', () => reader.events.length >= 20);
      for (const reader of readers) expect(reader.texts().sort()).toEqual(Array.from({ length: 20 }, (_, index) => `${index}`).sort());
    });

    it('neither loses nor repeats an event while others write and readers come and go', async () => {
      const write = async (writer: TurnEventLog, prefix: string): Promise<void> => {
        for (let index = 0; index < MANY; index += 2) await append(writer, `${prefix}${index}`, `${prefix}${index + 1}`);
      };
      const writing = Promise.all([write(log, 'x'), write(opened.elsewhere, 'y')]);
      const readers: Reader[] = [];
      for (let index = 0; index < 10; index += 1) {
        readers.push(await read(index % 2 ? log : opened.elsewhere, turnId));
        readers.push(await read(log, turnId, readers[0]!.events.at(-1)?.id));
        if (index % 3 === 0) readers.pop()!.close();
      }
      await writing;
      const whole = readers[0]!;
      await eventually('every event', () => whole.events.length >= 2 * MANY);
      expect(whole.texts().filter((text) => text.startsWith('x'))).toEqual(Array.from({ length: MANY }, (_, index) => `x${index}`));
      expect(whole.texts().filter((text) => text.startsWith('y'))).toEqual(Array.from({ length: MANY }, (_, index) => `y${index}`));
      const ids = whole.events.map(({ id }) => id);
      for (const reader of readers) {
        // A reader that began later has the end of the whole, and nothing else.
        await eventually('the last event', () => reader.events.at(-1)?.id === ids.at(-1));
        expect(reader.events.map(({ id }) => id)).toEqual(ids.slice(-reader.events.length));
      }
      expect(readers.filter((reader) => reader.events.length === 2 * MANY).length).toBeGreaterThanOrEqual(10);
    });

    it('gives nothing more to a reader that closed, and goes on for the others', async () => {
      const [leaving, staying] = [await read(log, turnId), await read(log, turnId)];
      await append(log, 'a');
      await leaving.has('a');
      leaving.close();
      leaving.close();
      await append(log, 'b');
      await staying.has('a', 'b');
      expect(leaving.texts()).toEqual(['a']);
    });

    it('gives a reader that comes back everything again', async () => {
      const first = await read(log, turnId);
      await append(log, 'a');
      await first.has('a');
      first.close();
      const second = await read(log, turnId);
      await append(opened.elsewhere, 'b');
      await second.has('a', 'b');
    });

    it('keeps turns apart, and has nothing of an unknown one', async () => {
      const stranger = await read(log, newId());
      const reader = await read(log, turnId);
      await append(log, 'a');
      await log.append(turnId, []);
      await reader.has('a');
      expect(stranger.events).toEqual([]);
    });
  });
}

interface Reader {
  events: LoggedEvent[];
  texts(): string[];
  /** Waits for these texts, and fails when others came. */
  has(...texts: string[]): Promise<void>;
  close: Follower['close'];
}

/** Follows a turn and remembers what it is given. */
async function read(log: TurnEventLog, turnId: string, after?: string): Promise<Reader> {
  const events: LoggedEvent[] = [];
  const follower = await log.follow(turnId, after, (logged) => events.push(logged));
  const texts = (): string[] => events.map(({ event }) => (event as MessageDelta).data.delta);
  return {
    events,
    texts,
    has: async (...expected) => {
      await eventually(`events ${expected.join(' ')}`, () => events.length >= expected.length);
      expect(texts()).toEqual(expected);
    },
    close: () => follower.close(),
  };
}
