import { afterAll, beforeAll, beforeEach, expect, it, describe } from '@jest/globals';
import { describeWith, type LlmBehaviour } from '#libs/testing';
import type { ProviderErrorKind } from '../../src/provider-adapter.js';
import type { ProviderChannel } from '../../src/provider-channel.js';
import { CallDesk, MODEL } from './call-desk.js';

const FINE: LlmBehaviour = { kind: 'answer', text: 'All is well.', usage: { input: 30, output: 5 } };
/** Bounds short enough to wait for, and long enough for a busy machine to answer within. */
const SHORT: Partial<ProviderChannel> = { timeouts: { first_token_ms: 400, idle_ms: 400 } };

interface Failure {
  name: string;
  behaviour: LlmBehaviour;
  kind: ProviderErrorKind;
  status: number | null;
  channel?: Partial<ProviderChannel>;
  /** Whether it counts against the channel. */
  unhealthy: boolean;
}

const FAILURES: Failure[] = [
  { name: '500', behaviour: { kind: 'error', status: 500 }, kind: 'server_error', status: 500, unhealthy: true },
  { name: '502', behaviour: { kind: 'error', status: 502 }, kind: 'server_error', status: 502, unhealthy: true },
  { name: '503', behaviour: { kind: 'error', status: 503 }, kind: 'overloaded', status: 503, unhealthy: true },
  { name: '529', behaviour: { kind: 'error', status: 529 }, kind: 'overloaded', status: 529, unhealthy: true },
  { name: '404 for the model', behaviour: { kind: 'error', status: 404, message: 'The model does not exist', code: 'model_not_found' }, kind: 'model_unavailable', status: 404, unhealthy: false },
  { name: 'a hang before the headers', behaviour: { kind: 'hang', before: 'headers' }, kind: 'timeout', status: null, channel: SHORT, unhealthy: true },
  { name: 'a hang before the first token', behaviour: { kind: 'hang', before: 'first-token' }, kind: 'timeout', status: null, channel: SHORT, unhealthy: true },
  { name: 'a cut before the headers', behaviour: { kind: 'cut', before: 'headers' }, kind: 'connection', status: null, unhealthy: true },
  { name: 'a wrong content type', behaviour: { kind: 'wrong-content-type', contentType: 'text/html', body: '<h1>Welcome</h1>' }, kind: 'garbled', status: null, unhealthy: true },
  { name: 'a redirect', behaviour: { kind: 'redirect', to: 'http://127.0.0.1:1/elsewhere' }, kind: 'server_error', status: 307, unhealthy: true },
  { name: 'a refused connection', behaviour: FINE, kind: 'connection', status: null, channel: { baseUrl: 'http://127.0.0.1:9/v1' }, unhealthy: true },
  { name: 'a base URL in the private network', behaviour: FINE, kind: 'refused_address', status: null, channel: { baseUrl: 'http://10.1.2.3/v1' }, unhealthy: true },
  { name: 'a base URL of the cloud’s metadata', behaviour: FINE, kind: 'refused_address', status: null, channel: { baseUrl: 'http://169.254.169.254/v1' }, unhealthy: true },
  { name: 'a spent account', behaviour: { kind: 'out-of-credit' }, kind: 'out_of_credit', status: null, unhealthy: false },
  { name: 'garbage for an answer', behaviour: { kind: 'garbage-chunk', afterChunks: 0 }, kind: 'garbled', status: null, unhealthy: true },
  { name: 'a cut before the first token', behaviour: { kind: 'cut', afterChunks: 0 }, kind: 'connection', status: null, unhealthy: true },
];

const OF_STREAMS: Failure[] = [{ name: 'an overloaded error before the first token', behaviour: { kind: 'overloaded-in-stream', afterChunks: 0 }, kind: 'overloaded', status: null, unhealthy: true }];

describeWith('postgresql', 'going on to another channel', () => {
  let desk: CallDesk;

  beforeAll(async () => {
    desk = await CallDesk.open();
  });
  beforeEach(() => desk.reset());
  afterAll(() => desk.close());

  const MODES = [
    { format: 'openai', mode: 'whole' },
    { format: 'openai', mode: 'stream' },
    { format: 'anthropic', mode: 'whole' },
    { format: 'anthropic', mode: 'stream' },
  ] as const;

  describe.each(MODES)('$format, $mode', ({ format, mode }) => {
    it.each([...FAILURES, ...(mode === 'stream' ? OF_STREAMS : [])])('answers from the next channel after $name', async ({ behaviour, kind, status, channel, unhealthy }) => {
      const bad = desk.channel(format, [behaviour, behaviour], channel);
      const good = desk.channel(format, [FINE]);
      const call = desk.call(mode);
      expect((await desk.answer(mode, call)).text).toBe('All is well.');
      const row = await desk.row(call.subject.id);
      expect(row).toMatchObject({ outcome: 'completed', channel_id: good.id, input_tokens: 30, output_tokens: 5, estimated: false, error_code: null });
      // Another key of the channel is tried only when the key was at fault.
      const left = Array.from({ length: kind === 'out_of_credit' ? 2 : 1 }, () => [bad.id, kind, false]);
      expect(row.attempts.map((attempt) => [attempt.channel_id, attempt.outcome, attempt.why_left === null])).toEqual([...left, [good.id, 'completed', true]]);
      if (status !== null) expect(row.attempts[0]!.status).toBe(status);
      expect(desk.health.circuitOf(bad.id).counts(Date.now()).failed > 0).toBe(unhealthy);
      expect(desk.health.circuitOf(good.id).counts(Date.now())).toEqual({ ok: 1, failed: 0 });
    });

    it.each<[string, () => number | string | undefined, number]>([
      ['seconds', () => 90, 90_000],
      ['a date', () => new Date(Date.now() + 90_000).toUTCString(), 90_000],
      ['nothing', () => undefined, 2_000],
    ])('takes another key, then another channel, after 429 with Retry-After of %s', async (_, retryAfter, waitMs) => {
      const wait = retryAfter();
      const limited: LlmBehaviour = { kind: 'rate-limited', ...(wait !== undefined && { retryAfter: wait }) };
      const bad = desk.channel(format, [limited, limited]);
      desk.channel(format, [FINE]);
      const call = desk.call(mode);
      const startedAt = Date.now();
      expect((await desk.answer(mode, call)).text).toBe('All is well.');
      const { attempts } = await desk.row(call.subject.id);
      expect(attempts.map(({ outcome, status }) => [outcome, status])).toEqual([
        ['rate_limited', 429],
        ['rate_limited', 429],
        ['completed', 200],
      ]);
      expect(new Set(attempts.map(({ key_last_four }) => key_last_four)).size).toBe(2);
      for (const key of bad.keys) {
        // A date has whole seconds.
        expect(desk.health.limitedUntil(key.id, startedAt)! - startedAt).toBeGreaterThan(waitMs - 1_500);
        expect(desk.health.limitedUntil(key.id, startedAt)! - Date.now()).toBeLessThanOrEqual(waitMs + 1_000);
      }
      expect(desk.health.circuitOf(bad.id).counts(Date.now()).failed).toBe(0);
      await desk.answer(mode);
      expect(bad.keys.map((key) => desk.callsWith(key))).toEqual([1, 1]);
    });

    it('disables a refused key and takes the next one of the channel', async () => {
      const channel = desk.channel(format, [{ kind: 'unauthorized' }, { kind: 'unauthorized' }, FINE]);
      const call = desk.call(mode);
      expect((await desk.answer(mode, call)).text).toBe('All is well.');
      const row = await desk.row(call.subject.id);
      expect(row.channel_id).toBe(channel.id);
      const refused = row.attempts.filter(({ outcome }) => outcome === 'authentication').map(({ key_last_four }) => channel.keys.find(({ lastFour }) => lastFour === key_last_four)!.id);
      expect(desk.disabled).toEqual(refused.map((keyId) => ({ keyId, reason: 'the vendor refused the key (401)' })));
      for (const keyId of refused) expect(desk.health.isCooling(keyId)).toBe(true);
      expect(desk.health.circuitOf(channel.id).counts(Date.now())).toEqual({ ok: 1, failed: 0 });
    });

    it('goes on although a refused key could not be disabled', async () => {
      desk.channel(format, [{ kind: 'unauthorized' }]);
      desk.channel(format, [FINE]);
      desk.onDisable = () => Promise.reject(new Error('the database is away'));
      expect((await desk.answer(mode)).text).toBe('All is well.');
      expect(desk.disabled).toHaveLength(1);
    });

    it('tries no other channel after an invalid request, and passes on what the vendor said of it', async () => {
      const channel = desk.channel(format, [{ kind: 'invalid-request', message: 'must be a positive number', param: 'max_tokens' }]);
      const other = desk.channel(format, [FINE]);
      const call = desk.call(mode);
      await expect(desk.answer(mode, call)).rejects.toMatchObject({ code: 'invalid_request', message: expect.stringContaining('must be a positive number') });
      expect(desk.callsWith(other.keys[0]!)).toBe(0);
      const row = await desk.row(call.subject.id);
      expect(row).toMatchObject({ outcome: 'failed', error_code: 'invalid_request', channel_id: channel.id, input_tokens: 0, output_tokens: 0, estimated: false });
      expect(row.attempts).toHaveLength(1);
      expect(desk.health.circuitOf(channel.id).counts(Date.now()).failed).toBe(0);
    });

    it('tries no other channel after refused content', async () => {
      desk.channel(format, [{ kind: 'content-refused', as: 'error' }]);
      const other = desk.channel(format, [FINE]);
      const call = desk.call(mode);
      await expect(desk.answer(mode, call)).rejects.toMatchObject({ code: 'content_refused' });
      expect(desk.callsWith(other.keys[0]!)).toBe(0);
      expect(await desk.row(call.subject.id)).toMatchObject({ outcome: 'failed', error_code: 'content_refused' });
    });

    it('reaches a channel of the other format', async () => {
      desk.channel(format, [{ kind: 'error', status: 500 }]);
      const good = desk.channel(format === 'openai' ? 'anthropic' : 'openai', [FINE]);
      const call = desk.call(mode);
      expect((await desk.answer(mode, call)).text).toBe('All is well.');
      expect((await desk.row(call.subject.id)).channel_id).toBe(good.id);
    });

    it('is back on the same channel a moment later when no other can answer and its failure may pass', async () => {
      let calls = 0;
      const channel = desk.channel(format, [() => ((calls += 1) === 1 ? { kind: 'error', status: 500 } : FINE)]);
      const call = desk.call(mode);
      expect((await desk.answer(mode, call)).text).toBe('All is well.');
      expect((await desk.row(call.subject.id)).attempts.map(({ channel_id, outcome }) => [channel_id, outcome])).toEqual([
        [channel.id, 'server_error'],
        [channel.id, 'completed'],
      ]);
    });

    it('leaves a channel alone after several failures, and then does not even try it', async () => {
      const bad = desk.channel(format, [{ kind: 'error', status: 500 }]);
      desk.channel(format, [FINE]);
      for (let call = 0; call < 8; call += 1) await desk.answer(mode);
      expect(desk.health.circuitState(bad.id)).toBe('open');
      expect(desk.callsWith(bad.keys[0]!)).toBe(5);
    });
  });

  it('tells in the receipt every channel tried, in order, with times, key and model', async () => {
    const bad = desk.channel('openai', [{ kind: 'error', status: 500, message: 'secret details of the vendor' }], { preset: 'openrouter', weight: 3 });
    const good = desk.channel('anthropic', [FINE], { preset: 'anthropic', modelMapping: { [MODEL]: 'claude-haiku-4-5' } });
    const call = desk.call('stream');
    await desk.answer('stream', call);
    const row = await desk.row(call.subject.id);
    expect(row).toMatchObject({ provider: 'anthropic', requested_model: MODEL, model: 'claude-haiku-4-5', first_token_ms: expect.any(Number) });
    expect(row.attempts).toEqual([
      { channel_id: bad.id, channel: 'channel 1', provider: 'openrouter', model: MODEL, key_last_four: 'key1', why_chosen: 'priority 1, weight 3', outcome: 'server_error', why_left: 'The vendor failed to answer', status: 500, started_at: expect.any(String), first_token_ms: null, took_ms: expect.any(Number) },
      { channel_id: good.id, channel: 'channel 2', provider: 'anthropic', model: 'claude-haiku-4-5', key_last_four: 'key1', why_chosen: 'next in line: priority 2, weight 1', outcome: 'completed', why_left: null, status: 200, started_at: expect.any(String), first_token_ms: expect.any(Number), took_ms: expect.any(Number) },
    ]);
    const [first, second] = row.attempts.map(({ started_at }) => Date.parse(started_at));
    expect(second!).toBeGreaterThanOrEqual(first!);
    expect(row.latency_ms).toBeGreaterThanOrEqual(row.attempts[1]!.took_ms);
    expect(JSON.stringify(row)).not.toContain('sk-test');
  });

  it('asks a channel that has lost one model for the next of the models', async () => {
    const channel = desk.channel('openai', [(request) => (request.model === MODEL ? { kind: 'error', status: 404, message: 'The model does not exist' } : FINE)], { models: [MODEL, 'gpt-5'] });
    const call = desk.call('whole', { request: { ...desk.call('whole').request, models: [MODEL, 'gpt-5'] } });
    await desk.answer('whole', call);
    expect(await desk.row(call.subject.id)).toMatchObject({ channel_id: channel.id, model: 'gpt-5', outcome: 'completed' });
  });

  it('passes over a spent quota and a channel at its limit', async () => {
    const [spent, limited] = [desk.channel('openai', [FINE], { quota: { limit: '10', unit: 'tokens' }, usedTokens: 10 }), desk.channel('openai', [FINE], { requestsPerMinute: 1 })];
    const good = desk.channel('openai', [FINE]);
    desk.takeLimit = () => false;
    const call = desk.call('whole');
    await desk.answer('whole', call);
    expect((await desk.row(call.subject.id)).channel_id).toBe(good.id);
    expect([spent, limited].map((channel) => desk.callsWith(channel.keys[0]!))).toEqual([0, 0]);
  });
});
