import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { silentLogger } from '#libs/testing';
import { HealthHub, InProcessHealthExchange } from '../../src/adapters/health-exchange/in-process-exchange.adapter.js';
import { ChannelHealthBoard } from '../../src/health/channel-health-board.js';
import { ChannelProber } from '../../src/health/channel-prober.js';
import { HEALTH_RULES } from '../../src/health/health-rules.js';
import { ProviderError, type ProviderErrorKind } from '../../src/provider-adapter.js';
import type { ProviderChannel } from '../../src/provider-channel.js';
import type { ChannelDirectory } from '../../src/store/channel-directory.js';
import { aChannel } from '../selection/a-channel.js';

interface Process {
  board: ChannelHealthBoard;
  prober: ChannelProber;
}

describe('probing of sick channels', () => {
  let channel: ProviderChannel;
  let present: ProviderChannel[];
  let probes: { by: string; at: number }[];
  let answer: () => Promise<ProviderErrorKind | null>;
  let hub: HealthHub;
  let processes: Process[];
  let startedAt: number;

  beforeEach(() => {
    jest.useFakeTimers({ now: 1_700_000_000_000, doNotFake: ['nextTick', 'queueMicrotask', 'setImmediate', 'performance'] });
    startedAt = Date.now();
    hub = new HealthHub();
    channel = aChannel();
    present = [channel];
    probes = [];
    processes = [];
    answer = () => Promise.resolve('server_error');
  });

  afterEach(async () => {
    await Promise.all(processes.map(({ board }) => board.stop()));
    jest.useRealTimers();
  });

  async function join(name: string): Promise<Process> {
    const board = new ChannelHealthBoard(new InProcessHealthExchange(hub), silentLogger());
    const directory = { of: () => Promise.resolve(present), invalidate: () => undefined } as unknown as ChannelDirectory;
    const probe = async () => {
      probes.push({ by: name, at: Date.now() - startedAt });
      const kind = await answer();
      return { ok: kind === null, model: 'gpt-5', latencyMs: 1, error: kind && new ProviderError(kind, 'probed') };
    };
    const prober = new ChannelProber(board, directory, probe, silentLogger());
    await board.start(prober);
    const joined = { board, prober };
    processes.push(joined);
    return joined;
  }

  /** Two processes that both work with the channel. */
  async function joinTwo(): Promise<[Process, Process]> {
    const both: [Process, Process] = [await join('one'), await join('two')];
    await Promise.all(both.map(({ prober }) => prober.channelsOf(channel.tenantId)));
    return both;
  }

  const sicken = ({ board }: Process): void => {
    for (let call = 0; call < HEALTH_RULES.failuresInARow; call += 1) board.failed(channel.id, 'server_error');
  };
  const states = (): string[] => processes.map(({ board }) => board.circuitState(channel.id));

  it('is done by one of two processes, when the circuit’s time is over', async () => {
    const [one] = await joinTwo();
    sicken(one);
    await jest.advanceTimersByTimeAsync(HEALTH_RULES.firstOpenMs - 1);
    expect(probes).toHaveLength(0);
    await jest.advanceTimersByTimeAsync(10);
    expect(probes).toHaveLength(1);
  });

  it('closes the circuit everywhere when it succeeds', async () => {
    answer = () => Promise.resolve(null);
    const [one] = await joinTwo();
    sicken(one);
    expect(states()).toEqual(['open', 'open']);
    await jest.advanceTimersByTimeAsync(HEALTH_RULES.firstOpenMs + 10);
    expect(states()).toEqual(['closed', 'closed']);
    await jest.advanceTimersByTimeAsync(120_000);
    expect(probes).toHaveLength(1);
  });

  it('waits twice as long after each failure, with one probe a time, and goes on until the channel is well', async () => {
    const [one] = await joinTwo();
    sicken(one);
    await jest.advanceTimersByTimeAsync(95_000);
    const waits = probes.map(({ at }, index) => Math.round((at - (probes[index - 1]?.at ?? 0)) / 1_000));
    expect(waits).toEqual([2, 4, 8, 16, 30, 30]);
    answer = () => Promise.resolve(null);
    await jest.advanceTimersByTimeAsync(40_000);
    expect(states()).toEqual(['closed', 'closed']);
  });

  it.each<ProviderErrorKind>(['rate_limited', 'authentication', 'out_of_credit', 'invalid_request', 'model_unavailable'])('takes %s for a channel that is there', async (kind) => {
    answer = () => Promise.resolve(kind);
    sicken((await joinTwo())[0]);
    await jest.advanceTimersByTimeAsync(HEALTH_RULES.firstOpenMs + 10);
    expect(states()).toEqual(['closed', 'closed']);
  });

  it.each<ProviderErrorKind>(['server_error', 'overloaded', 'timeout', 'connection', 'garbled', 'refused_address'])('takes %s for a channel that is still sick', async (kind) => {
    answer = () => Promise.resolve(kind);
    sicken((await joinTwo())[0]);
    await jest.advanceTimersByTimeAsync(HEALTH_RULES.firstOpenMs + 10);
    expect(states()).toEqual(['open', 'open']);
  });

  it('is taken over when the process that probes dies', async () => {
    const [one, two] = await joinTwo();
    sicken(one);
    answer = () => new Promise(() => undefined);
    await jest.advanceTimersByTimeAsync(HEALTH_RULES.firstOpenMs + 10);
    const [first] = probes;
    await (first!.by === 'one' ? one : two).board.stop();
    answer = () => Promise.resolve(null);
    await jest.advanceTimersByTimeAsync(HEALTH_RULES.probeClaimMs + 5_000);
    expect(new Set(probes.map(({ by }) => by)).size).toBe(2);
    expect((first!.by === 'one' ? two : one).board.circuitState(channel.id)).toBe('closed');
  });

  it('is tried again when it could not be done', async () => {
    const [one] = await joinTwo();
    sicken(one);
    answer = () => Promise.reject(new Error('the books are closed'));
    await jest.advanceTimersByTimeAsync(HEALTH_RULES.firstOpenMs + 10);
    answer = () => Promise.resolve(null);
    await jest.advanceTimersByTimeAsync(HEALTH_RULES.probeClaimMs + 5_000);
    expect(states()).toEqual(['closed', 'closed']);
  });

  it('is done by a process that comes to know the channel only after its time was over', async () => {
    answer = () => Promise.resolve(null);
    const one = await join('one');
    const late = await join('late');
    sicken(one);
    await one.board.stop();
    processes.shift();
    await jest.advanceTimersByTimeAsync(60_000);
    expect(probes).toHaveLength(0);
    await late.prober.channelsOf(channel.tenantId);
    await jest.advanceTimersByTimeAsync(5_000);
    expect(probes.map(({ by }) => by)).toEqual(['late']);
    expect(states()).toEqual(['closed']);
  });

  it('is not done of a channel that is switched off, and is done when it is switched on again', async () => {
    answer = () => Promise.resolve(null);
    const [one] = await joinTwo();
    sicken(one);
    present = [{ ...channel, status: 'disabled' }];
    await jest.advanceTimersByTimeAsync(60_000);
    expect(probes).toHaveLength(0);
    present = [channel];
    await jest.advanceTimersByTimeAsync(5_000);
    expect(probes).toHaveLength(1);
    expect(states()).toEqual(['closed', 'closed']);
  });

  it('is not done of a channel that is gone', async () => {
    const [one] = await joinTwo();
    sicken(one);
    present = [];
    await jest.advanceTimersByTimeAsync(60_000);
    expect(probes).toHaveLength(0);
  });

  it('has the directory read again when another process changed channels', async () => {
    const { board } = await join('one');
    const invalidated: string[] = [];
    const prober = new ChannelProber(board, { invalidate: (id: string) => invalidated.push(id) } as unknown as ChannelDirectory, () => Promise.reject(new Error('never')), silentLogger());
    prober.onChannelsChanged('tenant');
    expect(invalidated).toEqual(['tenant']);
  });
});
