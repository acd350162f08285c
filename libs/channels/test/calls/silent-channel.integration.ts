import { afterAll, beforeAll, beforeEach, expect, it } from '@jest/globals';
import { describeWith, eventually, type LlmBehaviour, type LlmRequest } from '#libs/testing';
import { CallDesk } from './call-desk.js';

const FINE: LlmBehaviour = { kind: 'answer', text: 'At once.' };
const HANGS: LlmBehaviour = { kind: 'hang', before: 'headers' };
const isProbe = ({ body }: LlmRequest): boolean => (body as { max_tokens?: number; max_completion_tokens?: number }).max_tokens === 1 || (body as { max_completion_tokens?: number }).max_completion_tokens === 1;
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

  it('is left when its time is over and it does not answer a question either', async () => {
    const channel = desk.channel('openai', [HANGS], TIMEOUTS);
    desk.channel('openai', [FINE]);
    const call = desk.call('whole');
    expect((await desk.answer('whole', call)).text).toBe('At once.');
    expect(await outcomesOf(call.subject.id)).toEqual([`timeout: No sign of life within ${SILENT_MS} ms`, 'completed']);
    expect(desk.health.circuitOf(channel.id).failuresInARow).toBe(1);
    expect(desk.llm.requests.filter(isProbe)).toHaveLength(1);
  });

  it('is waited for while it is slow but answers a question', async () => {
    const channel = desk.channel('openai', [(request) => (isProbe(request) ? FINE : slow(SILENT_MS * 3))], TIMEOUTS);
    desk.channel('openai', [FINE]);
    const call = desk.call('whole');
    expect((await desk.answer('whole', call)).text).toBe('After a while.');
    expect(await outcomesOf(call.subject.id)).toEqual(['completed']);
    expect(desk.health.circuitOf(channel.id).counts(Date.now()).failed).toBe(0);
    const probes = desk.llm.requests.filter(isProbe).length;
    await new Promise((resolve) => setTimeout(resolve, SILENT_MS));
    // Nobody waits any more, so nobody asks.
    expect(desk.llm.requests.filter(isProbe)).toHaveLength(probes);
  });

  it('is asked nothing while it answers others', async () => {
    let isFirst = true;
    const first = (): LlmBehaviour => {
      const behaves = isFirst ? slow(SILENT_MS * 3) : FINE;
      isFirst = false;
      return behaves;
    };
    desk.channel('openai', [first], TIMEOUTS);
    const call = desk.call('whole');
    const answering = desk.answer('whole', call);
    await eventually('the slow call at the vendor', () => desk.llm.received === 1);
    const others = setInterval(() => void desk.answer('whole'), SILENT_MS / 6);
    expect((await answering.finally(() => clearInterval(others))).text).toBe('After a while.');
    expect(desk.llm.requests.filter(isProbe)).toEqual([]);
  });

  it('is left by all at once when several calls hang, after one question', async () => {
    const channel = desk.channel('openai', [() => behaviour], TIMEOUTS);
    desk.channel('openai', [FINE]);
    await desk.answer('whole');
    behaviour = HANGS;
    const calls = Array.from({ length: 12 }, () => desk.call('whole'));
    const answers = await Promise.all(calls.map((call) => desk.answer('whole', call)));
    expect(new Set(answers.map(({ text }) => text))).toEqual(new Set(['At once.']));
    const outcomes = await Promise.all(calls.map((call) => outcomesOf(call.subject.id)));
    expect(new Set(outcomes.flat())).toEqual(new Set([`timeout: No sign of life within ${SILENT_MS} ms`, 'completed']));
    expect(desk.health.circuitState(channel.id)).toBe('open');
    expect(desk.llm.requests.filter(isProbe)).toHaveLength(1);
  });

  it('is bounded by the time of a whole attempt, whatever speaks for it', async () => {
    desk.channel('openai', [() => behaviour], { timeouts: { first_token_ms: 900, total_ms: 500 } });
    desk.channel('openai', [FINE]);
    await desk.answer('whole');
    behaviour = HANGS;
    const call = desk.call('whole');
    expect((await desk.answer('whole', call)).text).toBe('At once.');
    expect(await outcomesOf(call.subject.id)).toEqual(['timeout: No answer within 500 ms', 'completed']);
  });
});
