import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { createServer, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { readBenchOptions } from '../../tools/bench-turn/bench-options.js';
import type { LoadJob } from '../../tools/bench-turn/load/load-job.js';
import { QUESTIONS_PER_CUSTOMER, runJob } from '../../tools/bench-turn/load/run-job.js';
import type { Figures } from '../../tools/bench-turn/measure-rounds.js';
import { makeRows } from '../../tools/bench-turn/report/make-rows.js';
import { renderReport } from '../../tools/bench-turn/report/render-report.js';
import { writeBenchmarks } from '../../tools/shared/bench/write-benchmarks.js';

describe('the load', () => {
  let server: Server;
  let bodies: { session_id: string; user_id: string; message: string }[];
  let answer: (response: ServerResponse) => void;

  beforeEach(async () => {
    bodies = [];
    server = createServer((request, response) => {
      let text = '';
      request.setEncoding('utf8').on('data', (chunk: string) => (text += chunk));
      request.on('end', () => {
        bodies.push(JSON.parse(text) as (typeof bodies)[number]);
        answer(response);
      });
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  });

  afterEach(async () => {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  });

  const job = (kind: { kind: 'closed'; inFlight: number } | { kind: 'open'; perSecond: number }): LoadJob => {
    const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/turns`;
    return { target: { name: 'fake', url, headers: {}, questions: ['one', 'two'] }, seconds: 0.2, ...kind };
  };

  const completeTurn = (response: ServerResponse): void => {
    response.write('id: 1\nevent: message_de');
    // A tick later, so that the line arrives in two pieces.
    setImmediate(() => response.end('lta\ndata: {}\n\nid: 2\nevent: conversation_completed\ndata: {}\n\n'));
  };

  it('counts turns, five of a customer one after the other in a session of their own', async () => {
    answer = completeTurn;
    const result = await runJob(job({ kind: 'closed', inFlight: 3 }));
    expect(result.failures).toBe(0);
    expect(result.wholeTurn).toHaveLength(bodies.length);
    expect(result.firstDelta).toHaveLength(bodies.length);
    const sessions = new Set(bodies.map((body) => body.session_id));
    expect(sessions.size).toBeGreaterThanOrEqual(bodies.length / QUESTIONS_PER_CUSTOMER);
    expect(sessions.size).toBeLessThan(bodies.length / QUESTIONS_PER_CUSTOMER + 3);
    expect(new Set(bodies.map((body) => body.user_id)).size).toBe(sessions.size);
    expect(new Set(bodies.map((body) => body.message))).toEqual(new Set(['one', 'two']));
  });

  it('starts as many turns as are due, however slow they are', async () => {
    const held: ServerResponse[] = [];
    answer = (response) => {
      held.push(response);
      if (held.length === 20) for (const one of held) completeTurn(one);
    };
    const result = await runJob(job({ kind: 'open', perSecond: 100 }));
    expect(result.failures).toBe(0);
    expect(result.wholeTurn).toHaveLength(20);
  });

  it.each([
    ['a refusal', (response: ServerResponse) => response.writeHead(429).end('{"code":"service_busy"}'), /^429 .*service_busy/],
    ['a stream without an end', (response: ServerResponse) => response.end('event: message_delta\n\n'), /^200 /],
    ['a lost connection', (response: ServerResponse) => response.destroy(), /socket hang up/],
  ])('counts %s as a failure', async (_, refuse, message) => {
    answer = refuse;
    const result = await runJob(job({ kind: 'open', perSecond: 10 }));
    expect(result.failures).toBe(2);
    expect(result.firstFailure).toMatch(message);
  });
});

describe('the report', () => {
  const figures = (perSecond: number, ms: number): Figures => ({ perSecond, wholeTurn: { p50: ms, p95: ms * 2 }, firstDelta: { p50: ms, p95: ms }, cpuPerTurn: null });
  const rounds = (...each: Figures[]): Map<number, Figures[]> => new Map([1, 64, 256].map((inFlight) => [inFlight, each]));
  const allInOne = { starts: [1_000, 5_000, 2_000], memoryAfterStart: 200 * 2 ** 20, memoryAfterTurns: null, turns: 500 };

  const lineOf = async (what: string, platform: Figures): Promise<string> => {
    const options = (await readBenchOptions(['--quick'], {}))!;
    const rows = makeRows({ bare: rounds(figures(800, 5), figures(700, 6), figures(900, 4)), platform: rounds(platform), open: figures(100, 120), allInOne });
    return renderReport('a machine', options.plan, rows).split('\n').find((line) => line.includes(what))!.replaceAll(/ +/g, ' ');
  };

  it('compares with the median of the bare chain', async () => {
    expect(await lineOf('1 in flight: whole turn p50', figures(500, 10))).toBe('| 1 in flight: whole turn p50 | 5.00 ms | 10.0 ms | 2.00 | ≤ 2 × | yes |');
    expect(await lineOf('1 in flight: whole turn p50', figures(500, 10.1))).toContain('| 2.02 | ≤ 2 × | NO |');
    expect(await lineOf('64 in flight: turns', figures(400, 10))).toBe('| 64 in flight: turns | 800 /s | 400 /s | 0.50 | ≥ 0.5 × | yes |');
    expect(await lineOf('64 in flight: turns', figures(399, 10))).toContain('NO');
  });

  it('judges figures that stand alone, and says what was not measured', async () => {
    expect(await lineOf('first delta p95', figures(1, 1))).toContain('| 120 ms | | ≤ 100 ms | NO |');
    expect(await lineOf('listening', figures(1, 1))).toContain('| 2.00 s | | ≤ 3 s | yes |');
    expect(await lineOf('memory after 500 turns', figures(1, 1))).toContain('| not measured | | ≤ 512 MB | not measured |');
  });
});

describe('docs/benchmarks.md', () => {
  let folder: string;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'bench-docs-'));
  });
  afterEach(() => rm(folder, { recursive: true }));

  it('gets the table, and then the next one in its place', async () => {
    const file = join(folder, 'benchmarks.md');
    await writeBenchmarks('turn', 'first table', file);
    await writeFile(file, `${await readFile(file, 'utf8')}\nWritten by hand.\n`);
    await writeBenchmarks('turn', 'second table', file);
    const page = await readFile(file, 'utf8');
    expect(page).toContain('second table');
    expect(page).not.toContain('first table');
    expect(page).toContain('Written by hand.');
  });

  it('is left alone without its markers', async () => {
    const file = join(folder, 'benchmarks.md');
    await writeFile(file, 'Something else');
    await expect(writeBenchmarks('turn', 'table', file)).rejects.toThrow('<!-- bench:turn -->');
    expect(await readFile(file, 'utf8')).toBe('Something else');
  });
});
