import { afterEach, describe, expect, it, jest } from '@jest/globals';
import { newId } from '#libs/kernel';
import { aDelta, turnEventLogContract } from '#libs/testing';
import { compareEventIds, InProcessTurnEventLog } from '../src/index.js';

turnEventLogContract('in-process', async () => {
  const log = new InProcessTurnEventLog();
  return { log, elsewhere: log, close: () => log.close() };
});

describe('the in-process turn event log', () => {
  afterEach(() => {
    jest.restoreAllMocks();
  });

  it('loses no event when the clock is set back', async () => {
    const log = new InProcessTurnEventLog();
    const turnId = newId();
    const ids: string[] = [];
    await log.follow(turnId, undefined, ({ id }) => ids.push(id));
    await log.append(turnId, [aDelta(turnId, 'a')]);
    const now = Date.now();
    jest.spyOn(Date, 'now').mockReturnValue(now - 60_000);
    await log.append(turnId, [aDelta(turnId, 'b'), aDelta(turnId, 'c')]);
    expect(ids).toHaveLength(3);
    expect([...ids].sort(compareEventIds)).toEqual(ids);
  });

  it('keeps no more than the last 5000 events of a turn', async () => {
    const log = new InProcessTurnEventLog();
    const turnId = newId();
    await log.append(turnId, Array.from({ length: 5_001 }, (_, index) => aDelta(turnId, `${index}`)));
    await log.append(turnId, [aDelta(turnId, 'last')]);
    const texts: unknown[] = [];
    await log.follow(turnId, undefined, ({ event }) => texts.push('delta' in event.data && event.data.delta));
    expect(texts).toHaveLength(5_000);
    expect([texts[0], texts.at(-1)]).toEqual(['2', 'last']);
  });
});
