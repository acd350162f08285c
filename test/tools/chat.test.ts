import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { runChat } from '../../tools/chat/run-chat.js';
import type { HistoryMessage } from '../../tools/shared/api-types.js';
import { answerEvents, completed, delta, FakeServer, frame, problem, sse } from './fake-server.js';
import { fakeIo, pipedIo } from './fake-io.js';

const POLL_MS = 10;

describe('npm run chat', () => {
  let server: FakeServer;
  beforeEach(async () => {
    server = await new FakeServer().start();
  });
  afterEach(() => server.stop());

  const args = (...more: string[]) => ['--url', server.url, '--key', 'k', ...more];
  const bodies = () => server.received.map(({ body }) => body);
  const piped = async (input: string, ...more: string[]) => {
    const io = pipedIo(input);
    const code = await runChat(args(...more), io, POLL_MS);
    return { code, out: io.out(), err: io.err() };
  };
  const entry = (id: string, role: HistoryMessage['role'], message: string): HistoryMessage => ({
    message_id: id,
    role,
    message,
    agent_type: role === 'ai_agent' ? 'order' : null,
    timestamp: '2025-01-01T00:00:00.000Z',
  });

  describe('with piped input', () => {
    it('sends each line within one session and prints the answers', async () => {
      const { code, out, err } = await piped('Hello\n\n訂單在哪裡？', '--user', 'u-1');
      expect(code).toBe(0);
      expect(err).toBe('');
      expect(out).toContain('> Hello\n[faq] You said: Hello\n> 訂單在哪裡？\n[faq] You said: 訂單在哪裡？\n');
      expect(bodies()).toEqual([
        { message: 'Hello', user_id: 'u-1' },
        { session_id: 's-1', message: '訂單在哪裡？', user_id: 'u-1' },
      ]);
    });

    it('prints no escape codes, not even those of the server', async () => {
      server.stream = () => sse(...answerEvents('a\u001b[2Jb\u009b1mc'));
      expect((await piped('x\n')).out).not.toMatch(/(?!\n)\p{Cc}/u);
    });

    it('goes on with a session, and begins a new one on /new', async () => {
      await piped('one\n/new\ntwo\n', '--session', 'old');
      expect(bodies().map((body) => body.session_id)).toEqual(['old', undefined]);
    });

    it('leaves on /quit', async () => {
      expect((await piped('/quit\nHello\n')).code).toBe(0);
      expect(server.received).toEqual([]);
    });

    it('prints the history with its speakers', async () => {
      server.history = [
        entry('1', 'contact', 'Hi'),
        entry('2', 'ai_agent', 'Hello'),
        entry('3', 'human_agent', 'Good day'),
        entry('4', 'system', 'Closed'),
      ];
      const { out } = await piped('/history\n', '--session', 's-1');
      expect(out).toMatch(/\d\d:\d\d \[you\] Hi\n.*\[order\] Hello\n.*\[human\] Good day\n.*\[system\] Closed\n/);
    });

    it('lists its commands and names one that it does not have', async () => {
      const { out, err, code } = await piped('/help\n/dance\n');
      expect(out).toContain('/history');
      expect(err).toContain('/dance');
      expect(code).toBe(0);
    });

    it.each([
      ['', 'en_GB.UTF-8', 'I would like to talk to a human, please.'],
      ['', 'zh_TW.UTF-8', '我想轉接真人客服。'],
      ['Where is it?\n', 'zh_TW.UTF-8', 'I would like to talk to a human, please.'],
      ['我的订单在哪里\n', '', '我想转人工客服。'],
      ['我的訂單在哪裡\n', 'zh_CN.UTF-8', '我想轉接真人客服。'],
    ])('asks for a human after %j on a system in %j', async (before, LANG, sentence) => {
      await runChat(args(), pipedIo(`${before}/human\n`, { LANG }));
      expect(bodies().at(-1)?.message).toBe(sentence);
    });

    it('fails with the reason and goes on with the next line', async () => {
      server.stream = ({ message }) =>
        message === 'bad' ? problem(429, 'rate_limited', { retry_after: 3 }) : sse(...answerEvents('fine'));
      const { code, out, err } = await piped('bad\ngood\n');
      expect(code).toBe(1);
      expect(err).toBe('Too many requests: try again in 3 s.\n');
      expect(out).toContain('[faq] fine');
    });

    it('stops at a key that the server does not know', async () => {
      server.stream = () => problem(401, 'unauthenticated');
      const { code, err } = await piped('one\ntwo\n');
      expect([code, server.received.length]).toEqual([1, 1]);
      expect(err).toContain('API key');
    });

    it('stops when the server is not there', async () => {
      await server.stop();
      const { code, err } = await piped('one\ntwo\n');
      expect(code).toBe(1);
      expect(err.match(/Cannot reach/g)).toHaveLength(1);
    });

    it('ends the line of an answer that fails halfway', async () => {
      server.stream = () => sse(delta('So far', 0), frame('error', { code: 'turn_failed', message: 'Sorry' }));
      const { out, err, code } = await piped('x\n');
      expect(out).toContain('[faq] So far\n');
      expect(err).toBe('Sorry (stream turn_failed)\n');
      expect(code).toBe(1);
    });

    it('leaves on an interrupt although lines are left', async () => {
      server.stream = () => ({ ...sse(delta('endless', 0)), hang: true });
      const io = pipedIo('one\ntwo\n');
      const code = runChat(args(), io);
      await io.printed('endless');
      io.stop();
      expect(await code).toBe(130);
      expect(io.err()).toBe('');
      expect(server.received).toHaveLength(1);
    });

    it('explains a bad command line', async () => {
      const io = pipedIo('');
      expect(await runChat(['--nope'], io)).toBe(2);
      expect(io.err()).toMatch(/--nope[\s\S]*Usage: npm run chat/);
    });
  });

  describe('an answer', () => {
    const answer = async (...frames: string[]) => {
      server.stream = () => sse(...frames);
      return (await piped('x\n')).out.split('> x\n')[1];
    };
    const done = (message: string, agent_type = 'faq') =>
      frame('conversation_completed', completed({ message, agent_type }));

    it('that is taken back and differs is printed again', async () => {
      expect(await answer(delta('Your order', 0), delta('Our policy', 0), delta(' is', 10), done('Our policy is'))).toBe(
        '[faq] Your order\n(the answer starts again)\n[faq] Our policy is\n',
      );
    });

    it('that is taken back and comes to the same is printed once', async () => {
      expect(await answer(delta('Hello', 0), delta('He', 0), delta('llo all', 2), done('Hello all'))).toBe(
        '[faq] Hello all\n',
      );
    });

    it('that ends shorter than it was is printed again', async () => {
      expect(await answer(delta('Hello all', 0), done('Hello'))).toBe(
        '[faq] Hello all\n(the answer starts again)\n[faq] Hello\n',
      );
    });

    it('without deltas, or with a lost one, is complete in the end', async () => {
      expect(await answer(done('All at once', 'refund'))).toBe('[refund] All at once\n');
      expect(await answer(delta('One ', 0), delta('three', 8), done('One two three'))).toBe('[faq] One two three\n');
    });

    it('is labelled again when another agent goes on', async () => {
      expect(await answer(delta('One.', 0, 'order'), delta(' Two.', 4, 'refund'), done('One. Two.', 'refund'))).toBe(
        '[order] One.\n[refund]  Two.\n',
      );
    });

    it('keeps a character whole that two deltas share', async () => {
      const [high, low] = ['\ud83d', '\udce6'] as const;
      expect(await answer(delta(`a${high}`, 0), delta(`${low}b`, 2), done('a📦b'))).toBe('[faq] a📦b\n');
    });

    it('that is empty is told as delivered', async () => {
      expect(await answer(done('', 'human'))).toBe('(delivered, no answer yet)\n');
    });
  });

  describe('on a terminal', () => {
    const start = (env: NodeJS.ProcessEnv = {}, ...more: string[]) => {
      const io = fakeIo({ tty: true, env });
      return { io, code: runChat(args(...more), io, POLL_MS) };
    };

    it.each([
      ['colours the label', {}, true],
      ['leaves colours away for NO_COLOR', { NO_COLOR: '1' }, false],
    ])('%s', async (_what, env, coloured) => {
      const { io, code } = start(env);
      io.stdin.write('Hello\n');
      await io.printed('You said: Hello');
      io.stdin.end();
      expect(await code).toBe(0);
      expect(io.out().includes('\u001b[36m[faq]\u001b[39m')).toBe(coloured);
    });

    it('shows what a human writes, once and until the AI is back', async () => {
      server.stream = ({ message }) => sse(...answerEvents(`re ${message}`, message === 'help me' ? 'human' : 'faq'));
      const { io, code } = start();
      io.stdin.write('help me\n');
      await io.printed('re help me');
      server.history = [entry('1', 'human_agent', 're help me'), entry('2', 'human_agent', 'I am here')];
      await io.printed('[human] I am here');
      server.history.push(entry('3', 'human_agent', 'Still here'));
      await io.printed('[human] Still here');
      expect(io.out().match(/I am here/g)).toHaveLength(1);
      expect(io.out().match(/re help me/g)).toHaveLength(1);
      io.stdin.end('thanks\n/quit\n');
      expect(await code).toBe(0);
    });

    it('takes up a session of a human without repeating it', async () => {
      server.history = [entry('1', 'human_agent', 'Old news')];
      const { io, code } = start({}, '--session', 's-1');
      await io.printed('> ');
      server.history.push(entry('2', 'human_agent', 'Fresh news'));
      await io.printed('Fresh news');
      io.stdin.end();
      expect(await code).toBe(0);
      expect(io.out()).not.toContain('Old news');
    });

    it('says once that it cannot look for new messages, and finds them later', async () => {
      server.stream = () => sse(...answerEvents('wait', 'human'));
      server.historyAnswer = () => problem(503, 'unavailable');
      const { io, code } = start();
      io.stdin.write('x\n');
      await io.printed('503 unavailable');
      const looks = server.received.length;
      while (server.received.length < looks + 2) await new Promise((resolve) => setTimeout(resolve, POLL_MS));
      server.history = [entry('1', 'human_agent', 'Here now')];
      server.historyAnswer = undefined;
      await io.printed('Here now');
      io.stdin.end();
      await code;
      expect(io.out().match(/503 unavailable/g)).toHaveLength(1);
    });

    it.each([
      ['Ctrl-C', '\u0003'],
      ['Ctrl-D', '\u0004'],
    ])('leaves on %s', async (_name, key) => {
      const { io, code } = start();
      await io.printed('> ');
      io.stdin.write(key);
      expect(await code).toBe(0);
      expect(io.err()).toBe('');
    });

    it('leaves on Ctrl-C in the middle of an answer', async () => {
      server.stream = () => ({ ...sse(delta('endless', 0)), hang: true });
      const { io, code } = start();
      io.stdin.write('x\n');
      await io.printed('endless');
      io.stdin.write('\u0003');
      expect(await code).toBe(0);
    });

    it('stays after a failure', async () => {
      server.stream = ({ message }) => (message === 'bad' ? problem(401, 'no') : sse(...answerEvents('fine')));
      const { io, code } = start();
      io.stdin.write('bad\ngood\n');
      await io.printed('fine');
      io.stdin.end();
      expect(await code).toBe(0);
      expect(io.err()).toContain('API key');
    });
  });
});
