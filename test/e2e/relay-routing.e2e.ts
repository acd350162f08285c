import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { describeWith, eventually, type LlmBehaviour, type ScriptedLlm, startScriptedLlm } from '#libs/testing';
import type { Json } from './support/api-client.js';
import type { RunningInstance, TestTenant } from './support/platform.js';
import { FORMATS, aVendorKey, anthropicClient, createChannel, createKey, created, openAiClient, receiptOf, settledRows, startRelayBench, type RelayBench } from './support/relay.js';
import { signInStaff } from './support/staff.js';

const MODEL = 'scripted-small';
const HI = [{ role: 'user' as const, content: 'Hi' }];

describeWith(['postgresql', 'rabbitmq', 'redis'], 'the way of a relayed call', () => {
  let bench: RelayBench;
  let other: RunningInstance;
  let second: ScriptedLlm;
  let tenant: TestTenant;

  beforeAll(async () => {
    bench = await startRelayBench({ parts: 'real' });
    other = await bench.platform.startGateway();
    second = await startScriptedLlm();
  }, 60_000);

  afterAll(async () => {
    await bench?.close();
    await second?.close();
  }, 30_000);

  beforeEach(async () => {
    bench.llm.reset();
    second.reset();
    tenant = await bench.platform.createTenant();
  });

  const chat = (key: Json, more: object = {}, url = bench.platform.url) => openAiClient(url, key.key).chat.completions.create({ model: MODEL, messages: HI, ...more }).withResponse();
  const answeredBy = async (key: Json, more: object = {}): Promise<string> => {
    const { response } = await chat(key, more);
    return (await receiptOf(tenant, response.headers.get('x-request-id')!)).attempts.at(-1).channel;
  };

  describe('on failure', () => {
    const FAILURES: [what: string, behaviour: LlmBehaviour, outcome: string][] = [
      ['an error', { kind: 'error', status: 500 }, 'server_error'],
      ['an overload', { kind: 'overloaded' }, 'overloaded'],
      ['a limit on the pace', { kind: 'rate-limited', retryAfter: 30 }, 'rate_limited'],
      ['a spent account', { kind: 'out-of-credit' }, 'out_of_credit'],
      ['a refused key', { kind: 'unauthorized' }, 'authentication'],
      ['a cut connection', { kind: 'cut', before: 'headers' }, 'connection'],
      ['a proxy’s page', { kind: 'wrong-content-type', contentType: 'text/html', body: '<h1>Bad gateway</h1>' }, 'garbled'],
      ['silence', { kind: 'hang', before: 'headers' }, 'timeout'],
      ['an overload within the stream', { kind: 'overloaded-in-stream', afterChunks: 0 }, 'overloaded'],
    ];

    it.each(FAILURES.flatMap((failure) => FORMATS.map((format) => [...failure, format] as const)))('goes on after %s (%#) unseen by the client, and the receipt tells', async (_, behaviour, outcome, format) => {
      await createChannel(tenant, format, bench.llm.url, { name: 'first', priority: 1, timeouts: { first_token_ms: 200, total_ms: 400 } });
      await createChannel(tenant, format === 'openai' ? 'anthropic' : 'openai', second.url, { name: 'second', priority: 2 });
      const key = await createKey(tenant, { quota: 1_000_000 });
      bench.llm.always(behaviour);
      second.always({ kind: 'answer', text: 'Here I am', usage: { input: 3, output: 4 } });
      const { data, response } = await chat(key);
      expect(data.choices[0]!.message.content).toBe('Here I am');
      const streamed = anthropicClient(bench.platform.url, key.key).messages.stream({ model: MODEL, max_tokens: 9, messages: HI });
      expect(await streamed.finalText()).toBe('Here I am');
      const receipt = await receiptOf(tenant, response.headers.get('x-request-id')!);
      expect(receipt).toMatchObject({ outcome: 'completed', input_tokens: 3, output_tokens: 4, attempts: [{ channel: 'first', why_left: expect.any(String) }, { channel: 'second', outcome: 'completed', why_left: null }] });
      // Without a stream there is nothing within it.
      expect(receipt.attempts[0].outcome).toBe(outcome);
      expect(receipt.attempts[0].why_left).not.toContain('127.0.0.1');
      await settledRows(bench.platform, key.id, 2);
      const { body: shown } = await tenant.api.get(`/api/v1/virtual-keys/${key.id}`);
      expect(shown.used_tokens).toBe(14);
      const { body: usage } = await tenant.api.get(`/api/v1/usage?virtual_key_id=${key.id}&group_by=key`);
      expect(usage).toMatchObject({ total: { calls: 2, failed_calls: 0, input_tokens: 6, output_tokens: 8 } });
      expect(usage.items).toHaveLength(2);
    });

    it('uses the channel’s next key first, and takes out for good the one that was refused', async () => {
      const [bad, good] = [aVendorKey(), aVendorKey()];
      const channel = await createChannel(tenant, 'openai', bench.llm.url, { keys: [bad, good] });
      bench.llm.forKey(bad, { kind: 'unauthorized' });
      const key = await createKey(tenant);
      for (let time = 0; time < 6; time += 1) await chat(key);
      expect(bench.llm.requests.filter(({ apiKey }) => apiKey === bad)).toHaveLength(1);
      const { body } = await tenant.api.get(`/api/v1/channels/${channel.id}`);
      expect(body).toMatchObject({ status: 'enabled', keys: [{ status: 'auto_disabled', status_reason: expect.stringContaining('401') }, { status: 'enabled' }] });
    });

    it('does not try elsewhere what is wrong with the request itself', async () => {
      await createChannel(tenant, 'openai', bench.llm.url, { priority: 1 });
      await createChannel(tenant, 'openai', second.url, { priority: 2 });
      bench.llm.script({ kind: 'invalid-request', message: 'too sad' });
      await expect(chat(await createKey(tenant))).rejects.toMatchObject({ status: 400 });
      expect(second.requests).toEqual([]);
    });
  });

  describe('of several gateways', () => {
    it('avoids on all of them a key that one found refused', async () => {
      const bad = aVendorKey();
      await createChannel(tenant, 'openai', bench.llm.url, { keys: [bad], priority: 1 });
      await createChannel(tenant, 'openai', second.url, { priority: 2 });
      bench.llm.forKey(bad, { kind: 'unauthorized' });
      const key = await createKey(tenant);
      await chat(key, {}, other.url);
      expect(bench.llm.requests).toHaveLength(1);
      await eventually('the news', async () => {
        const { body } = await tenant.api.post('/api/v1/channels/select', { model: MODEL });
        return body.channel?.priority === 2;
      }, 1_000);
      await chat(key);
      expect(bench.llm.requests).toHaveLength(1);
    });

    it('avoids on all of them a channel whose circuit opened on one', async () => {
      const channel = await createChannel(tenant, 'openai', bench.llm.url, { priority: 1 });
      await createChannel(tenant, 'openai', second.url, { priority: 2 });
      bench.llm.always({ kind: 'error', status: 500 });
      const key = await createKey(tenant);
      for (let time = 0; time < 5; time += 1) await chat(key, {}, other.url);
      const circuit = async (): Promise<string> => (await tenant.api.get('/api/v1/channels/health')).body.items.find(({ channel_id }: Json) => channel_id === channel.id).circuit;
      await eventually('the circuit open here too', async () => (await circuit()) !== 'closed', 1_000);
      const calls = bench.llm.requests.filter(({ streaming, body }) => streaming || body?.['max_tokens'] !== 1).length;
      await chat(key);
      expect(bench.llm.requests.filter(({ streaming, body }) => streaming || body?.['max_tokens'] !== 1)).toHaveLength(calls);
      bench.llm.always({ kind: 'answer' });
      await eventually('the circuit closed again', async () => (await circuit()) === 'closed');
    });

    it('counts a key’s requests a minute over all of them', async () => {
      await createChannel(tenant, 'openai', bench.llm.url);
      const key = await createKey(tenant, { requests_per_minute: 2 });
      await chat(key);
      await chat(key, {}, other.url);
      for (const url of [bench.platform.url, other.url]) await expect(chat(key, {}, url)).rejects.toMatchObject({ status: 429, code: 'rate_limit_exceeded' });
    });
  });

  describe('of a key with a quota', () => {
    const PARALLEL = 50;

    const BURSTS: [what: string, quota: object, more: object][] = [
      ['tokens', { limit: '300', unit: 'tokens' }, {}],
      ['tokens, where the client sets a limit', { limit: '300', unit: 'tokens' }, { max_tokens: 10 }],
      ['dollars, by an alias', { limit: '0.3', unit: 'usd' }, { model: 'fast' }],
    ];

    it.each(BURSTS)('over many calls at a time is not spent many times over: in %s', async (_, quota, more) => {
      await tenant.api.request('PUT', '/api/v1/prices', { body: { model: 'vendor-model', input: '1000', output: '1000' } });
      await createChannel(tenant, 'openai', bench.llm.url, { model_mapping: { fast: 'vendor-model' } });
      bench.llm.always({ kind: 'answer', usage: { input: 20, output: 10 }, firstByteDelayMs: 100 });
      const key = await createKey(tenant, { quota });
      const burst = async () => Promise.all(Array.from({ length: PARALLEL }, () => chat(key, more).then(() => true, (error: Json) => (expect(error).toMatchObject({ status: 429, code: 'insufficient_quota' }), false))));
      const first = (await burst()).filter(Boolean).length;
      expect(first).toBeGreaterThan(0);
      expect(first).toBeLessThanOrEqual(10);
      for (let time = 0; time < 15; time += 1) await chat(key, more).catch(() => undefined);
      const through = bench.llm.received;
      expect(through).toBeGreaterThanOrEqual(10);
      expect(through).toBeLessThanOrEqual(20);
      expect((await burst()).filter(Boolean)).toEqual([]);
      await settledRows(bench.platform, key.id, through);
      const { body } = await tenant.api.get(`/api/v1/virtual-keys/${key.id}`);
      expect(body.used_tokens).toBe(through * 30);
    });
  });

  describe('through channels of one’s own', () => {
    it('prefers the person’s, then the groups’, then the tenant’s, whatever their priorities', async () => {
      const [me, colleague, stranger] = await Promise.all([signInStaff(tenant), signInStaff(tenant), signInStaff(tenant)]);
      const group = created(await tenant.api.post('/api/v1/groups', { name: 'desk', staff_ids: [me.id, colleague.id] }));
      const elsewhere = created(await tenant.api.post('/api/v1/groups', { name: 'elsewhere', staff_ids: [] }));
      const add = (name: string, scope: unknown, priority: number, more: object = {}) => createChannel(tenant, 'openai', bench.llm.url, { name, scope, priority, ...more });
      await add('tenant', 'tenant', 1);
      await add('group', { kind: 'group', group_id: group.id }, 50);
      const own = await add('own', { kind: 'personal', staff_id: me.id }, 100, { models: [MODEL, 'mine-alone'] });
      await add('elsewhere', { kind: 'group', group_id: elsewhere.id }, 1);
      const keyOf = async (staff: { id: string } | null): Promise<Json> => createKey(tenant, { staff_id: staff?.id ?? null });
      const [mine, theirs, strangers, nobodys] = await Promise.all([keyOf(me), keyOf(colleague), keyOf(stranger), keyOf(null)]);
      expect([await answeredBy(mine), await answeredBy(theirs), await answeredBy(strangers), await answeredBy(nobodys)]).toEqual(['own', 'group', 'tenant', 'tenant']);
      expect(await answeredBy(mine, { model: 'mine-alone' })).toBe('own');
      for (const key of [theirs, strangers, nobodys]) {
        await expect(chat(key, { model: 'mine-alone' })).rejects.toMatchObject({ status: 404, code: 'model_not_found' });
        expect((await openAiClient(bench.platform.url, key.key).models.list()).data.map(({ id }) => id)).toEqual([MODEL]);
      }
      expect((await anthropicClient(bench.platform.url, mine.key).models.list()).data.map(({ id }) => id)).toEqual(['mine-alone', MODEL]);
      await tenant.api.post(`/api/v1/channels/${own.id}/disable`);
      await eventually('the next in line', async () => (await answeredBy(mine)) === 'group');
      await tenant.api.request('PATCH', `/api/v1/groups/${group.id}`, { body: { staff_ids: [] } });
      await eventually('no longer of the group', async () => (await answeredBy(mine)) === 'tenant');
    });
  });
});
