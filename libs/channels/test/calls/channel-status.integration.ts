import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { ChannelHealth, ChannelTestResult } from '#libs/contracts';
import { newId } from '#libs/kernel';
import { describeWith, type LlmBehaviour } from '#libs/testing';
import { probeChannel } from '../../src/calls/probe-channel.js';
import { ChannelStatusReader } from '../../src/channel-status-reader.js';
import { HEALTH_RULES } from '../../src/health/health-rules.js';
import type { ProviderErrorKind } from '../../src/provider-adapter.js';
import type { ChannelDirectory } from '../../src/store/channel-directory.js';
import { aChannel, aKey } from '../selection/a-channel.js';
import { CallDesk, MODEL, errorOf } from './call-desk.js';

const FINE: LlmBehaviour = { kind: 'answer', text: 'Hi', usage: { input: 8, output: 1 } };

describeWith('postgresql', 'looking at channels', () => {
  let desk: CallDesk;
  let reader: ChannelStatusReader;

  beforeAll(async () => {
    desk = await CallDesk.open();
  });

  beforeEach(() => {
    desk.reset();
    reader = new ChannelStatusReader({ of: async () => desk.channels } as unknown as ChannelDirectory, desk.adapters, desk.health, desk.ledger);
  });

  afterAll(() => desk.close());

  const probe = (timeoutMs = 5_000) => probeChannel(desk.channels[0]!, desk.adapters.of(desk.channels[0]!), desk.ledger, { source: 'probe', timeoutMs });
  const rowOfChannel = async () => (await desk.rows()).filter(({ attempts }) => attempts[0]?.channel_id === desk.channels[0]!.id);

  describe.each(['openai', 'anthropic'] as const)('a probe of %s', (format) => {
    it('asks for one token of the first model and is booked as one call', async () => {
      const channel = desk.channel(format, [FINE], { models: [MODEL, 'another'], modelMapping: { [MODEL]: 'vendor-name' } });
      expect(await probe()).toMatchObject({ ok: true, model: MODEL, error: null });
      expect(desk.llm.requests).toMatchObject([{ model: 'vendor-name', streaming: false, body: { max_tokens: 1 } }]);
      expect(await rowOfChannel()).toMatchObject([{ outcome: 'completed', source: 'probe', task: 'probe', channel_id: channel.id, input_tokens: 8, output_tokens: 1 }]);
    });

    it('is counted where the vendor says nothing of tokens', async () => {
      desk.channel(format, [{ ...FINE, usage: 'missing' }]);
      await probe();
      const [row] = await rowOfChannel();
      expect(row).toMatchObject({ outcome: 'completed', estimated: true, output_tokens: 1 });
      expect(row!.input_tokens).toBeGreaterThan(1);
    });

    it.each<[string, LlmBehaviour, ProviderErrorKind]>([
      ['an error', { kind: 'error', status: 500 }, 'server_error'],
      ['a refused key', { kind: 'unauthorized' }, 'authentication'],
      ['a hang', { kind: 'hang', before: 'headers' }, 'timeout'],
    ])('tells of %s, and books that', async (_, behaviour, kind) => {
      desk.channel(format, [behaviour]);
      expect(await probe(300)).toMatchObject({ ok: false, error: { kind } });
      expect(await rowOfChannel()).toMatchObject([{ outcome: 'failed', error_code: kind, attempts: [{ outcome: kind }] }]);
    });
  });

  it('probes with a key that is not disabled, and nothing without one', async () => {
    const refused = aKey({ status: 'auto_disabled' });
    const channel = desk.channel('openai', [FINE]);
    desk.channels = [{ ...channel, keys: [refused, ...channel.keys] }];
    expect((await probe()).ok).toBe(true);
    desk.channels = [{ ...channel, keys: [refused] }];
    expect(await probe()).toMatchObject({ ok: false, model: null });
    expect(desk.llm.received).toBe(1);
  });

  describe('a test by an admin', () => {
    it('closes the circuit when it succeeds', async () => {
      const { id, tenantId } = desk.channel('openai', [FINE]);
      desk.health.open(id);
      const result = ChannelTestResult.parse(await reader.test(tenantId, id));
      expect(result).toMatchObject({ ok: true, model: MODEL, error: null });
      expect(desk.health.circuitState(id)).toBe('closed');
    });

    it('says what is wrong, without the key, and leaves the circuit as it is', async () => {
      const { id, tenantId, keys } = desk.channel('openai', [{ kind: 'unauthorized' }]);
      desk.health.open(id);
      const result = ChannelTestResult.parse(await reader.test(tenantId, id));
      expect(result).toMatchObject({ ok: false, error: { code: 'authentication' } });
      expect(JSON.stringify(result)).not.toContain(keys[0]!.secret);
      expect(desk.health.circuitState(id)).toBe('open');
    });

    it('is of a channel that there is, and costs nothing of a local one', async () => {
      expect(await errorOf(reader.test(desk.tenantId, newId()))).toMatchObject({ code: 'not_found' });
      const local = aChannel({ type: 'local', baseUrl: null, keys: [], models: [] });
      desk.channels = [local];
      expect(await reader.test(desk.tenantId, local.id)).toMatchObject({ ok: true });
      expect(desk.llm.received).toBe(0);
    });
  });

  it('shows the health of each channel as the contract has it', async () => {
    const twoPieces: LlmBehaviour = { kind: 'answer', chunks: ['H', 'i'] };
    const { id, tenantId, keys } = desk.channel('openai', [twoPieces, twoPieces]);
    expect(ChannelHealth.array().parse(await reader.healthOf(tenantId))).toMatchObject([{ channel_id: id, circuit: 'closed', opens_again_at: null, calls: 0, success_rate: null, latency_ms_p50: null, last_error: null, cooling_keys: 0, models: [] }]);
    await desk.answer('stream');
    await desk.answer('whole');
    for (let call = 0; call < HEALTH_RULES.failuresInARow; call += 1) desk.health.failed(id, 'timeout');
    desk.health.cool(keys[0]!.id, 60_000, true);
    const [health] = ChannelHealth.array().parse(await reader.healthOf(tenantId));
    expect(health).toMatchObject({ circuit: 'open', calls: 7, success_rate: 0.2857, consecutive_failures: 5, last_error: { code: 'timeout' }, cooling_keys: 1, models: [{ model: MODEL, first_token_ms_p50: expect.any(Number), gap_ms_p50: expect.any(Number) }] });
    expect(Date.parse(health!.opens_again_at!)).toBeGreaterThan(Date.now() - 1_000);
    expect(health!.latency_ms_p50).toBeGreaterThan(0);
  });
});
