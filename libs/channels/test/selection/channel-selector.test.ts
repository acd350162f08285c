import { beforeEach, describe, expect, it } from '@jest/globals';
import { silentLogger } from '#libs/testing';
import { InProcessHealthExchange } from '../../src/adapters/health-exchange/in-process-exchange.adapter.js';
import { ChannelHealthBoard } from '../../src/health/channel-health-board.js';
import { NOBODY, type ProviderChannel } from '../../src/provider-channel.js';
import type { ChannelRequest, Choice } from '../../src/selection/channel-request.js';
import { ChannelSelector, type NoChoice, type TakeChannelLimit } from '../../src/selection/channel-selector.js';
import { aChannel, aKey } from './a-channel.js';

describe('the selector of a call', () => {
  let health: ChannelHealthBoard;

  beforeEach(() => {
    health = new ChannelHealthBoard(new InProcessHealthExchange(), silentLogger());
  });

  const select = (channels: readonly ProviderChannel[], request: Partial<ChannelRequest> = {}, takeLimit: TakeChannelLimit = () => true): ChannelSelector =>
    new ChannelSelector(channels, { models: ['gpt-5'], operation: 'complete', user: NOBODY, seed: null, ...request }, health, takeLimit);

  async function choice(selector: ChannelSelector): Promise<Choice> {
    const chosen = await selector.next();
    if (!('channel' in chosen)) throw new Error(`nothing was chosen: ${JSON.stringify(chosen.reasons.map(({ reason }) => reason))}`);
    return chosen;
  }

  async function nothing(selector: ChannelSelector): Promise<NoChoice> {
    const chosen = await selector.next();
    if ('channel' in chosen) throw new Error(`chosen: ${chosen.channel.name}`);
    return chosen;
  }

  const reasonsOf = ({ reasons }: NoChoice): [string, string, string][] => reasons.map(({ channel, model, reason }) => [channel.name, model, reason]);

  it('goes down the line, a key at a time, and tells why it is at its end', async () => {
    const channels = [aChannel({ name: 'first', priority: 1, keys: [aKey(), aKey()] }), aChannel({ name: 'second', priority: 2 })];
    const selector = select(channels);
    const chosen = [await choice(selector), await choice(selector), await choice(selector)];
    expect(chosen.map(({ channel, why }) => [channel.name, why])).toEqual([
      ['first', 'priority 1, weight 1'],
      ['first', 'next in line: priority 1, weight 1'],
      ['second', 'next in line: priority 2, weight 1'],
    ]);
    expect(new Set(chosen.map(({ key }) => key.id)).size).toBe(3);
    const none = await nothing(selector);
    expect(none).toMatchObject({ offered: true, limitedUntil: null });
    expect(reasonsOf(none)).toEqual([
      ['first', 'gpt-5', 'every key was tried for this call'],
      ['second', 'gpt-5', 'every key was tried for this call'],
    ]);
  });

  it('leaves out the other keys of a channel that was left', async () => {
    const channels = [aChannel({ name: 'first', priority: 1, keys: [aKey(), aKey()] }), aChannel({ name: 'second', priority: 2 })];
    const selector = select(channels);
    selector.leaveChannel((await choice(selector)).channel.id);
    expect((await choice(selector)).channel.name).toBe('second');
    expect(reasonsOf(await nothing(selector))[0]).toEqual(['first', 'gpt-5', 'tried for this call']);
  });

  it('tries all channels of the first model before the second', async () => {
    const channels = [aChannel({ name: 'both', priority: 2, models: ['gpt-5', 'gpt-4o'], keys: [aKey(), aKey()] }), aChannel({ name: 'small', priority: 1, models: ['gpt-4o'] })];
    const selector = select(channels, { models: ['gpt-5', 'gpt-4o'] });
    const chosen = [await choice(selector), await choice(selector), await choice(selector)];
    expect(chosen.map(({ channel, model }) => [channel.name, model])).toEqual([
      ['both', 'gpt-5'],
      ['both', 'gpt-5'],
      ['small', 'gpt-4o'],
    ]);
  });

  it('asks a channel that does not have one model after all for the next one, with the same key', async () => {
    const selector = select([aChannel({ models: ['gpt-5', 'gpt-4o'] })], { models: ['gpt-5', 'gpt-4o'] });
    const first = await choice(selector);
    selector.leaveModel(first);
    const second = await choice(selector);
    expect([second.model, second.key.id]).toEqual(['gpt-4o', first.key.id]);
    selector.leaveModel(second);
    expect(reasonsOf(await nothing(selector)).map(([, model, reason]) => [model, reason])).toEqual([
      ['gpt-5', 'tried for this call'],
      ['gpt-4o', 'tried for this call'],
    ]);
  });

  it.each([2, 3, 4])('uses %d keys in turn', async (count) => {
    const channel = aChannel({ keys: Array.from({ length: count }, () => aKey()) });
    const used = new Map<string, number>();
    for (let call = 0; call < 10 * count; call += 1) {
      const { key } = await choice(select([channel]));
      used.set(key.id, (used.get(key.id) ?? 0) + 1);
    }
    expect(used.size).toBe(count);
    expect(new Set(used.values())).toEqual(new Set([10]));
  });

  it('sees what happened to keys and circuits between two attempts', async () => {
    const channels = [1, 2, 3].map((priority) => aChannel({ name: `${priority}`, priority }));
    const selector = select(channels);
    await choice(selector);
    health.cool(channels[1]!.keys[0]!.id, 60_000, true);
    health.open(channels[2]!.id);
    expect(reasonsOf(await nothing(selector)).map(([, , reason]) => reason)).toEqual([
      'every key was tried for this call',
      'every key was tried for this call',
      'circuit open',
    ]);
  });

  it('says that no channel offers the model', async () => {
    expect(await nothing(select([aChannel()], { models: ['unknown'] }))).toEqual({ offered: false, limitedUntil: null, reasons: [] });
    expect((await nothing(select([aChannel({ status: 'disabled' })]))).offered).toBe(true);
  });

  it('names the vendor’s model', async () => {
    expect(await choice(select([aChannel({ modelMapping: { 'gpt-5': 'gpt-5-2026' } })]))).toMatchObject({ model: 'gpt-5', vendorModel: 'gpt-5-2026' });
  });

  it('says whose channel it chose', async () => {
    const group_id = aKey().id;
    const selector = select([aChannel({ scope: { kind: 'group', group_id }, weight: 3 })], { user: { staffId: null, groupIds: [group_id] } });
    expect((await choice(selector)).why).toBe('group channel, priority 50, weight 3');
  });

  describe('with limits', () => {
    it('passes over a channel at its requests per minute, and takes from no other', async () => {
      const taken: string[] = [];
      const channels = [aChannel({ name: 'limited', priority: 1, requestsPerMinute: 5 }), aChannel({ name: 'free', priority: 2 }), aChannel({ name: 'behind', priority: 3, requestsPerMinute: 5 })];
      const selector = select(channels, {}, async ({ name }) => (taken.push(name), false));
      expect((await choice(selector)).channel.name).toBe('free');
      expect(taken).toEqual(['limited']);
      const none = await nothing(selector);
      expect(reasonsOf(none)[0]![2]).toBe('at its limit of 5 requests per minute');
      expect(none.limitedUntil).not.toBeNull();
    });

    it('says when the first key is free again, of the keys in use alone', async () => {
      const now = Date.now();
      const [refused, long, short] = [aKey({ status: 'auto_disabled' }), aKey(), aKey()];
      health.cool(refused.id, 1_000, true);
      health.cool(long.id, 90_000, true);
      health.cool(short.id, 60_000, true);
      const { limitedUntil } = await nothing(select([aChannel({ keys: [refused, long, short] })]));
      expect(limitedUntil).toBeGreaterThanOrEqual(now + 60_000);
      expect(limitedUntil).toBeLessThan(now + 90_000);
    });

    it('says when a server without keys may be called again', async () => {
      const channel = aChannel({ keys: [] });
      health.cool(channel.id, 60_000, true);
      const { limitedUntil } = await nothing(select([channel]));
      expect(limitedUntil).toBeGreaterThan(Date.now() + 50_000);
      expect(limitedUntil).toBeLessThanOrEqual(Date.now() + 60_000);
    });

    it('says it also of a key that this very call was limited with', async () => {
      const selector = select([aChannel()]);
      health.cool((await choice(selector)).key.id, 60_000, true);
      expect((await nothing(selector)).limitedUntil).toBeGreaterThan(Date.now());
    });

    it('says nothing of the kind where keys are refused or unpaid', async () => {
      const channel = aChannel();
      health.cool(channel.keys[0]!.id, 60_000, false);
      expect((await nothing(select([channel]))).limitedUntil).toBeNull();
    });

    it('has a key even when the last one begins to cool while the limit is looked up', async () => {
      const channel = aChannel({ requestsPerMinute: 5 });
      const selector = select([channel], {}, async () => (health.cool(channel.keys[0]!.id, 60_000, true), true));
      expect((await choice(selector)).key.id).toBe(channel.keys[0]!.id);
    });
  });
});
