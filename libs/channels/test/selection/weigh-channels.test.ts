import { beforeEach, describe, expect, it } from '@jest/globals';
import { newId } from '#libs/kernel';
import { silentLogger } from '#libs/testing';
import { InProcessHealthExchange } from '../../src/adapters/health-exchange/in-process-exchange.adapter.js';
import { ChannelHealthBoard } from '../../src/health/channel-health-board.js';
import { HEALTH_RULES } from '../../src/health/health-rules.js';
import { NOBODY, type ChannelUser, type ProviderChannel } from '../../src/provider-channel.js';
import type { ChannelRequest } from '../../src/selection/channel-request.js';
import { offeredModels, usableKeys, vendorModelOf, weighChannels } from '../../src/selection/weigh-channels.js';
import { aChannel, aKey } from './a-channel.js';

const DRAWS = 20_000;

describe('weighing channels', () => {
  let health: ChannelHealthBoard;

  beforeEach(() => {
    health = new ChannelHealthBoard(new InProcessHealthExchange(), silentLogger());
  });

  const weigh = (channels: readonly ProviderChannel[], request: Partial<Omit<ChannelRequest, 'models'>> = {}, model = 'gpt-5') =>
    weighChannels(channels, model, { operation: 'complete', user: NOBODY, seed: null, ...request }, health);
  const namesOf = (channels: readonly ProviderChannel[], request: Partial<Omit<ChannelRequest, 'models'>> = {}): string[] => weigh(channels, request).map(({ channel }) => channel.name);
  const reasonFor = (more: Partial<ProviderChannel>, request: Partial<Omit<ChannelRequest, 'models'>> = {}): string | null => weigh([aChannel(more)], request)[0]!.passedOver;

  describe('puts them in order', () => {
    const user: ChannelUser = { staffId: newId(), groupIds: [newId(), newId()] };
    const personal = { kind: 'personal', staff_id: user.staffId! } as const;
    const group = { kind: 'group', group_id: user.groupIds[1]! } as const;

    it('by scope before priority: own, then the groups’, then the tenant’s', () => {
      const channels = [aChannel({ name: 'tenant', priority: 1 }), aChannel({ name: 'group', scope: group, priority: 50 }), aChannel({ name: 'own', scope: personal, priority: 100 })];
      expect(namesOf(channels, { user })).toEqual(['own', 'group', 'tenant']);
    });

    it('by priority within a scope, lower first, whatever the weights', () => {
      const channels = [aChannel({ name: 'c', priority: 3, weight: 1_000 }), aChannel({ name: 'a', priority: 1 }), aChannel({ name: 'b', priority: 2, weight: 1_000 })];
      for (let draw = 0; draw < 100; draw += 1) expect(namesOf(channels)).toEqual(['a', 'b', 'c']);
    });

    it('leaving out what belongs to others', () => {
      const others = [aChannel({ scope: { kind: 'personal', staff_id: newId() } }), aChannel({ scope: { kind: 'group', group_id: newId() } })];
      expect(namesOf(others, { user })).toEqual([]);
      expect(namesOf([aChannel({ scope: personal }), aChannel({ scope: group })])).toEqual([]);
    });
  });

  /** Shares as measured; a share is off by more than five standard deviations once in a million runs. */
  function expectShare(first: readonly string[], name: string, share: number): void {
    const deviation = Math.sqrt((share * (1 - share)) / first.length);
    const measured = first.filter((one) => one === name).length / first.length;
    expect(Math.abs(measured - share)).toBeLessThan(5 * deviation);
  }

  describe('of one priority', () => {
    const channels = [aChannel({ name: 'one', weight: 1 }), aChannel({ name: 'two', weight: 2 }), aChannel({ name: 'seven', weight: 7 })];

    it.each<[string, (draw: number) => string | null]>([
      ['by chance', () => null],
      ['over many seeds', (draw) => `seed ${draw}`],
    ])('gives each its share of the weights %s, and the next place by the weights that are left', (_, seedOf) => {
      const orders = Array.from({ length: DRAWS }, (_value, draw) => namesOf(channels, { seed: seedOf(draw) }));
      const first = orders.map(([name]) => name!);
      expectShare(first, 'one', 0.1);
      expectShare(first, 'two', 0.2);
      expectShare(first, 'seven', 0.7);
      const afterSeven = orders.filter(([name]) => name === 'seven').map(([, name]) => name!);
      expectShare(afterSeven, 'two', 2 / 3);
    });

    it('gives the same seed the same order, and different seeds different ones', () => {
      const many = Array.from({ length: 20 }, (_, index) => aChannel({ name: `${index}` }));
      const order = namesOf(many, { seed: 'conversation' });
      for (let draw = 0; draw < 50; draw += 1) expect(namesOf([...many].reverse(), { seed: 'conversation' })).toEqual(order);
      expect(namesOf(many, { seed: 'another' })).not.toEqual(order);
    });

    it('moves only the seeds of a channel that goes away, and to it only as many as its weight when one comes', () => {
      const many = Array.from({ length: 10 }, (_, index) => aChannel({ name: `${index}` }));
      const added = [...many, aChannel({ name: 'new' })];
      const moved = Array.from({ length: 2_000 }, (_, index) => {
        const [before, after] = [namesOf(many, { seed: `${index}` }), namesOf(added, { seed: `${index}` })];
        expect(after.filter((name) => name !== 'new')).toEqual(before);
        return after[0]!;
      });
      expectShare(moved, 'new', 1 / 11);
    });
  });

  describe('passes over', () => {
    it.each<[string, Partial<ProviderChannel>]>([
      ['disabled', { status: 'disabled' }],
      ['auto-disabled: every key was refused', { status: 'auto_disabled', statusReason: 'every key was refused' }],
      ['has no usable key', { keys: [aKey({ status: 'auto_disabled' })] }],
      ['its quota is spent', { quota: { limit: '100', unit: 'tokens' }, usedTokens: 100 }],
      ['its quota is spent', { quota: { limit: '0.5', unit: 'usd' }, usedCost: '0.5000000001' }],
    ])('one that is out: %s', (reason, more) => {
      expect(reasonFor(more)).toBe(reason);
    });

    it('none that has something left of its quota', () => {
      expect(reasonFor({ quota: { limit: '100', unit: 'tokens' }, usedTokens: 99, usedCost: '1000' })).toBeNull();
      expect(reasonFor({ quota: { limit: '0.5', unit: 'usd' }, usedTokens: 1_000, usedCost: '0.4999999999' })).toBeNull();
    });

    it('one without embeddings where those are asked for, and only there', () => {
      for (const more of [{ type: 'anthropic' }, { preset: 'deepseek' }] as const) {
        expect(reasonFor(more, { operation: 'embed' })).toBe('has no embeddings');
        expect(reasonFor(more)).toBeNull();
      }
      expect(reasonFor({ preset: 'openai' }, { operation: 'embed' })).toBeNull();
      expect(reasonFor({ preset: null }, { operation: 'embed' })).toBeNull();
    });

    it('one whose circuit is open or half open', () => {
      const channel = aChannel();
      health.open(channel.id);
      expect(weigh([channel])[0]!.passedOver).toBe('circuit open');
      const later = Date.now() + HEALTH_RULES.firstOpenMs;
      expect(weighChannels([channel], 'gpt-5', { operation: 'complete', user: NOBODY, seed: null }, health, later)[0]!.passedOver).toBe('circuit half-open');
    });

    it('a key that cools, and the channel when none is left', () => {
      const [one, two] = [aKey(), aKey()];
      const channel = aChannel({ keys: [one, two, aKey({ status: 'auto_disabled' })] });
      health.cool(one.id, 60_000, true);
      expect(weigh([channel])[0]).toMatchObject({ keys: [two], passedOver: null });
      health.cool(two.id, 60_000, true);
      expect(weigh([channel])[0]).toMatchObject({ keys: [], passedOver: 'every key is cooling down' });
    });
  });

  it('leaves out `local`, which is no channel to call, and channels without the model', () => {
    expect(weigh([aChannel({ type: 'local', baseUrl: null }), aChannel({ models: ['gpt-4o'] })])).toEqual([]);
  });

  it('calls a server that asks for no key with an empty one, under the channel’s id', () => {
    const channel = aChannel({ keys: [] });
    expect(usableKeys(channel)).toEqual([{ id: channel.id, secret: '', lastFour: '', status: 'enabled' }]);
    expect(weigh([channel])[0]!.passedOver).toBeNull();
    health.cool(channel.id, 60_000, true);
    expect(weigh([channel])[0]!.passedOver).toBe('every key is cooling down');
  });

  describe('knows models', () => {
    const channel = aChannel({ models: ['gpt-5', 'gpt-4o'], modelMapping: { 'gpt-5': 'gpt-5-2026', fast: 'gpt-4o-mini' } });

    it.each([
      ['gpt-5', 'gpt-5-2026'],
      ['gpt-4o', 'gpt-4o'],
      ['fast', 'gpt-4o-mini'],
      ['gpt-4o-mini', null],
      ['toString', null],
      ['__proto__', null],
    ])('%s by the vendor’s name %s', (model, vendorModel) => {
      expect(vendorModelOf(channel, model)).toBe(vendorModel);
    });

    it('offers each name once', () => {
      expect(offeredModels(channel)).toEqual(['gpt-5', 'gpt-4o', 'fast']);
    });
  });
});
