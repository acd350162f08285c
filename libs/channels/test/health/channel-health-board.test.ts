import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { silentLogger } from '#libs/testing';
import { HealthHub, InProcessHealthExchange } from '../../src/adapters/health-exchange/in-process-exchange.adapter.js';
import { ChannelHealthBoard, type BoardListener } from '../../src/health/channel-health-board.js';
import { HEALTH_RULES } from '../../src/health/health-rules.js';

const CHANNEL = 'channel';
const KEY = 'key';
const N = HEALTH_RULES.failuresInARow;
/** Long enough for outcomes to be told. */
const A_TELL_MS = 200;
const HOUR_MS = 3_600_000;

describe('the health board of two processes', () => {
  let hub: HealthHub;
  let boards: ChannelHealthBoard[];
  let here: ChannelHealthBoard;
  let there: ChannelHealthBoard;
  let halfOpen: string[];
  let changed: string[];

  async function join(listener: Partial<BoardListener> = {}): Promise<ChannelHealthBoard> {
    const board = new ChannelHealthBoard(new InProcessHealthExchange(hub), silentLogger());
    boards.push(board);
    await board.start({ onHalfOpen: () => undefined, onChannelsChanged: () => undefined, ...listener });
    return board;
  }

  beforeEach(async () => {
    jest.useFakeTimers({ now: 1_700_000_000_000, doNotFake: ['nextTick', 'queueMicrotask', 'setImmediate', 'performance'] });
    hub = new HealthHub();
    boards = [];
    halfOpen = [];
    changed = [];
    here = await join();
    there = await join({ onHalfOpen: (id) => halfOpen.push(id), onChannelsChanged: (id) => changed.push(id) });
  });

  afterEach(async () => {
    await Promise.all(boards.map((board) => board.stop()));
    jest.useRealTimers();
  });

  const fail = (board: ChannelHealthBoard, times: number): void => {
    for (let call = 0; call < times; call += 1) board.failed(CHANNEL, 'server_error');
  };
  const succeed = (board: ChannelHealthBoard, times: number): void => {
    for (let call = 0; call < times; call += 1) board.succeeded(CHANNEL, 10);
  };

  it('knows nothing bad of a channel it has never heard of', () => {
    expect(here.circuitState(CHANNEL)).toBe('closed');
    expect(here.isCooling(KEY)).toBe(false);
  });

  it('tells an opened circuit at once, and only of that channel', () => {
    fail(here, N - 1);
    expect(here.circuitState(CHANNEL)).toBe('closed');
    fail(here, 1);
    expect([here.circuitState(CHANNEL), there.circuitState(CHANNEL)]).toEqual(['open', 'open']);
    expect(there.circuitState('another')).toBe('closed');
  });

  it('counts the failures of both processes together', () => {
    fail(here, N - 2);
    jest.advanceTimersByTime(A_TELL_MS);
    fail(there, 1);
    expect(there.circuitState(CHANNEL)).toBe('closed');
    fail(there, 1);
    expect([here.circuitState(CHANNEL), there.circuitState(CHANNEL)]).toEqual(['open', 'open']);
  });

  it('opens for both when the outcomes that one hears of tip the balance', () => {
    fail(here, N - 1);
    fail(there, 1);
    expect([here.circuitState(CHANNEL), there.circuitState(CHANNEL)]).toEqual(['closed', 'closed']);
    jest.advanceTimersByTime(A_TELL_MS);
    expect([here.circuitState(CHANNEL), there.circuitState(CHANNEL)]).toEqual(['open', 'open']);
  });

  it('does not open for some failures among many successes of a busy process', () => {
    for (let round = 0; round < 20; round += 1) {
      for (let call = 0; call < 3 * N; call += 1) {
        succeed(here, 9);
        fail(here, 1);
      }
      jest.advanceTimersByTime(A_TELL_MS);
    }
    expect([here.circuitState(CHANNEL), there.circuitState(CHANNEL)]).toEqual(['closed', 'closed']);
    expect(there.circuitOf(CHANNEL).counts(Date.now())).toEqual({ ok: 20 * 3 * N * 9, failed: 20 * 3 * N });
  });

  it('tells each outcome once', () => {
    succeed(here, 3);
    fail(here, 1);
    jest.advanceTimersByTime(10 * A_TELL_MS);
    expect(there.circuitOf(CHANNEL).counts(Date.now())).toEqual({ ok: 3, failed: 1 });
    expect(here.circuitOf(CHANNEL).counts(Date.now())).toEqual({ ok: 3, failed: 1 });
    expect(there.circuitOf(CHANNEL).lastError?.code).toBe('server_error');
  });

  it('keeps its own outcomes when another process’s clock is ahead', () => {
    new InProcessHealthExchange(hub).publish([{ kind: 'outcomes', channelId: CHANNEL, ok: 1, failed: 0, error: null, at: Date.now() + HOUR_MS }]);
    fail(here, 2);
    expect(here.circuitOf(CHANNEL).counts(Date.now())).toEqual({ ok: 1, failed: 2 });
    expect(here.circuitOf(CHANNEL).lastSuccessAt).toBe(Date.now());
  });

  it('closes everywhere, with what counted against the channel forgotten', () => {
    fail(here, N);
    jest.advanceTimersByTime(HEALTH_RULES.firstOpenMs);
    there.close(CHANNEL);
    expect([here.circuitState(CHANNEL), there.circuitState(CHANNEL)]).toEqual(['closed', 'closed']);
    fail(here, N - 1);
    expect(here.circuitState(CHANNEL)).toBe('closed');
  });

  it('asks for a probe when the time of an open circuit is over, wherever it was opened, and not before', () => {
    fail(here, N);
    jest.advanceTimersByTime(HEALTH_RULES.firstOpenMs - 1);
    expect(halfOpen).toEqual([]);
    jest.advanceTimersByTime(2);
    expect(halfOpen).toEqual([CHANNEL]);
    expect(there.circuitState(CHANNEL)).toBe('half-open');
  });

  it('asks for no probe of a circuit that was closed meanwhile', () => {
    fail(here, N);
    here.close(CHANNEL);
    jest.advanceTimersByTime(HOUR_MS / 2);
    expect(halfOpen).toEqual([]);
  });

  it('tells a cooling key at once and lets it be when it has cooled', () => {
    here.cool(KEY, 5_000, true);
    expect([here.isCooling(KEY), there.isCooling(KEY)]).toEqual([true, true]);
    expect(there.limitedUntil(KEY)).toBe(Date.now() + 5_000);
    jest.advanceTimersByTime(5_000);
    expect([here.isCooling(KEY), there.isCooling(KEY), there.limitedUntil(KEY)]).toEqual([false, false, null]);
  });

  it('says of a key that cools for another reason than its pace that no limit is in the way', () => {
    here.cool(KEY, 5_000, false);
    expect(there.isCooling(KEY)).toBe(true);
    expect(there.limitedUntil(KEY)).toBeNull();
  });

  it('does not let a shorter wait undo a longer one', () => {
    here.cool(KEY, 60_000, true);
    there.cool(KEY, 1_000, true);
    jest.advanceTimersByTime(2_000);
    expect([here.isCooling(KEY), there.isCooling(KEY)]).toEqual([true, true]);
  });

  it('tells one that joins later of open circuits and cooling keys', async () => {
    fail(here, N);
    here.cool(KEY, 5_000, true);
    const late = await join();
    expect(late.circuitState(CHANNEL)).toBe('open');
    expect(late.limitedUntil(KEY)).toBe(Date.now() + 5_000);
    here.close(CHANNEL);
    expect((await join()).circuitState(CHANNEL)).toBe('closed');
  });

  it('tells the others, and not itself, that a tenant’s channels changed', () => {
    there.tellChannelsChanged('mine');
    here.tellChannelsChanged('tenant');
    expect(changed).toEqual(['tenant']);
  });

  it('lets one of two claim the probe of an opening, and the probe of the next one at once', async () => {
    fail(here, N);
    jest.advanceTimersByTime(HEALTH_RULES.firstOpenMs + 1);
    expect(await Promise.all([here.claimProbe(CHANNEL), there.claimProbe(CHANNEL)])).toEqual([true, false]);
    here.open(CHANNEL);
    jest.advanceTimersByTime(2 * HEALTH_RULES.firstOpenMs + 1);
    expect(await Promise.all([there.claimProbe(CHANNEL), here.claimProbe(CHANNEL)])).toEqual([true, false]);
  });

  it('lets another process probe when the one that claimed it died', async () => {
    fail(here, N);
    jest.advanceTimersByTime(HEALTH_RULES.firstOpenMs + 1);
    expect(await here.claimProbe(CHANNEL)).toBe(true);
    jest.advanceTimersByTime(HEALTH_RULES.probeClaimMs);
    expect(await there.claimProbe(CHANNEL)).toBe(true);
  });

  it('forgets a channel that nobody called for an hour', () => {
    here.succeeded(CHANNEL, 10);
    jest.advanceTimersByTime(HOUR_MS / 2);
    expect(here.timingsOf(CHANNEL).latency.quantile(0.5)).toBe(10);
    jest.advanceTimersByTime(HOUR_MS + A_TELL_MS);
    expect(here.timingsOf(CHANNEL).latency.quantile(0.5)).toBeNull();
  });

  it('does not forget a sick channel while its probes go on failing', () => {
    fail(here, N);
    for (let probe = 0; probe < 150; probe += 1) {
      jest.advanceTimersByTime(HEALTH_RULES.longestOpenMs);
      expect(here.circuitState(CHANNEL)).toBe('half-open');
      here.open(CHANNEL);
    }
  });

  it('keeps timings to the first token and between pieces apart by model', () => {
    here.firstToken(CHANNEL, 'a', 100);
    here.gap(CHANNEL, 'a', 5);
    here.firstToken(CHANNEL, 'b', 300);
    const { byModel } = here.timingsOf(CHANNEL);
    expect([...byModel].map(([model, { firstToken, gap }]) => [model, firstToken.quantile(0.5), gap.quantile(0.5)])).toEqual([
      ['a', 100, 5],
      ['b', 300, null],
    ]);
  });
});
