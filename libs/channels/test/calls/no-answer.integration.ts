import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { AppError } from '#libs/kernel';
import { describeWith, type LlmBehaviour } from '#libs/testing';
import { CALL_BOUNDS } from '../../src/calls/channel-call.js';
import type { ProviderChannel } from '../../src/provider-channel.js';
import { aKey } from '../selection/a-channel.js';
import { CallDesk, errorOf } from './call-desk.js';

const FAILS: LlmBehaviour = { kind: 'error', status: 500, message: 'disk of host vendor-7 is full, account acct_42' };
const HANGS: LlmBehaviour = { kind: 'hang', before: 'headers' };
const SHORT: Partial<ProviderChannel> = { timeouts: { first_token_ms: 200 } };

describeWith('postgresql', 'a call that nobody answers', () => {
  let desk: CallDesk;

  beforeAll(async () => {
    desk = await CallDesk.open();
  });
  beforeEach(() => desk.reset());
  afterAll(() => desk.close());

  describe.each(['whole', 'stream'] as const)('(%s)', (mode) => {
    async function fail(more: Parameters<CallDesk['call']>[1] = {}) {
      const call = desk.call(mode, more);
      const error = await errorOf(desk.answer(mode, call));
      expect(error).toBeInstanceOf(AppError);
      expect(`${error.message}${JSON.stringify((error as AppError).errors ?? [])}`).not.toMatch(/vendor-7|acct_42|sk-test|127\.0\.0\.1|channel \d/);
      return { error: error as AppError, row: await desk.row(call.subject.id) };
    }

    it('since all channels fail, is told of once, within the bounds', async () => {
      for (let channel = 0; channel < 5; channel += 1) desk.channel(channel % 2 ? 'openai' : 'anthropic', [FAILS, FAILS]);
      const { error, row } = await fail();
      expect(error).toMatchObject({ code: 'channels_unavailable', retryAfter: 5 });
      expect(row).toMatchObject({ outcome: 'failed', error_code: 'channels_unavailable', channel_id: null, provider: 'none', input_tokens: 0, output_tokens: 0, cost: '0.0000000000' });
      expect(row.attempts).toHaveLength(CALL_BOUNDS.attempts);
      expect(desk.llm.received).toBe(CALL_BOUNDS.attempts);
      expect(row.attempts.slice(0, 5).map(({ channel_id }) => channel_id)).toEqual(desk.channels.map(({ id }) => id));
    });

    it('since all keys are refused, is bounded as well', async () => {
      desk.channel('openai', Array.from({ length: 20 }, (): LlmBehaviour => ({ kind: 'unauthorized' })));
      const { error } = await fail();
      expect(error.code).toBe('channels_unavailable');
      expect(desk.llm.received).toBe(CALL_BOUNDS.attempts);
      expect(desk.disabled).toHaveLength(CALL_BOUNDS.attempts);
    });

    it('since all channels hang, is told so', async () => {
      desk.channel('openai', [HANGS], SHORT);
      desk.channel('anthropic', [HANGS], SHORT);
      const { error, row } = await fail();
      expect(error.code).toBe('channels_timed_out');
      expect(row.attempts.map(({ outcome }) => outcome)).toEqual(['timeout', 'timeout', 'timeout', 'timeout']);
    });

    it('since all channels are at their vendors’ limits, is told when to come again, the first time and the next', async () => {
      desk.channel('openai', [{ kind: 'rate-limited', retryAfter: 90 }]);
      desk.channel('anthropic', [{ kind: 'rate-limited', retryAfter: 40 }]);
      for (const calls of [2, 2]) {
        const { error, row } = await fail();
        expect(error.code).toBe('channels_rate_limited');
        expect(error.retryAfter).toBeGreaterThan(30);
        expect(error.retryAfter).toBeLessThanOrEqual(40);
        expect(row.error_code).toBe('channels_rate_limited');
        expect(desk.llm.received).toBe(calls);
      }
    });

    it('since a server without keys is at its limit, is told so too', async () => {
      const channel = desk.channel('openai', [], { keys: [] });
      desk.llm.always({ kind: 'rate-limited', retryAfter: 60 });
      expect((await fail()).error).toMatchObject({ code: 'channels_rate_limited', retryAfter: expect.any(Number) });
      const { error } = await fail();
      expect(error.retryAfter).toBeLessThanOrEqual(60);
      expect(desk.health.isCooling(channel.id)).toBe(true);
    });

    it.each([
      ['refused', { kind: 'unauthorized' }],
      ['not paid for', { kind: 'out-of-credit' }],
    ] as [string, LlmBehaviour][])('since every key is %s, is not told of a limit', async (_, behaviour) => {
      desk.channel('openai', [behaviour]);
      for (let call = 0; call < 2; call += 1) expect((await fail()).error.code).toBe('channels_unavailable');
      expect(desk.llm.received).toBe(1);
    });

    it('since nobody has the model, is told so', async () => {
      desk.channel('openai', [FAILS]);
      const { error, row } = await fail({ request: { ...desk.call(mode).request, models: ['no-such-model'] } });
      expect(error.code).toBe('model_not_found');
      expect(row).toMatchObject({ outcome: 'failed', error_code: 'model_not_found', attempts: [] });
      expect(desk.llm.received).toBe(0);
    });

    it('since every circuit is open, every quota spent or every key disabled, costs no call', async () => {
      desk.health.open(desk.channel('openai', [FAILS]).id);
      desk.channel('openai', [FAILS], { quota: { limit: '1', unit: 'usd' }, usedCost: '1.5' });
      desk.channel('openai', [], { keys: [aKey({ status: 'auto_disabled' })] });
      desk.channel('openai', [FAILS], { status: 'auto_disabled', statusReason: 'secret' });
      expect((await fail()).error.code).toBe('channels_unavailable');
      expect(desk.llm.received).toBe(0);
    });

    it('since no format can carry it, is the request’s fault; but not when one could and was down', async () => {
      const bodyFor = (format: string) => {
        if (format === 'anthropic') throw new AppError('invalid_request', 'cannot be carried over', { errors: [{ path: 'messages.0', message: 'cannot' }] });
        return { model: 'm', messages: [{ role: 'user', content: 'Hi' }], ...(mode === 'stream' && { stream: true }) };
      };
      desk.channel('anthropic', [FAILS]);
      expect((await fail({ bodyFor })).error).toMatchObject({ code: 'invalid_request', message: 'cannot be carried over' });
      expect(desk.llm.received).toBe(0);
      desk.reset();
      desk.channel('openai', [FAILS]);
      desk.channel('anthropic', [FAILS]);
      expect((await fail({ bodyFor })).error.code).toBe('channels_unavailable');
    });
  });

  it('for embeddings, when no channel has them, is told so', async () => {
    desk.channel('anthropic', [FAILS]);
    const call = desk.call('whole', { request: { ...desk.call('whole').request, operation: 'embed' }, bodyFor: () => ({ model: 'm', input: 'Hi' }) });
    expect(await errorOf(desk.caller.embed(call))).toMatchObject({ code: 'model_not_found' });
    expect(desk.llm.received).toBe(0);
  });
});

describeWith('postgresql', 'embeddings', () => {
  let desk: CallDesk;

  beforeAll(async () => {
    desk = await CallDesk.open();
  });
  afterAll(() => desk.close());

  it('go on to another channel and are billed as other calls', async () => {
    desk.channel('openai', [FAILS]);
    const good = desk.channel('openai', [{ kind: 'answer', usage: { input: 7, output: 0 } }]);
    const call = desk.call('whole', { request: { ...desk.call('whole').request, operation: 'embed' }, bodyFor: (_, model) => ({ model, input: ['Hi', 'there'] }) });
    const answer = await desk.caller.embed(call);
    expect(answer.body).toMatchObject({ object: 'list', data: [{ index: 0 }, { index: 1 }] });
    await answer.settled;
    expect(await desk.row(call.subject.id)).toMatchObject({ outcome: 'completed', channel_id: good.id, input_tokens: 7, output_tokens: 0, estimated: false });
  });
});
