import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { eventually, startScriptedLlm, type LlmBehaviour, type ScriptedLlm } from '#libs/testing';
import { createBareProxy } from '../../tools/bench-relay/bare/create-bare-proxy.js';
import { readBenchOptions } from '../../tools/bench-relay/bench-options.js';
import { findMistake } from '../../tools/bench-relay/bills.js';
import { HELD_PIECES, PIECES, USAGE } from '../../tools/bench-relay/dialogue.js';
import { ANSWERING } from '../../tools/bench-relay/far-end/behaviours.js';
import { HeldStreams } from '../../tools/bench-relay/load/held-streams.js';
import type { CallFormat, LoadResult } from '../../tools/bench-relay/load/load-job.js';
import { runJob } from '../../tools/bench-relay/load/run-job.js';
import type { FaultFigures } from '../../tools/bench-relay/phases/measure-faults.js';
import type { SpeedFigures, SpeedSeries } from '../../tools/bench-relay/phases/measure-speed.js';
import { CASES, LOADS, type SystemName } from '../../tools/bench-relay/phases/speed-cases.js';
import { faultTable } from '../../tools/bench-relay/report/fault-tables.js';
import { speedTable } from '../../tools/bench-relay/report/speed-table.js';
import { callOf } from '../../tools/bench-relay/targets/calls.js';
import type { MemoryFigures } from '../../tools/bench-relay/targets/controlled.js';
import { writeBenchmarks } from '../../tools/shared/bench/write-benchmarks.js';

describe('the load', () => {
  let llm: ScriptedLlm;
  beforeEach(async () => {
    llm = await startScriptedLlm();
    llm.always(ANSWERING);
  });
  afterEach(() => llm.close());

  const target = (url: string, format: CallFormat, stream: boolean) => callOf({ name: 'fake', url, key: 'k' }, { format, model: 'm', stream });
  const call = (format: CallFormat, stream: boolean, calls = 3): Promise<LoadResult> => runJob({ kind: 'counted', target: target(llm.url, format, stream), connections: 2, calls });

  it.each([
    ['openai', false],
    ['openai', true],
    ['anthropic', false],
    ['anthropic', true],
  ] as const)('reads answers in the format of %s, streamed: %s', async (format, stream) => {
    const result = await call(format, stream, 7);
    expect(result).toMatchObject({ sent: 7, completed: 7, failures: {} });
    expect(llm.received).toBe(7);
    expect(result.whole).toHaveLength(7);
    expect(result.firstToken).toHaveLength(stream ? 7 : 0);
    for (const time of result.firstToken) expect(time).toBeLessThan(Math.max(...result.whole));
  });

  it.each([
    ['openai', false],
    ['openai', true],
    ['anthropic', false],
    ['anthropic', true],
  ] as const)('has the same answers from the bare proxy: %s, streamed: %s', async (format, stream) => {
    const proxy = createBareProxy(llm.url);
    try {
      const url = await proxy.listen({ port: 0, host: '127.0.0.1' });
      const result = await runJob({ kind: 'counted', target: target(url, format, stream), connections: 2, calls: 4 });
      expect(result).toMatchObject({ sent: 4, completed: 4, failures: {} });
      expect(llm.requests.map(({ apiKey, model, streaming }) => ({ apiKey, model, streaming }))).toEqual(Array.from({ length: 4 }, () => ({ apiKey: 'k', model: 'm', streaming: stream })));
    } finally {
      await proxy.close();
    }
  });

  it.each<[string, LlmBehaviour, boolean, RegExp]>([
    ['an error', { kind: 'error', status: 500, code: 'server_is_ill' }, false, /^500 server_is_ill$/],
    ['a lost connection', { kind: 'cut', before: 'headers' }, false, /^connection lost/],
    ['another text', { kind: 'answer', text: 'Something else' }, false, /^200 with another text: Something else$/],
    ['a piece too few', { kind: 'answer', chunks: PIECES.slice(1) }, true, /^200 with another text/],
    ['a stream that breaks off', { kind: 'cut', afterChunks: 2, answer: { chunks: PIECES } }, true, /^connection lost/],
    ['a stream without its end', { kind: 'raw', lines: ['data: {"choices":[{"delta":{"content":"I"}}]}', ''] }, true, /^200 unreadable: the stream ends with/],
    ['a body that is no answer', { kind: 'raw', body: {} }, false, /^200 unreadable/],
  ])('counts %s as a failure', async (_, behaviour, stream, fault) => {
    llm.script(ANSWERING, behaviour);
    const { sent, completed, failures } = await call('openai', stream);
    expect({ sent, completed }).toEqual({ sent: 3, completed: 2 });
    expect(Object.entries(failures)).toEqual([[expect.stringMatching(fault), 1]]);
  });

  it('goes on until the time is over', async () => {
    const result = await runJob({ kind: 'timed', target: target(llm.url, 'openai', false), connections: 3, seconds: 0.2 });
    expect(result.failures).toEqual({});
    expect(result.sent).toBe(llm.received);
    expect(result.sent).toBeGreaterThan(3);
    expect(result.completed).toBeGreaterThan(0);
  });

  it('holds streams open and tells which deliver', async () => {
    llm.always({ kind: 'answer', chunks: HELD_PIECES, chunkDelayMs: 100 });
    const streams = new HeldStreams(callOf({ name: 'fake', url: llm.url, key: 'k' }, { format: 'openai', model: 'm', stream: true, held: true }));
    await streams.open(60);
    expect(llm.openStreams).toBe(60);
    expect(streams.look().open).toBe(60);
    let delivering = 0;
    await eventually('all of them to deliver', () => (delivering += streams.look().delivering) >= 60);
    expect(await streams.finish()).toMatchObject({ sent: 60, completed: 60, failures: {} });
    expect(streams.look()).toMatchObject({ open: 0 });
  });

  it('does not take a stream that ends at once for an open one', async () => {
    llm.always({ kind: 'error', status: 503, code: 'no_room' });
    const streams = new HeldStreams(target(llm.url, 'openai', true));
    await expect(streams.open(2)).rejects.toThrow('a stream did not open: 503 no_room');
  });
});

describe('the books', () => {
  const tokens = (calls: number): number => calls * (USAGE.input + USAGE.output);
  const right = { completed: 3, failed: 1, others: 0, tokens: tokens(3), dailyCalls: 4, dailyTokens: tokens(3), keyTokens: tokens(3) };

  it('are right when each call is in them once', () => {
    expect(findMistake({ completed: 3, failed: 1 }, right)).toBeNull();
  });

  it.each([
    ['a call is missing', { completed: 2 }],
    ['a call is there twice', { completed: 4, tokens: tokens(4) }],
    ['a call is still open', { others: 1 }],
    ['a day counts one twice', { dailyCalls: 5 }],
    ['the key paid twice', { keyTokens: tokens(4) }],
  ])('are wrong when %s', (_, mistake) => {
    expect(findMistake({ completed: 3, failed: 1 }, { ...right, ...mistake })).toContain(Object.keys(mistake)[0]);
  });
});

describe('the report', () => {
  const figures = (ms: number, perSecond: number): SpeedFigures => ({ perSecond, whole: { p50: ms, p95: ms * 2 }, firstToken: { p50: ms, p95: ms * 2 }, cpuPerCall: null });
  const memory = (process: number, javaScript: number): MemoryFigures => ({ process: process * 1_024, javaScript: javaScript * 1_024 });
  /** Each system's figures, the same in all cases. */
  const series = (rounds: Record<SystemName, SpeedFigures[]>): SpeedSeries[] =>
    CASES.flatMap((of) => LOADS.flatMap((load) => of.systems.map((system): SpeedSeries => ({ of, load, system, rounds: rounds[system] }))));
  const lines = (relayMs: number, relayPerSecond: number, relayMemory = [memory(50, 30), memory(40, 20), memory(30, 10)]): string[] =>
    speedTable(
      series({ direct: [figures(1, 9_000)], 'bare proxy': [figures(2, 1_000), figures(2, 4_000), figures(2, 6_000)], relay: [figures(relayMs, relayPerSecond)] }),
      { bareProxy: [memory(35, 15)], relay: relayMemory },
      64,
      1_000,
    ).map((line) => line.replaceAll(/ +/g, ' '));

  it('judges what the relay adds to the direct call', () => {
    expect(lines(2, 2_000)).toContain('| OpenAI format, whole answer p50 | 1.00 ms | 2.00 ms | 2.00 ms | 1.00 ms added | ≤ 1 ms added | ok |');
    expect(lines(2.01, 2_000)).toContain('| OpenAI format, whole answer p50 | 1.00 ms | 2.00 ms | 2.01 ms | 1.01 ms added | ≤ 1 ms added | MISSED |');
    expect(lines(3, 2_000)).toContain('| OpenAI format, first token p50 | 1.00 ms | 2.00 ms | 3.00 ms | 2.00 ms added | ≤ 2 ms added | ok |');
  });

  it('compares a translated call with what the client would call otherwise, without a bound', () => {
    expect(lines(4, 2_000)).toContain('| Anthropic format, OpenAI channel, whole answer p50 | | | 4.00 ms | 3.00 ms added | | |');
  });

  it('judges the calls per second by themselves and by the median of the bare proxy', () => {
    expect(lines(1, 2_000)).toContain('| OpenAI format, 64 connections: calls | 9000 /s | 4000 /s | 2000 /s | 2000 /s | ≥ 2,000 /s | ok |');
    expect(lines(1, 2_000)).toContain('| OpenAI format, 64 connections: calls | 9000 /s | 4000 /s | 2000 /s | 0.50 of the bare proxy | ≥ 0.5 of the bare proxy | ok |');
    expect(lines(1, 1_999).filter((line) => line.endsWith('MISSED |'))).toHaveLength(2);
  });

  it('judges the median memory of a stream', () => {
    expect(lines(1, 1)).toContain('| 1,000 open streams: memory of each | | 35.0 KB | 40.0 KB | 40.0 KB | ≤ 40 KB | ok |');
    expect(lines(1, 1)).toContain('| 1,000 open streams: of it held by JavaScript | | 15.0 KB | 20.0 KB | | | |');
    expect(lines(1, 1, [memory(10, 41)])).toContain('| 1,000 open streams: memory of each | | 35.0 KB | 10.0 KB | 41.0 KB | ≤ 40 KB | MISSED |');
  });

  it('leaves out what was not measured', () => {
    expect(speedTable([], null, 64, 1_000)).toHaveLength(2);
  });

  it('says how many calls succeeded and when bad channels were called', () => {
    const bad = { callsBySecond: [5, 0, 2], probes: 1, backAfter: 1_500 };
    const run: FaultFigures = { name: 'a run', calls: 10_000, seconds: 3, failures: { '503 channels_unavailable': 10 }, succeeded: 9_990, p50: 1, p99: 20_000, max: 20_001, bad: { broken: bad, hanging: { ...bad, callsBySecond: [0, 0], backAfter: null } } };
    const table = (one: FaultFigures): string => faultTable([one]).join('\n').replaceAll(/ +/g, ' ');
    expect(table(run)).toContain('| succeeded | 99.90 % (≥ 99.9 %: ok) |');
    expect(table({ ...run, succeeded: 9_989 })).toContain('| succeeded | 99.89 % (≥ 99.9 %: MISSED) |');
    expect(table({ ...run, succeeded: 10_000 })).toContain('| succeeded | 100.00 % (≥ 99.9 %: ok) |');
    expect(table(run)).toContain('| errors | 10 × 503 channels_unavailable |');
    expect(table(run)).toContain('answers 500, by second | 5 in 1., 2 in 3. |');
    expect(table(run)).toContain('hangs, by second | none |');
    expect(table(run)).toContain('| the second | not within two minutes |');
  });
});

describe('npm run bench:relay', () => {
  it('can be cut down to some parts, but not written then', async () => {
    expect(await readBenchOptions(['--only', 'faults,speed'], {})).toMatchObject({ parts: ['speed', 'faults'], write: false });
    await expect(readBenchOptions(['--only', 'tempo'], {})).rejects.toThrow('--only takes some of speed,memory,faults, not "tempo"');
    await expect(readBenchOptions(['--only', 'speed', '--write'], {})).rejects.toThrow('--write takes a whole run');
  });
});

describe('docs/benchmarks.md', () => {
  let folder: string;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'bench-docs-'));
  });
  afterEach(() => rm(folder, { recursive: true }));

  it('gets the tables into a section of their own', async () => {
    const file = join(folder, 'benchmarks.md');
    await writeBenchmarks('turn', 'of turns', file);
    await writeBenchmarks('relay', 'of the relay', file);
    await writeFile(file, `${await readFile(file, 'utf8')}\nWritten by hand.\n`);
    await writeBenchmarks('relay', 'of the relay again', file);
    const page = await readFile(file, 'utf8');
    expect(page).toMatch(/bench:turn -->\n\nof turns\n\n<!-- \/bench:turn/);
    expect(page).toMatch(/bench:relay -->\n\nof the relay again\n\n<!-- \/bench:relay/);
    expect(page).toContain('Written by hand.');
  });
});
