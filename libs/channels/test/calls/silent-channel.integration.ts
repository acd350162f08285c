import { afterAll, beforeAll, beforeEach, expect, it } from '@jest/globals';
import { describeWith, eventually, type LlmBehaviour } from '#libs/testing';
import { CallDesk } from './call-desk.js';

const FINE: LlmBehaviour = { kind: 'answer', text: 'At once.' };
const HANGS: LlmBehaviour = { kind: 'hang', before: 'headers' };
/** How long a channel may be silent. */
const SILENT_MS = 600;
const TIMEOUTS = { timeouts: { first_token_ms: SILENT_MS } };
const slow = (ms: number): LlmBehaviour => ({ kind: 'answer', text: 'After a while.', firstByteDelayMs: ms });

describeWith('postgresql', 'a channel that is silent before a whole answer', () => {
  let desk: CallDesk;
  let behaviour: LlmBehaviour;

  beforeAll(async () => {
    desk = await CallDesk.open();
  });
  beforeEach(() => {
    desk.reset();
    behaviour = FINE;
  });
  afterAll(() => desk.close());

  const outcomesOf = async (id: string): Promise<string[]> => (await desk.row(id)).attempts.map(({ outcome, why_left }) => (why_left ? `${outcome}: ${why_left}` : outcome));

  it('and never spoke before is left when its time is over', async () => {
    desk.channel('openai', [HANGS], TIMEOUTS);
    desk.channel('openai', [FINE]);
    const call = desk.call('whole');
    expect((await desk.answer('whole', call)).text).toBe('At once.');
    expect(await outcomesOf(call.subject.id)).toEqual([`timeout: No sign of life within ${SILENT_MS} ms`, 'completed']);
  });

  it('is waited for while it is slow, when it answered lately', async () => {
    const channel = desk.channel('openai', [() => behaviour], TIMEOUTS);
    desk.channel('openai', [FINE]);
    await desk.answer('whole');
    behaviour = slow(SILENT_MS * 1.5);
    const call = desk.call('whole');
    expect((await desk.answer('whole', call)).text).toBe('After a while.');
    expect(await outcomesOf(call.subject.id)).toEqual(['completed']);
    expect(desk.health.circuitState(channel.id)).toBe('closed');
    expect(desk.health.circuitOf(channel.id).failuresInARow).toBe(0);
  });

  it('is waited for as long as it takes while it answers others', async () => {
    const channel = desk.channel('openai', [() => behaviour], TIMEOUTS);
    await desk.answer('whole');
    behaviour = slow(SILENT_MS * 5);
    const call = desk.call('whole');
    const answering = desk.answer('whole', call);
    await eventually('the slow call at the vendor', () => desk.llm.received === 2);
    behaviour = FINE;
    const others = setInterval(() => void desk.answer('whole'), SILENT_MS / 6);
    expect((await answering.finally(() => clearInterval(others))).text).toBe('After a while.');
    expect(await outcomesOf(call.subject.id)).toEqual(['completed']);
    expect(desk.health.circuitOf(channel.id).counts(Date.now()).failed).toBe(0);
  });

  it('is left in the end, though it answered lately, when it hangs', async () => {
    const channel = desk.channel('openai', [() => behaviour], TIMEOUTS);
    desk.channel('openai', [FINE]);
    await desk.answer('whole');
    behaviour = HANGS;
    const call = desk.call('whole');
    expect((await desk.answer('whole', call)).text).toBe('At once.');
    expect(await outcomesOf(call.subject.id)).toEqual(['timeout: The channel went silent', 'completed']);
    expect(desk.health.circuitState(channel.id)).toBe('open');
    expect(desk.llm.requests[1]!.aborted).toBe(true);
  });

  it('is left by all at once when several calls hang', async () => {
    const channel = desk.channel('openai', [() => behaviour], TIMEOUTS);
    desk.channel('openai', [FINE]);
    await desk.answer('whole');
    behaviour = HANGS;
    const calls = Array.from({ length: 12 }, () => desk.call('whole'));
    const answers = await Promise.all(calls.map((call) => desk.answer('whole', call)));
    expect(new Set(answers.map(({ text }) => text))).toEqual(new Set(['At once.']));
    const rows = await Promise.all(calls.map((call) => desk.row(call.subject.id)));
    expect(Math.max(...rows.map(({ attempts }) => attempts[0]!.took_ms))).toBeLessThan(SILENT_MS * 2);
    expect(desk.health.circuitState(channel.id)).toBe('open');
  });

  it('is bounded by the time of a whole attempt, whatever speaks for it', async () => {
    desk.channel('openai', [() => behaviour], { timeouts: { first_token_ms: 300, total_ms: 500 } });
    desk.channel('openai', [FINE]);
    await desk.answer('whole');
    behaviour = slow(20_000);
    const call = desk.call('whole');
    expect((await desk.answer('whole', call)).text).toBe('At once.');
    expect(await outcomesOf(call.subject.id)).toEqual(['timeout: No answer within 500 ms', 'completed']);
  });
});
