import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { ApiClient } from '../../tools/shared/api-client.js';
import { explainFailure } from '../../tools/shared/explain-failure.js';
import type { StreamEvent } from '../../tools/shared/stream-events.js';
import { answerEvents, completed, delta, FakeServer, frame, problem, sse } from './fake-server.js';

describe('ApiClient', () => {
  let server: FakeServer;
  let client: ApiClient;
  const clientFor = (baseUrl: string, idleTimeoutMs = 5_000) =>
    new ApiClient({ baseUrl, apiKey: 'the-key', idleTimeoutMs, keepAliveSockets: 2 });

  beforeEach(async () => {
    server = await new FakeServer().start();
    client = clientFor(server.url);
  });
  afterEach(async () => {
    client.close();
    await server.stop();
  });

  const collect = async (events: AsyncIterable<StreamEvent>) => {
    const all: StreamEvent[] = [];
    for await (const event of events) all.push(event);
    return all;
  };

  it('sends the message with its key and reads the reply', async () => {
    const body = { session_id: 's-9', message: '訂單 📦', user_id: 'u-1' };
    expect(await client.chat(body)).toMatchObject({ session_id: 's-9', message: 'An answer' });
    expect(server.received).toMatchObject([{ path: '/api/v1/chat', headers: { 'x-api-key': 'the-key' }, body }]);
  });

  it('streams the events of an answer, wherever its bytes are cut', async () => {
    const text = answerEvents('您的包裹 📦 在路上').join('');
    server.stream = () => ({ type: 'text/event-stream', body: Array.from(Buffer.from(text), (byte) => Buffer.of(byte)) });
    const events = await collect(client.streamChat({ message: 'hi' }));
    expect(events.map(({ event }) => event)).toEqual([
      'conversation_started',
      'message_delta',
      'message_delta',
      'conversation_completed',
    ]);
    expect(events.at(-1)?.data).toMatchObject({ message: '您的包裹 📦 在路上', agent_type: 'faq' });
  });

  it('ends with the completed event although the connection stays open', async () => {
    server.stream = () => ({ ...sse(...answerEvents('done')), hang: true });
    expect(await collect(client.streamChat({ message: 'hi' }))).toHaveLength(4);
  });

  it('skips events that it does not know', async () => {
    server.stream = () => sse(frame('tool_started', {}), ...answerEvents('done'));
    expect(await collect(client.streamChat({ message: 'hi' }))).toHaveLength(4);
  });

  it('escapes the session in the path of its history', async () => {
    expect(await client.history('a/b?c')).toEqual([]);
    expect(server.received[0]?.path).toBe('/api/v1/session/a%2Fb%3Fc/history');
  });

  describe('failures', () => {
    const explained = (error: unknown) => explainFailure(error as never, server.url);

    it('are problems with status, code and time to wait', async () => {
      server.chat = () => problem(429, 'rate_limited', { retry_after: 12 });
      const error = await client.chat({ message: 'hi' }).catch((reason: unknown) => reason);
      expect(error).toMatchObject({ kind: '429 rate_limited', details: { retryAfterSeconds: 12 } });
      expect(explained(error)).toContain('in 12 s');
    });

    it('take the time to wait from the header when the problem has none', async () => {
      server.stream = () => ({ ...problem(429, 'rate_limited'), headers: { 'retry-after': '7' } });
      await expect(collect(client.streamChat({ message: 'hi' }))).rejects.toMatchObject({
        details: { retryAfterSeconds: 7 },
      });
    });

    it('of a wrong key say so', async () => {
      server.chat = () => problem(401, 'unauthenticated');
      const error = await client.chat({ message: 'hi' }).catch((reason: unknown) => reason);
      expect(explained(error)).toContain('--key');
    });

    it('of a proxy without a problem document still have a status', async () => {
      server.chat = () => ({ status: 502, type: 'text/html', body: '<h1>no</h1>' });
      await expect(client.chat({ message: 'hi' })).rejects.toMatchObject({ kind: '502' });
    });

    it('of an unreachable server name the address', async () => {
      await server.stop();
      const error = await client.chat({ message: 'hi' }).catch((reason: unknown) => reason);
      expect(error).toMatchObject({ kind: 'connection ECONNREFUSED' });
      expect(explained(error)).toContain(`Cannot reach Switchboard at ${server.url}`);
    });

    it.each(['before the answer', 'within the answer'])('are timeouts when nothing comes %s', async (when) => {
      const body = when === 'before the answer' ? [] : [Buffer.from('{')];
      server.chat = () => ({ body, hang: true });
      const impatient = clientFor(server.url, 50);
      await expect(impatient.chat({ message: 'hi' })).rejects.toMatchObject({ kind: 'timeout' });
      impatient.close();
    });

    it('are lost connections when the answer breaks off', async () => {
      server.chat = () => ({ body: '{"mess', breakOff: true });
      const error = await client.chat({ message: 'hi' }).catch((reason: unknown) => reason);
      expect(error).toMatchObject({ reason: 'connection' });
      expect(explained(error)).toContain('was lost');
    });

    it.each([
      ['ends too early', { body: [Buffer.from(delta('a', 0))] }, 'connection'],
      ['breaks off', { body: delta('a', 0), breakOff: true }, 'connection'],
      ['says error', sse(frame('error', { code: 'turn_failed', message: 'Sorry' })), 'stream'],
      ['carries no JSON', { body: 'event: message_delta\ndata: {\n\n' }, 'protocol'],
      ['has a delta without offset', sse(frame('message_delta', { delta: 'a' })), 'protocol'],
      ['is no event stream', { type: 'application/json', body: {} }, 'protocol'],
    ])('are told when the stream %s', async (_what, answer, reason) => {
      server.stream = () => ({ type: 'text/event-stream', ...answer });
      await expect(collect(client.streamChat({ message: 'hi' }))).rejects.toMatchObject({ name: 'ApiError', reason });
    });

    it.each([
      ['no JSON', 'hello'],
      ['null', 'null'],
      ['no message', completed({ message: undefined })],
    ])('are told when the reply is %s', async (_what, body) => {
      server.chat = () => ({ body });
      await expect(client.chat({ message: 'hi' })).rejects.toMatchObject({ reason: 'protocol' });
    });

    it('after the caller gave up are aborts', async () => {
      server.stream = () => ({ ...sse(delta('a', 0)), hang: true });
      const leave = new AbortController();
      const events = client.streamChat({ message: 'hi' }, leave.signal);
      await events.next();
      leave.abort();
      await expect(events.next()).rejects.toMatchObject({ reason: 'aborted' });
    });
  });
});
