import { beforeEach, describe, expect, it } from '@jest/globals';
import type { EffectiveModelChoices, ModelTier } from '#libs/contracts';
import type { Prices } from '#libs/cost';
import { newId } from '#libs/kernel';
import { silentLogger } from '#libs/testing';
import { InProcessHealthExchange } from '../../src/adapters/health-exchange/in-process-exchange.adapter.js';
import { ChannelHealthBoard } from '../../src/health/channel-health-board.js';
import { NOBODY, type ProviderChannel } from '../../src/provider-channel.js';
import type { ModelChoiceStore } from '../../src/selection/model-choice-store.js';
import { ModelPlanner, type PlanWish } from '../../src/selection/model-planner.js';
import type { ChannelDirectory } from '../../src/store/channel-directory.js';
import { aChannel, aKey } from './a-channel.js';

const TENANT = newId();
const CHOICES: EffectiveModelChoices = { tasks: { 'answer-faq': 'small' }, complexity: { simple: -1, normal: 0, complex: 1 }, models: {} };
const TIERS: Record<string, ModelTier> = { 'gpt-5-mini': 'small', 'gpt-5': 'medium' };
const PRICES: Record<string, string> = { 'gpt-5-mini': '1', 'gpt-5': '5' };

const aWish = (more: Partial<PlanWish> = {}): PlanWish => ({ task: 'answer-faq', agentType: 'faq', complexity: 'normal', thrift: 'none', user: NOBODY, ...more });
const local = (more: Partial<ProviderChannel> = {}): ProviderChannel => aChannel({ name: 'in the house', type: 'local', baseUrl: null, models: [], keys: [], ...more });

describe('the planner of models', () => {
  let channels: ProviderChannel[];
  let health: ChannelHealthBoard;
  let planner: ModelPlanner;

  beforeEach(() => {
    channels = [];
    health = new ChannelHealthBoard(new InProcessHealthExchange(), silentLogger());
    planner = new ModelPlanner(
      { of: async () => channels } as unknown as ChannelDirectory,
      { of: async () => CHOICES } as unknown as ModelChoiceStore,
      { priceOf: async (_: string, model: string) => (PRICES[model] ? { input: PRICES[model], output: '0' } : null), tierOf: (model: string) => TIERS[model] ?? null } as unknown as Prices,
      health,
    );
  });

  const plan = (wish = aWish()) => planner.plan(TENANT, wish);

  it('has `local` answer where no channel may be used', async () => {
    expect(await plan()).toEqual({ kind: 'local', reason: 'no_channel' });
    channels = [aChannel({ status: 'disabled' }), aChannel({ status: 'auto_disabled' }), aChannel({ scope: { kind: 'personal', staff_id: newId() } })];
    expect(await plan()).toEqual({ kind: 'local', reason: 'no_channel' });
  });

  it('has `local` answer where the channels name no model', async () => {
    channels = [aChannel({ models: [] })];
    expect(await plan()).toEqual({ kind: 'local', reason: 'no_channel' });
  });

  it('has `local` answer where a local channel alone is configured, or comes before all others', async () => {
    channels = [local()];
    expect(await plan()).toEqual({ kind: 'local', reason: 'local_channel' });
    channels = [local({ priority: 1 }), aChannel({ priority: 2 })];
    expect(await plan()).toEqual({ kind: 'local', reason: 'local_channel' });
    channels = [local({ priority: 2 }), aChannel({ priority: 2 })];
    expect(await plan()).toMatchObject({ kind: 'models' });
    channels = [local({ priority: 1, status: 'disabled' }), aChannel({ priority: 2 })];
    expect(await plan()).toMatchObject({ kind: 'models' });
  });

  it('weighs the vendor’s model behind each name, each name once', async () => {
    channels = [aChannel({ models: ['gpt-5'], modelMapping: { fast: 'gpt-5-mini' } }), aChannel({ models: ['gpt-5'] })];
    expect(await plan()).toEqual({ kind: 'models', models: ['fast', 'gpt-5'], tier: 'small' });
    expect(await plan(aWish({ complexity: 'complex' }))).toEqual({ kind: 'models', models: ['gpt-5', 'fast'], tier: 'medium' });
    expect(await plan(aWish({ complexity: 'complex', thrift: 'exhausted' }))).toMatchObject({ models: ['fast'] });
  });

  describe('explains', () => {
    it('which channel would be taken, and what stands behind it or is passed over', async () => {
      channels = [aChannel({ name: 'first', priority: 1 }), aChannel({ name: 'second', priority: 2 }), aChannel({ name: 'out', priority: 1, keys: [aKey({ status: 'auto_disabled' })] })];
      const explained = await planner.explain(TENANT, { model: 'gpt-5' }, NOBODY);
      expect(explained).toMatchObject({ channel: { name: 'first', verdict: 'taken' }, model: 'gpt-5', tier: null, reason: 'first in line with priority 1 and weight 1' });
      expect(new Map(explained.considered.map(({ name, verdict, reason }) => [name, `${verdict}: ${reason}`]))).toEqual(
        new Map([
          ['first', 'taken: first in line'],
          ['second', 'next: behind it in line'],
          ['out', 'passed_over: has no usable key'],
        ]),
      );
    });

    it('a task with its size of model', async () => {
      channels = [aChannel({ models: ['gpt-5', 'gpt-5-mini'] })];
      expect(await planner.explain(TENANT, aWish(), NOBODY)).toMatchObject({ model: 'gpt-5-mini', tier: 'small', reason: 'a small model is wanted; first in line with priority 50 and weight 1' });
    });

    it('that `local` answers a task when no channel can be called, and that nobody answers for a model', async () => {
      channels = [aChannel()];
      health.open(channels[0]!.id);
      expect(await planner.explain(TENANT, aWish(), NOBODY)).toMatchObject({ channel: { name: 'local' }, reason: 'local answers: no channel that offers the model can be called now' });
      expect(await planner.explain(TENANT, { model: 'gpt-5' }, NOBODY)).toMatchObject({ channel: null, considered: [{ verdict: 'passed_over', reason: 'circuit open' }] });
      expect(await planner.explain(TENANT, { model: 'unknown' }, NOBODY)).toMatchObject({ channel: null, reason: 'no channel offers the model' });
    });
  });
});
