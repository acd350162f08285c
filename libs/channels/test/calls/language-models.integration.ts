import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { CreateBudget } from '#libs/contracts';
import type { Principal } from '#libs/identity';
import { AppError, newId } from '#libs/kernel';
import { describeWith, eventually, silentLogger, type LlmBehaviour } from '#libs/testing';
import type { ChannelCaller } from '../../src/calls/channel-caller.js';
import { LanguageModels, callIdOf, type ModelQuestion } from '../../src/language-models.js';
import { ModelChoiceStore } from '../../src/selection/model-choice-store.js';
import { ModelPlanner } from '../../src/selection/model-planner.js';
import type { ChannelDirectory } from '../../src/store/channel-directory.js';
import { aChannel } from '../selection/a-channel.js';
import { CallDesk, MODEL, aRequest } from './call-desk.js';

const BIG_MODEL = 'gpt-5';
const FINE: LlmBehaviour = { kind: 'answer', chunks: ['It is ', 'on its way.'], usage: { input: 40, output: 6 } };
const CUT: LlmBehaviour = { kind: 'cut', afterChunks: 2 };
const FAILS: LlmBehaviour = { kind: 'error', status: 500 };

describeWith('postgresql', 'language models as agents ask them', () => {
  let desk: CallDesk;
  let models: LanguageModels;
  let told: (string | null)[];

  beforeAll(async () => {
    desk = await CallDesk.open();
  });

  beforeEach(() => {
    desk.reset();
    told = [];
    models = modelsWith(desk.caller);
  });

  afterAll(() => desk.close());

  function modelsWith(caller: ChannelCaller): LanguageModels {
    const directory = { of: async () => desk.channels } as unknown as ChannelDirectory;
    const planner = new ModelPlanner(directory, new ModelChoiceStore(desk.postgres.database), desk.prices, desk.health);
    return new LanguageModels(caller, planner, desk.ledger, desk.budgets, silentLogger());
  }

  const question = (more: Partial<ModelQuestion> = {}): ModelQuestion => ({
    tenantId: desk.tenantId,
    task: 'answer-faq',
    agentType: 'faq',
    complexity: 'normal',
    conversationId: newId(),
    turnId: newId(),
    step: 'answer',
    request: aRequest(),
    onText: (text) => told.push(text),
    ...more,
  });

  const rowsOf = async ({ turnId }: ModelQuestion) => (await desk.rows()).filter(({ id }) => [1, 2].some((attempt) => id === callIdOf(turnId, 'answer', attempt)));

  it('answer, tell each piece of text, and book the call to its turn', async () => {
    desk.channel('anthropic', [FINE]);
    const asked = question();
    const answer = await models.ask(asked);
    expect(answer).toMatchObject({ kind: 'answered', callId: callIdOf(asked.turnId, 'answer', 1), completion: { text: 'It is on its way.', stopReason: 'end' } });
    expect(told).toEqual(['It is ', 'on its way.']);
    expect(await rowsOf(asked)).toMatchObject([
      { outcome: 'completed', source: 'agent', task: 'answer-faq', agent_type: 'faq', conversation_id: asked.conversationId, turn_id: asked.turnId, requested_model: MODEL, input_tokens: 40, output_tokens: 6 },
    ]);
  });

  describe('asked the same step again', () => {
    it('give the same answer, without another call or row', async () => {
      desk.channel('openai', [{ kind: 'answer', text: 'Shall I?', toolCalls: [{ id: 'c1', name: 'find_order', arguments: '{"broken' }] }]);
      const asked = question();
      const first = await models.ask(asked);
      expect(first).toMatchObject({ completion: { toolCalls: [{ id: 'c1', name: 'find_order', arguments: '{"broken' }] } });
      expect(await models.ask(asked)).toEqual(first);
      expect(desk.llm.received).toBe(1);
      expect(await rowsOf(asked)).toHaveLength(1);
    });

    it('at the same time ask once more at the most, and give each an answer', async () => {
      desk.channel('openai', [FINE]);
      const asked = question();
      const answers = await Promise.all([models.ask(asked), models.ask(asked)]);
      expect(answers.map(({ kind }) => kind)).toEqual(['answered', 'answered']);
      expect(new Set((await rowsOf(asked)).map(({ id }) => id)).size).toBe(desk.llm.received);
    });

    it('ask for another step or turn anew', async () => {
      desk.channel('openai', [FINE]);
      const asked = question();
      await models.ask(asked);
      await models.ask({ ...asked, step: 'another' });
      await models.ask({ ...asked, turnId: newId() });
      expect(desk.llm.received).toBe(3);
    });

    it('after their process died in the call ask anew, and leave its row to the sweeper', async () => {
      desk.channel('openai', [FINE]);
      const asked = question();
      const { tenantId, task, agentType, conversationId, turnId } = asked;
      await desk.ledger.open({ tenantId, id: callIdOf(turnId, 'answer', 1), source: 'agent', task, agentType, conversationId, turnId, virtualKeyId: null, requestedModel: MODEL, startedAt: new Date(), inputTokens: 12 });
      expect(await models.ask(asked)).toMatchObject({ kind: 'answered', callId: callIdOf(turnId, 'answer', 2) });
      expect(told).toEqual([null, 'It is ', 'on its way.']);
      const rows = new Map((await rowsOf(asked)).map((row) => [row.id, row]));
      expect(rows.get(callIdOf(turnId, 'answer', 1))).toMatchObject({ outcome: 'open', input_tokens: 12 });
      expect(rows.get(callIdOf(turnId, 'answer', 2))).toMatchObject({ outcome: 'completed', output_tokens: 6 });
      expect(await models.ask(asked)).toMatchObject({ kind: 'answered', callId: callIdOf(turnId, 'answer', 2) });
      expect(desk.llm.received).toBe(1);
    });
  });

  describe('whose stream breaks', () => {
    it('begin anew, tell so, and bill both', async () => {
      const behaviours = [CUT, FINE];
      desk.channel('openai', [() => behaviours.shift()!]);
      const asked = question();
      expect(await models.ask(asked)).toMatchObject({ kind: 'answered', completion: { text: 'It is on its way.' }, callId: callIdOf(asked.turnId, 'answer', 2) });
      expect(told).toEqual(['word0 ', 'word1 ', null, 'It is ', 'on its way.']);
      expect(new Set((await rowsOf(asked)).map(({ outcome, output_tokens }) => `${outcome} ${output_tokens > 0}`))).toEqual(new Set(['broken true', 'completed true']));
    });

    it('give up after the second time, with nothing left standing of what they said', async () => {
      desk.channel('openai', [CUT]);
      const asked = question();
      expect(await models.ask(asked)).toEqual({ kind: 'local', reason: 'channels_down' });
      expect(told).toEqual(['word0 ', 'word1 ', null, 'word0 ', 'word1 ', null]);
      expect((await rowsOf(asked)).map(({ outcome }) => outcome)).toEqual(['broken', 'broken']);
    });

    it('ask no more when nobody waits any longer', async () => {
      desk.channel('openai', [{ kind: 'hang', before: 'next-chunk', afterChunks: 2 }]);
      const gone = new AbortController();
      const asked = question({ signal: gone.signal });
      const asking = models.ask(asked);
      await eventually('the first words', () => told.length === 2);
      gone.abort();
      expect((await asking).kind).toBe('local');
      expect(desk.llm.received).toBe(1);
      expect(await rowsOf(asked)).toMatchObject([{ outcome: 'cancelled', estimated: true }]);
    });
  });

  describe('say why `local` has to answer', () => {
    const localReason = async (asked = question()) => {
      const answer = await models.ask(asked);
      return answer.kind === 'local' ? answer.reason : answer.kind;
    };

    it('since there is no channel', async () => {
      expect(await localReason()).toBe('no_channel');
    });

    it('since the tenant has a local channel first', async () => {
      desk.channels = [aChannel({ type: 'local', baseUrl: null, models: [], keys: [], priority: 1 }), aChannel({ priority: 2 })];
      expect(await localReason()).toBe('local_channel');
    });

    it('since all channels are down', async () => {
      desk.channel('openai', [FAILS]);
      const asked = question();
      expect(await localReason(asked)).toBe('channels_down');
      expect(await rowsOf(asked)).toMatchObject([{ outcome: 'failed', error_code: 'channels_unavailable' }]);
      expect(told).toEqual([]);
    });

    it('since all keys are at their limit', async () => {
      desk.channel('openai', [{ kind: 'rate-limited', retryAfter: 30 }]);
      expect(await localReason()).toBe('channels_down');
    });

    it.each<[string, LlmBehaviour]>([
      ['request', { kind: 'invalid-request', message: 'too long' }],
      ['content', { kind: 'content-refused', as: 'error' }],
    ])('since the vendor refused the %s', async (_, behaviour) => {
      desk.channel('openai', [behaviour]);
      expect(await localReason()).toBe('request_refused');
    });
  });

  it('do not pretend to have answered when the books cannot be kept', async () => {
    desk.channel('openai', [FINE]);
    const away = new AppError('service_unavailable');
    const caller = { stream: async () => ({ format: 'openai', events: [], settled: Promise.reject(away) }) } as unknown as ChannelCaller;
    await expect(modelsWith(caller).ask(question())).rejects.toBe(away);
  });

  it('keep a conversation on one channel while that is well', async () => {
    for (let index = 0; index < 5; index += 1) desk.channel('openai', [FINE], { priority: 50 });
    const asked = question();
    for (let turn = 0; turn < 6; turn += 1) await models.ask({ ...asked, turnId: newId() });
    expect(desk.channels.filter((channel) => desk.callsWith(channel.keys[0]!) > 0)).toHaveLength(1);
  });

  describe('within a budget', () => {
    const actor: Principal = { kind: 'api_key', id: newId(), tenantId: '', name: 'admin', role: null, scopes: ['admin'] };
    const conversationId = newId();
    let budgetId: string | null = null;

    /** A dollar is spent in the conversation; `amount` is what each may spend. */
    async function allow(amount: string): Promise<void> {
      ({ id: budgetId } = await desk.budgets.create(desk.tenantId, { ...actor, tenantId: desk.tenantId }, CreateBudget.parse({ scope: 'conversation', amount })));
    }

    beforeAll(async () => {
      const call = desk.call('whole');
      await desk.ledger.settle({ ...call.subject, conversationId, channelId: null, provider: 'openai', model: MODEL, tokens: { inputTokens: 4_000_000, outputTokens: 0, cacheReadTokens: 0, cacheWriteTokens: 0 }, estimated: false, latencyMs: 1, firstTokenMs: null, outcome: 'completed', errorCode: null, attempts: [] });
    });

    beforeEach(() => {
      desk.channel('openai', [FINE], { models: [MODEL, BIG_MODEL] });
    });

    afterEach(async () => {
      if (budgetId) await desk.budgets.remove(desk.tenantId, { ...actor, tenantId: desk.tenantId }, budgetId);
      budgetId = null;
    });

    const modelAsked = async (): Promise<string> => {
      const answer = await models.ask(question({ conversationId, task: 'agent-step', agentType: 'refund', complexity: 'complex' }));
      return answer.kind === 'local' ? answer.reason : desk.llm.requests.at(-1)!.model!;
    };

    it.each([
      ['with most of it left', '100', BIG_MODEL],
      ['that is nearly spent', '1.1', BIG_MODEL],
      ['that is spent: the cheapest', '0.95', MODEL],
      ['that is spent beyond its hard limit', '0.5', 'budget'],
    ])('%s', async (_, amount, expected) => {
      await allow(amount);
      expect(await modelAsked()).toBe(expected);
      expect(desk.llm.received).toBe(expected === 'budget' ? 0 : 1);
    });
  });
});

describe('the id of a step’s call', () => {
  it('is a UUID that is the same wherever the step is delivered, and another for each step and try', () => {
    const turnId = '01890000-0000-7000-8000-000000000001';
    const id = callIdOf(turnId, 'answer', 1);
    expect(id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-8[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
    expect(callIdOf(turnId, 'answer', 1)).toBe(id);
    expect(new Set([id, callIdOf(turnId, 'answer', 2), callIdOf(turnId, 'route', 1), callIdOf(newId(), 'answer', 1)]).size).toBe(4);
  });
});
