import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { questionFor } from '../../tools/load/questions.js';
import type { LoadReport } from '../../tools/load/report.js';
import { runLoad } from '../../tools/load/run-load.js';
import { completed, FakeServer, problem } from './fake-server.js';
import { fakeIo } from './fake-io.js';

describe('npm run load', () => {
  let server: FakeServer;
  beforeEach(async () => {
    server = await new FakeServer().start();
  });
  afterEach(() => server.stop());

  const args = (...more: string[]) => ['--url', server.url, '--key', 'k', ...more];
  const run = async (...more: string[]) => {
    const io = fakeIo();
    const code = await runLoad(args(...more), io);
    return { code, out: io.out(), err: io.err() };
  };
  const json = async (...more: string[]) => {
    const { code, out } = await run('--json', ...more);
    return { code, report: JSON.parse(out) as LoadReport };
  };

  it('lets each user write in one session of their own', async () => {
    const { code, report } = await json('--users', '4', '--requests', '3');
    expect(code).toBe(0);
    expect(report).toMatchObject({ requests: 12, succeeded: 12, failed: 0, success_rate: 1, failures: [] });
    const users = new Set(server.received.map(({ body }) => `${body.user_id} in ${body.session_id}`));
    const requestsOf = (user: string) => server.received.filter(({ body }) => user.startsWith(`${body.user_id} `));
    expect([...users].map((user) => requestsOf(user).length)).toEqual([3, 3, 3, 3]);
    expect(new Set(server.received.map(({ body }) => body.session_id)).size).toBe(4);
  });

  it('prints every figure in its table', async () => {
    const { out } = await run('--users', '2', '--requests', '2');
    for (const name of ['requests', 'success rate', 'throughput', 'min', 'mean', 'median', 'p95', 'p99', 'max']) {
      expect(out).toMatch(new RegExp(`^${name} +\\d`, 'm'));
    }
    expect(out).toMatch(/^failed +0$/m);
  });

  it('never has two requests of one user under way', async () => {
    const busy = new Set<string | undefined>();
    let overlaps = 0;
    server.chat = async ({ session_id }) => {
      if (busy.has(session_id)) overlaps += 1;
      busy.add(session_id);
      await new Promise((resolve) => setTimeout(resolve, 5));
      busy.delete(session_id);
      return { body: completed({ session_id }) };
    };
    await json('--users', '3', '--requests', '4');
    expect(overlaps).toBe(0);
  });

  it('counts failures by kind and exits with 1', async () => {
    let count = 0;
    server.chat = () => {
      count += 1;
      if (count % 2 === 0) return problem(429, 'rate_limited', { retry_after: 1 });
      return count === 1 ? { body: '{', breakOff: true } : { body: completed({}) };
    };
    const { code, report } = await json('--users', '1', '--requests', '6');
    expect(code).toBe(1);
    expect(report).toMatchObject({ requests: 6, succeeded: 2, failed: 4 });
    expect(report.failures).toMatchObject([
      { kind: '429 rate_limited', count: 3 },
      { kind: 'connection ECONNRESET', count: 1 },
    ]);
  });

  it('ends with a table when the server is not there', async () => {
    await server.stop();
    const { code, out } = await run('--users', '2', '--requests', '2');
    expect(code).toBe(1);
    expect(out).toMatch(/connection ECONNREFUSED +4 {2}Cannot reach Switchboard/);
    expect(out).not.toContain('NaN');
  });

  it('prints what it has when it is interrupted', async () => {
    const io = fakeIo();
    server.chat = () => {
      if (server.received.length < 4) return { body: completed({}) };
      setTimeout(io.stop, 0);
      return { body: [], hang: true };
    };
    expect(await runLoad(args('--users', '1', '--requests', '10', '--json'), io)).toBe(130);
    expect(JSON.parse(io.out())).toMatchObject({ interrupted: true, requests: 3, succeeded: 3, failed: 0 });
  });

  it('explains bad flags and exits with 2', async () => {
    const { code, out, err } = await run('--users', 'many');
    expect([code, out]).toEqual([2, '']);
    expect(err).toMatch(/--users[^]*Usage: npm run load/);
  });
});

describe('the questions', () => {
  it('come in three languages, one a user', () => {
    const languageOf = (text: string) => (/\p{Script=Han}/u.test(text) ? 'zh' : 'en');
    const ofUser = (user: number) => [0, 1, 2, 3].map((request) => languageOf(questionFor(user, request)));
    expect([ofUser(0), ofUser(1), ofUser(2)].map((all) => new Set(all))).toEqual([
      new Set(['en']),
      new Set(['zh']),
      new Set(['zh']),
    ]);
    expect(questionFor(1, 0)).not.toBe(questionFor(2, 0));
  });

  it('do not repeat within the ten requests of a user, nor begin alike for neighbours', () => {
    const asked = Array.from({ length: 10 }, (_, request) => questionFor(4, request));
    expect(new Set(asked).size).toBe(10);
    expect(new Set(Array.from({ length: 39 }, (_, user) => questionFor(user, 0))).size).toBe(39);
  });
});
