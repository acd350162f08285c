import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { describeWith, eventually, type LlmBehaviour } from '#libs/testing';
import { formatNamed } from '../../src/formats/format-named.js';
import { ProviderError, type ProviderErrorKind } from '../../src/provider-adapter.js';
import { CallDesk, MODEL, errorOf, readAll, readUntilBroken } from './call-desk.js';

const FINE: LlmBehaviour = { kind: 'answer', text: 'From the other channel.' };
const TWO_WORDS = 'word0 word1 ';
/** What the scripted answers that break begin with: two chunks of more. */
const BROKEN: { name: string; behaviour: LlmBehaviour; kind: ProviderErrorKind }[] = [
  { name: 'is cut', behaviour: { kind: 'cut', afterChunks: 2 }, kind: 'connection' },
  { name: 'tells of an overload', behaviour: { kind: 'overloaded-in-stream', afterChunks: 2 }, kind: 'overloaded' },
  { name: 'has garbage in it', behaviour: { kind: 'garbage-chunk', afterChunks: 2 }, kind: 'garbled' },
  { name: 'falls silent', behaviour: { kind: 'hang', before: 'next-chunk', afterChunks: 2 }, kind: 'timeout' },
];

describeWith('postgresql', 'streams', () => {
  let desk: CallDesk;

  beforeAll(async () => {
    desk = await CallDesk.open();
  });
  beforeEach(() => desk.reset());
  afterAll(() => desk.close());

  describe.each(['openai', 'anthropic'] as const)('of %s', (format) => {
    it.each(BROKEN)('after the first token: one that $name gives what came, then the error, and is billed for it', async ({ behaviour, kind }) => {
      const bad = desk.channel(format, [behaviour], { timeouts: { idle_ms: 300 } });
      const other = desk.channel(format, [FINE]);
      const call = desk.call('stream');
      const answer = await desk.caller.stream(call);
      const { text, error } = await readUntilBroken(answer);
      expect(text).toBe(TWO_WORDS);
      expect(error).toBeInstanceOf(ProviderError);
      expect((error as ProviderError).kind).toBe(kind);
      const usage = await answer.settled;
      const row = await desk.row(call.subject.id);
      expect(row).toMatchObject({ outcome: 'broken', error_code: kind, channel_id: bad.id, estimated: true, first_token_ms: expect.any(Number) });
      expect(row.output_tokens).toBeGreaterThanOrEqual(2);
      expect(row.output_tokens).toBeLessThanOrEqual(12);
      expect(row.input_tokens).toBeGreaterThanOrEqual(10);
      expect(Number(row.cost)).toBeGreaterThan(0);
      expect(usage).toMatchObject({ inputTokens: row.input_tokens, outputTokens: row.output_tokens, estimated: true });
      expect(row.attempts).toMatchObject([{ channel_id: bad.id, outcome: kind, first_token_ms: expect.any(Number) }]);
      expect(row.attempts[0]!.why_left).not.toBeNull();
      expect(desk.callsWith(other.keys[0]!)).toBe(0);
      expect(desk.health.circuitOf(bad.id).counts(Date.now())).toEqual({ ok: 0, failed: 1 });
    });

    it('pass on each piece as it comes, and know what the vendor counted', async () => {
      const channel = desk.channel(format, [{ kind: 'answer', chunks: ['a', 'b', 'c'], usage: { input: 70, output: 9, cacheRead: 20 } }]);
      const call = desk.call('stream');
      const answer = await desk.caller.stream(call);
      const completion = await readAll(answer);
      expect(completion).toMatchObject({ text: 'abc', stopReason: 'end', usage: { inputTokens: 70, outputTokens: 9, cacheReadTokens: 20, cacheWriteTokens: 0 } });
      expect(await answer.settled).toMatchObject({ inputTokens: 70, outputTokens: 9, cacheReadTokens: 20, estimated: false });
      expect(await desk.row(call.subject.id)).toMatchObject({ outcome: 'completed', channel_id: channel.id, input_tokens: 70, output_tokens: 9, cache_read_tokens: 20, estimated: false });
    });

    it('are counted where the vendor says nothing of tokens', async () => {
      desk.channel(format, [{ kind: 'answer', text: 'Your order is on its way and arrives on Friday.', usage: 'missing' }]);
      for (const mode of ['stream', 'whole'] as const) {
        const call = desk.call(mode);
        await desk.answer(mode, call);
        const row = await desk.row(call.subject.id);
        expect(row).toMatchObject({ outcome: 'completed', estimated: true });
        expect([row.input_tokens, row.output_tokens].every((tokens, index) => tokens >= [15, 9][index]! && tokens <= [45, 14][index]!)).toBe(true);
        expect(Number(row.cost)).toBeGreaterThan(0);
      }
    });

    it('are completed when they say nothing but that they have ended', async () => {
      desk.channel(format, [{ kind: 'answer', chunks: [], usage: { input: 5, output: 0 } }]);
      const call = desk.call('stream');
      expect((await desk.answer('stream', call)).text).toBe('');
      expect(await desk.row(call.subject.id)).toMatchObject({ outcome: 'completed', output_tokens: 0 });
    });

    it('carry tool calls and count them', async () => {
      desk.channel(format, [{ kind: 'answer', toolCalls: [{ name: 'find_order', arguments: '{"order_number":"A-1"}' }], usage: 'missing' }]);
      const call = desk.call('stream');
      expect((await desk.answer('stream', call)).toolCalls).toMatchObject([{ name: 'find_order', arguments: '{"order_number":"A-1"}' }]);
      expect((await desk.row(call.subject.id)).output_tokens).toBeGreaterThan(5);
    });

    describe('whose caller goes', () => {
      const SLOW: LlmBehaviour = { kind: 'hang', before: 'next-chunk', afterChunks: 2 };

      const hungUp = () => eventually('the vendor to see it', () => desk.llm.requests.at(-1)?.aborted);

      async function expectCancelled(id: string): Promise<void> {
        const row = await desk.row(id);
        expect(row).toMatchObject({ outcome: 'cancelled', error_code: null, estimated: true, channel_id: desk.channels[0]!.id });
        expect(row.input_tokens).toBeGreaterThanOrEqual(10);
        expect(row.output_tokens).toBeGreaterThanOrEqual(2);
        expect(desk.health.circuitOf(desk.channels[0]!.id).counts(Date.now()).failed).toBe(0);
        expect(desk.llm.received).toBe(1);
      }

      it('in the middle, end at the vendor and are billed for what came', async () => {
        desk.channel(format, [SLOW]);
        const caller = new AbortController();
        const call = desk.call('stream', { signal: caller.signal });
        const answer = await desk.caller.stream(call);
        const reading = readUntilBroken(answer);
        await eventually('both words', () => desk.health.timingsOf(desk.channels[0]!.id).byModel.get(MODEL)!.gap.quantile(1) !== null);
        caller.abort();
        const { text, error } = await reading;
        expect([text, (error as ProviderError).kind]).toEqual([TWO_WORDS, 'aborted']);
        await hungUp();
        await answer.settled;
        await expectCancelled(call.subject.id);
      });

      it('by leaving the loop, end the same way', async () => {
        desk.channel(format, [SLOW]);
        const call = desk.call('stream');
        const answer = await desk.caller.stream(call);
        const read = formatNamed(answer.format).createReader();
        let words = 0;
        for await (const event of answer.events) {
          words += read(event).filter(({ kind }) => kind === 'text').length;
          if (words === 2) break;
        }
        await hungUp();
        await answer.settled;
        await expectCancelled(call.subject.id);
      });

      it('without ever having read, end the same way', async () => {
        desk.channel(format, [{ kind: 'hang', before: 'next-chunk', afterChunks: 1, answer: { chunks: ['one and two and three'] } }]);
        const caller = new AbortController();
        const call = desk.call('stream', { signal: caller.signal });
        const answer = await desk.caller.stream(call);
        caller.abort();
        await hungUp();
        await answer.settled;
        await expectCancelled(call.subject.id);
      });

      it.each(['stream', 'whole'] as const)('before the first token (%s), end at the vendor, try no other channel, and are billed for their input', async (mode) => {
        const channel = desk.channel(format, [{ kind: 'hang', before: 'headers' }]);
        const other = desk.channel(format, [FINE]);
        const caller = new AbortController();
        const call = desk.call(mode, { signal: caller.signal });
        const failing = errorOf(desk.answer(mode, call));
        await eventually('the call at the vendor', () => desk.llm.received === 1);
        caller.abort();
        expect(await failing).toMatchObject({ kind: 'aborted' });
        await hungUp();
        const row = await desk.row(call.subject.id);
        expect(row).toMatchObject({ outcome: 'cancelled', error_code: 'aborted', channel_id: channel.id, output_tokens: 0, estimated: true });
        expect(row.input_tokens).toBeGreaterThanOrEqual(10);
        expect(desk.callsWith(other.keys[0]!)).toBe(0);
        expect(desk.health.circuitOf(channel.id).counts(Date.now()).failed).toBe(0);
      });
    });
  });

  it('of a caller that had gone before are not asked for, and cost nothing', async () => {
    desk.channel('openai', [FINE]);
    const call = desk.call('stream', { signal: AbortSignal.abort() });
    expect(await errorOf(desk.caller.stream(call))).toMatchObject({ kind: 'aborted' });
    expect(desk.llm.received).toBe(0);
    expect(await desk.row(call.subject.id)).toMatchObject({ outcome: 'cancelled', input_tokens: 0, cost: '0.0000000000', attempts: [] });
  });

  it('of which a caller goes between two attempts are not tried again', async () => {
    const caller = new AbortController();
    desk.channel('openai', [() => (setImmediate(() => caller.abort()), { kind: 'error', status: 500 })]);
    const call = desk.call('whole', { signal: caller.signal });
    expect(await errorOf(desk.caller.whole(call))).toMatchObject({ kind: 'aborted' });
    expect(desk.llm.received).toBe(1);
    expect(await desk.row(call.subject.id)).toMatchObject({ outcome: 'cancelled' });
  });

  it('that hold everything in one chunk are whole answers', async () => {
    const chunk = { id: 'c', model: 'm', object: 'chat.completion.chunk', choices: [{ index: 0, delta: { content: 'All of it.' }, finish_reason: 'stop' }], usage: { prompt_tokens: 4, completion_tokens: 3, total_tokens: 7 } };
    desk.channel('openai', [{ kind: 'raw', lines: [`data: ${JSON.stringify(chunk)}`, '', 'data: [DONE]', ''] }]);
    const call = desk.call('stream');
    expect((await desk.answer('stream', call)).text).toBe('All of it.');
    expect(await desk.row(call.subject.id)).toMatchObject({ outcome: 'completed', input_tokens: 4, output_tokens: 3, estimated: false });
  });

  it('whose vendor tells of its input alone are counted for their output', async () => {
    const events = [
      { type: 'message_start', message: { id: 'm', type: 'message', role: 'assistant', model: 'claude', content: [], usage: { input_tokens: 9, output_tokens: 1 } } },
      { type: 'content_block_start', index: 0, content_block: { type: 'text', text: '' } },
      { type: 'content_block_delta', index: 0, delta: { type: 'text_delta', text: 'Your order is on its way and arrives on Friday.' } },
      { type: 'content_block_stop', index: 0 },
      { type: 'message_delta', delta: { stop_reason: 'end_turn', stop_sequence: null } },
      { type: 'message_stop' },
    ];
    desk.channel('anthropic', [{ kind: 'raw', lines: events.flatMap((event) => [`event: ${event.type}`, `data: ${JSON.stringify(event)}`, '']) }]);
    const call = desk.call('stream');
    await desk.answer('stream', call);
    const row = await desk.row(call.subject.id);
    expect(row).toMatchObject({ outcome: 'completed', estimated: true, input_tokens: 9 });
    expect(row.output_tokens).toBeGreaterThan(5);
  });

  it('are settled once, however often and by whomever they are reported', async () => {
    desk.channel('openai', [{ kind: 'answer', text: 'Once.', usage: { input: 10, output: 2 } }]);
    const call = desk.call('stream');
    const answer = await desk.caller.stream(call);
    await readAll(answer);
    for await (const _ of answer.events) throw new Error('there is nothing more');
    await (answer.events as AsyncIterableIterator<unknown>).return!();
    await answer.settled;
    // The same call again, as a process does that did not see its first report get through.
    await desk.answer('stream', call);
    expect(await desk.row(call.subject.id)).toMatchObject({ input_tokens: 10, output_tokens: 2 });
    const [sum] = await desk.postgres.asOwner<{ calls: string; output_tokens: string }>('SELECT sum(calls) AS calls, sum(output_tokens) AS output_tokens FROM usage_daily WHERE tenant_id = $1 AND channel_id = $2', [desk.tenantId, desk.channels[0]!.id]);
    expect(sum).toEqual({ calls: '1', output_tokens: '2' });
  });

  it('cost what the price list says', async () => {
    desk.channel('openai', [{ kind: 'answer', usage: { input: 1_000_000, output: 100_000 } }]);
    const call = desk.call('stream');
    await desk.answer('stream', call);
    const { cost } = await desk.prices.costOf(desk.tenantId, call.subject.requestedModel, { inputTokens: 1_000_000, outputTokens: 100_000, cacheReadTokens: 0, cacheWriteTokens: 0 });
    expect(Number(cost)).toBeGreaterThan(0.1);
    expect(Number((await desk.row(call.subject.id)).cost)).toBe(Number(cost));
  });
});
