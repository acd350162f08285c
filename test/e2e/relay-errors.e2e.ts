import Anthropic from '@anthropic-ai/sdk';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import OpenAI from 'openai';
import { describeWith, eventually } from '#libs/testing';
import type { Json } from './support/api-client.js';
import { expectProblem } from './support/expect-problem.js';
import type { TestTenant } from './support/platform.js';
import { aVendorKey, anthropicClient, createChannel, createKey, created, openAiClient, receiptOf, settledRows, startRelayBench, type RelayBench } from './support/relay.js';

const MODEL = 'scripted-small';
const HI = [{ role: 'user' as const, content: 'Hi' }];
const deep = (levels: number): string => '['.repeat(levels) + ']'.repeat(levels);

/** The same refusal as each client sees it. */
interface Refusal {
  openAi: new (...args: never[]) => Error;
  anthropic: new (...args: never[]) => Error;
  status: number;
  code: string;
  type: string;
  says?: RegExp;
}

describeWith('postgresql', 'what the relay refuses', () => {
  let bench: RelayBench;
  let tenant: TestTenant;
  let vendorKey: string;
  let channel: Json;
  /** Everything any client was told. */
  const told: string[] = [];

  beforeAll(async () => {
    bench = await startRelayBench();
  }, 60_000);

  afterAll(() => bench?.close(), 30_000);

  beforeEach(async () => {
    bench.llm.reset();
    told.length = 0;
    tenant = await bench.platform.createTenant();
    vendorKey = aVendorKey();
    channel = await createChannel(tenant, 'openai', bench.llm.url, { keys: [vendorKey] });
  });

  afterEach(() => {
    const { host, hostname } = new URL(bench.llm.url);
    for (const text of told) for (const secret of [vendorKey, vendorKey.slice(-4), host, hostname, channel.name, channel.id, tenant.id]) expect(text).not.toContain(secret);
    for (const text of told) expect(text).not.toMatch(/\n? {4}at |node_modules|\.[jt]s:\d|SELECT |sk-sb-[\w-]{20}/);
  });

  const recording: typeof fetch = async (...args) => {
    const response = await fetch(...args);
    told.push(`${await response.clone().text()}\n${[...response.headers].join('\n')}`);
    return response;
  };
  const openAi = (key: string): OpenAI => openAiClient(bench.platform.url, key, { fetch: recording });
  const anthropic = (key: string): Anthropic => anthropicClient(bench.platform.url, key, { fetch: recording });
  const chat = (key: string, more: object = {}) => openAi(key).chat.completions.create({ model: MODEL, messages: HI, ...more } as OpenAI.ChatCompletionCreateParamsNonStreaming);
  const message = (key: string, more: object = {}) => anthropic(key).messages.create({ model: MODEL, max_tokens: 9, messages: HI, ...more } as Anthropic.MessageCreateParamsNonStreaming);

  const isRefused = (key: string, more: object = {}): Promise<boolean> => chat(key, more).then(() => false, () => true);

  async function expectRefusal(key: string, { openAi: openAiError, anthropic: anthropicError, status, code, type, says = /./ }: Refusal, more: object = {}): Promise<void> {
    for (const stream of [false, true]) {
      const refused = await chat(key, { ...more, stream }).catch((error: unknown) => error as Json);
      expect(refused).toBeInstanceOf(openAiError);
      expect({ status: refused.status, code: refused.code, message: refused.message }).toEqual({ status, code, message: expect.stringMatching(says) });
      expect(refused.requestID).toMatch(/^[0-9a-f-]{36}$/);
      const other = await message(key, { ...more, stream }).catch((error: unknown) => error as Json);
      expect(other).toBeInstanceOf(anthropicError);
      expect({ status: other.status, type: other.error?.error?.type, message: other.message }).toEqual({ status, type, message: expect.stringMatching(says) });
      expect(other.error.request_id).toBe(other.requestID);
    }
  }

  const raw = async (key: string | null, path: string, body: unknown, headers: Record<string, string> = {}, method = 'POST') => {
    const response = await bench.platform.api.withKey(null).request(method, path, { body, headers: { ...(key && { Authorization: `Bearer ${key}` }), ...headers } });
    told.push(`${response.text}\n${[...response.headers].join('\n')}`);
    return response;
  };

  describe('keys', () => {
    const unauthenticated = { openAi: OpenAI.AuthenticationError, anthropic: Anthropic.AuthenticationError, status: 401, code: 'invalid_api_key', type: 'authentication_error' };

    it.each(['wrong', 'sk-sb-', `sk-sb-${'x'.repeat(43)}`, 'x'.repeat(5_000), 'ünïcödé'])('that are none: %#', async (key) => {
      await expectRefusal(key, unauthenticated);
      expect(bench.llm.requests).toEqual([]);
    });

    it('that have expired', async () => {
      const { id, key } = await createKey(tenant, { expires_at: '2999-01-01T00:00:00Z' });
      await bench.platform.postgres.asOwner(`UPDATE virtual_keys SET expires_at = now() - interval '1 second' WHERE id = $1`, [id]);
      await expectRefusal(key, { ...unauthenticated, says: /expired/ });
    });

    it('that were revoked, at once', async () => {
      const { id, key } = await createKey(tenant);
      await chat(key);
      await tenant.api.delete(`/api/v1/virtual-keys/${id}`);
      await expectRefusal(key, unauthenticated);
    });

    it('of the other API: each opens its own side alone', async () => {
      const { key } = await createKey(tenant);
      await expectRefusal(tenant.key, unauthenticated);
      for (const path of ['/v1/models', '/v1/chat/completions']) expect((await raw(null, path, undefined, { 'X-API-Key': tenant.key }, path.endsWith('models') ? 'GET' : 'POST')).status).toBe(401);
      for (const headers of [{ 'X-API-Key': key }, { Authorization: `Bearer ${key}` }] as Record<string, string>[]) expectProblem(await raw(null, '/api/v1/me', undefined, headers, 'GET'), 'unauthenticated');
    });

    it('are taken as bearer and as x-api-key, also where a client sends both', async () => {
      const { key } = await createKey(tenant);
      const body = { model: MODEL, messages: HI };
      const accepted: Record<string, string>[] = [{ 'X-API-Key': key }, { Authorization: `Bearer ${key}` }, { Authorization: `bearer ${key}` }, { 'X-API-Key': key, Authorization: `Bearer ${key}` }];
      const refused: Record<string, string>[] = [{}, { Authorization: key }, { Authorization: `Basic ${key}` }, { 'X-API-Key': '' }];
      for (const headers of accepted) expect((await raw(null, '/v1/chat/completions', body, headers)).status).toBe(200);
      for (const headers of refused) expect((await raw(null, '/v1/chat/completions', body, headers)).status).toBe(401);
    });

    it('without the scope', async () => {
      const { key } = await createKey(tenant, { scopes: ['models'] });
      await expectRefusal(key, { openAi: OpenAI.PermissionDeniedError, anthropic: Anthropic.PermissionDeniedError, status: 403, code: 'forbidden', type: 'permission_error', says: /completions/ });
      await expect(openAi(key).embeddings.create({ model: MODEL, input: 'x' })).rejects.toBeInstanceOf(OpenAI.PermissionDeniedError);
      const { key: other } = await createKey(tenant, { scopes: ['completions'] });
      await expect(openAi(other).models.list()).rejects.toBeInstanceOf(OpenAI.PermissionDeniedError);
      await expect(anthropic(other).models.list()).rejects.toBeInstanceOf(Anthropic.PermissionDeniedError);
    });
  });

  describe('models', () => {
    const unknown = { openAi: OpenAI.NotFoundError, anthropic: Anthropic.NotFoundError, status: 404, code: 'model_not_found', type: 'not_found_error' };

    it('that no channel offers; that exist and are not for the key look the same', async () => {
      const { key } = await createKey(tenant);
      await expectRefusal(key, unknown, { model: 'unheard-of' });
      const { key: narrow } = await createKey(tenant, { models: ['other'] });
      await expectRefusal(narrow, unknown, { model: MODEL });
      const bodies = [(await raw(key, '/v1/chat/completions', { model: 'unheard-of', messages: HI })).text, (await raw(narrow, '/v1/chat/completions', { model: MODEL, messages: HI })).text];
      expect(bodies[0]).toBe(bodies[1]);
    });

    it('whose name has a NUL', async () => {
      const { key } = await createKey(tenant);
      for (const path of ['/v1/chat/completions', '/v1/messages']) {
        expect(await raw(key, path, { model: 'a\u0000', messages: HI, max_tokens: 9 })).toMatchObject({ status: 400, text: expect.stringContaining('NUL') });
      }
    });

    it.each(['__proto__', 'constructor', 'toString', '../../x', "'; DROP TABLE channels; --", '😀'])('with a name made up to harm: %j', async (model) => {
      const { key } = await createKey(tenant, { quota: { limit: '1', unit: 'usd' } });
      for (const path of ['/v1/chat/completions', '/v1/messages']) {
        const { status, text } = await raw(key, path, { model, messages: HI, max_tokens: 9 });
        expect({ status, text }).toEqual({ status: 404, text: expect.stringContaining('No channel offers this model') });
      }
      expect(bench.llm.requests).toEqual([]);
    });

    it('of another tenant’s channel', async () => {
      const stranger = await bench.platform.createTenant();
      await createChannel(stranger, 'openai', bench.llm.url, { models: ['private-model'] });
      const { key } = await createKey(tenant);
      await expectRefusal(key, unknown, { model: 'private-model' });
      expect((await openAi(key).models.list()).data.map(({ id }) => id)).toEqual([MODEL]);
      expect(bench.llm.requests).toEqual([]);
    });
  });

  describe('what is spent', () => {
    const spent = { openAi: OpenAI.RateLimitError, anthropic: Anthropic.RateLimitError, status: 429, code: 'insufficient_quota', type: 'billing_error', says: /quota/ };

    it('in tokens', async () => {
      const { id, key } = await createKey(tenant, { quota: 25 });
      await chat(key);
      await settledRows(bench.platform, id, 1);
      await eventually('the quota spent', () => isRefused(key));
      await expectRefusal(key, spent);
      expect(bench.llm.requests.length).toBeLessThanOrEqual(3);
    });

    it('in dollars, also by an alias', async () => {
      await createChannel(tenant, 'openai', bench.llm.url, { models: [], model_mapping: { fast: 'gpt-5' }, keys: [vendorKey] });
      const { id, key } = await createKey(tenant, { quota: { limit: '0.01', unit: 'usd' } });
      bench.llm.always({ kind: 'answer', usage: { input: 10_000, output: 1_000 } });
      await chat(key, { model: 'fast' });
      await settledRows(bench.platform, id, 1);
      await eventually('the quota spent', () => isRefused(key, { model: 'fast' }));
      await expectRefusal(key, spent, { model: 'fast' });
      await expect(openAi(key).embeddings.create({ model: 'fast', input: 'x' })).rejects.toMatchObject({ code: 'insufficient_quota' });
    });

    it('for good: the clients do not ask again by themselves', async () => {
      const { key } = await createKey(tenant, { quota: 1 });
      await chat(key);
      await eventually('the quota spent', () => isRefused(key));
      told.length = 0;
      await expect(openAiClient(bench.platform.url, key, { fetch: recording, maxRetries: 2 }).chat.completions.create({ model: MODEL, messages: HI })).rejects.toMatchObject({ code: 'insufficient_quota' });
      await expect(anthropicClient(bench.platform.url, key, { fetch: recording, maxRetries: 2 }).messages.create({ model: MODEL, max_tokens: 1, messages: HI })).rejects.toMatchObject({ status: 429 });
      expect(told).toHaveLength(2);
    });

    it('of the key’s requests and tokens a minute, saying when to come back', async () => {
      for (const limit of [{ requests_per_minute: 1 }, { tokens_per_minute: 5 }]) {
        const { key } = await createKey(tenant, limit);
        await chat(key);
        await eventually('the limit reached', () => isRefused(key));
        await expectRefusal(key, { openAi: OpenAI.RateLimitError, anthropic: Anthropic.RateLimitError, status: 429, code: 'rate_limit_exceeded', type: 'rate_limit_error' });
        const { headers } = await raw(key, '/v1/chat/completions', { model: MODEL, messages: HI });
        expect(Number(headers.get('retry-after'))).toBeGreaterThan(0);
        expect(Number(headers.get('retry-after'))).toBeLessThanOrEqual(60);
        expect(headers.get('ratelimit-remaining')).toBe('0');
      }
    });

    it('of a budget, beyond its hard limit', async () => {
      await tenant.api.request('PUT', '/api/v1/prices', { body: { model: MODEL, input: '1000', output: '1000' } });
      const { key, id } = await createKey(tenant);
      created(await tenant.api.post('/api/v1/budgets', { scope: 'virtual_key', subject_id: id, amount: '0.01' }));
      await chat(key);
      await eventually('the budget beyond its limit', () => isRefused(key));
      await expectRefusal(key, { openAi: OpenAI.RateLimitError, anthropic: Anthropic.RateLimitError, status: 429, code: 'budget_exceeded', type: 'billing_error', says: /budget/ });
      const { key: another } = await createKey(tenant);
      await chat(another);
    });
  });

  describe('what no channel answers', () => {
    it.each([
      ['errors', { kind: 'error', status: 500, message: 'boom' }, OpenAI.InternalServerError, 503, 'channels_unavailable', 'overloaded_error'],
      ['cut connections', { kind: 'cut', before: 'headers' }, OpenAI.InternalServerError, 503, 'channels_unavailable', 'overloaded_error'],
      ['pages of a proxy', { kind: 'wrong-content-type', contentType: 'text/html', body: '<h1>nginx</h1>' }, OpenAI.InternalServerError, 503, 'channels_unavailable', 'overloaded_error'],
      ['a limit on the pace', { kind: 'rate-limited', retryAfter: 7 }, OpenAI.RateLimitError, 429, 'rate_limit_exceeded', 'rate_limit_error'],
      ['silence', { kind: 'hang', before: 'headers' }, OpenAI.InternalServerError, 504, 'channels_timed_out', 'timeout_error'],
    ] as const)('but with %s: one clear error, and when to come back', async (_, behaviour, openAiError, status, code, type) => {
      bench.llm.always(behaviour as never);
      await tenant.api.request('PATCH', `/api/v1/channels/${channel.id}`, { body: { timeouts: { first_token_ms: 100, total_ms: 150 } } });
      const { key, id } = await createKey(tenant);
      const refused = await chat(key).catch((error: unknown) => error as Json);
      expect(refused).toBeInstanceOf(openAiError);
      expect({ status: refused.status, code: refused.code }).toEqual({ status, code });
      expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(0);
      const row = await receiptOf(tenant, refused.requestID);
      expect(row).toMatchObject({ outcome: 'failed', error_code: code === 'rate_limit_exceeded' ? 'channels_rate_limited' : code, input_tokens: 0, output_tokens: 0, cost: '0' });
      expect(row.attempts.length).toBeGreaterThan(0);
      const other = await message(key, { stream: true }).catch((error: unknown) => error as Json);
      // By now the channel may be left alone, which is no answer in time either.
      if (other.status === status) expect(other.error.error.type).toBe(type);
      else expect(other.status).toBe(503);
      await settledRows(bench.platform, id, 2);
    });

    it('but with the vendor’s word on the request: that is passed on, without the vendor’s name', async () => {
      const { key } = await createKey(tenant);
      const { host } = new URL(bench.llm.url);
      const complaint = { kind: 'invalid-request' as const, message: `messages must not be so sad (at ${bench.llm.url}/v1/chat, ${host}, key ${vendorKey})`, param: 'messages.0' };
      bench.llm.script(complaint, complaint, complaint, complaint);
      await expectRefusal(key, { openAi: OpenAI.BadRequestError, anthropic: Anthropic.BadRequestError, status: 400, code: 'invalid_request', type: 'invalid_request_error', says: /must not be so sad/ });
      expect(bench.llm.requests).toHaveLength(4);
      await expect(chat(key)).resolves.toBeTruthy();
    });

    it.each([['a zero byte', 'not \u0000 allowed'], ['half a character', 'not \ud83d allowed'], ['a character that is cut in half', `${'x'.repeat(299)}😀`]])('but with words of the vendor with %s in them', async (_, words) => {
      const { key, id } = await createKey(tenant);
      bench.llm.script({ kind: 'invalid-request', message: words }, { kind: 'invalid-request', message: words });
      await expect(chat(key)).rejects.toMatchObject({ status: 400, code: 'invalid_request' });
      await expect(message(key)).rejects.toMatchObject({ status: 400 });
      for (const row of await settledRows(bench.platform, id, 2)) expect(row).toMatchObject({ outcome: 'failed', error_code: 'invalid_request' });
    });

    it('but with a refusal of the content', async () => {
      const { key } = await createKey(tenant);
      bench.llm.always({ kind: 'content-refused', as: 'error' });
      await expectRefusal(key, { openAi: OpenAI.BadRequestError, anthropic: Anthropic.BadRequestError, status: 400, code: 'content_refused', type: 'invalid_request_error', says: /safety system/ });
    });
  });

  describe('bodies', () => {
    let key: string;
    beforeEach(async () => {
      ({ key } = await createKey(tenant, { quota: 1_000_000 }));
    });
    afterEach(() => {
      expect(bench.llm.requests).toEqual([]);
    });

    const valid = { model: MODEL, messages: HI, max_tokens: 9 };
    const WRONG: [field: string, values: unknown[]][] = [
      ['model', [undefined, null, 42, '', {}, [], 'x'.repeat(201)]],
      ['messages', [undefined, null, 'Hi', {}, [], 42]],
      ['stream', ['true', 1, {}]],
      ['max_tokens', ['9', 1.5, -1, {}, 1e99]],
    ];

    it.each(WRONG.flatMap(([field, values]) => values.map((value) => [field, value] as const)))('whose %s is %j', async (field, value) => {
      const { status, body } = await raw(key, '/v1/chat/completions', { ...valid, [field]: value });
      expect({ status, ...body.error }).toEqual({ status: 400, type: 'invalid_request_error', code: 'invalid_request', param: field, message: expect.stringContaining(field) });
      const other = await raw(key, '/v1/messages', { ...valid, [field]: value });
      expect({ status: other.status, body: other.body }).toEqual({ status: 400, body: { type: 'error', error: { type: 'invalid_request_error', message: expect.stringContaining(field) }, request_id: other.headers.get('request-id') } });
      for (const { text } of [{ text: body.error.message }, { text: other.body.error.message }]) expect(text).not.toContain('body.');
    });

    it.each([
      ['malformed', '{"model": "x"', 400], ['no JSON', 'Hi', 400], ['empty', '', 400], ['a list', '[]', 400], ['null', 'null', 400], ['text', '"Hi"', 400],
      ['a poisoned prototype', `{"__proto__": {"model": "${MODEL}"}, "messages": [{}]}`, 400],
      ['brackets 200,000 deep', `{"model": "${MODEL}", "max_tokens": 9, "messages": [${deep(200_000)}]}`, 400],
      ['an unknown field 5,000 deep', `{"model": "${MODEL}", "max_tokens": 9, "messages": [{"role": "user", "content": "Hi"}], "x": ${deep(5_000)}}`, 400],
    ])('that are %s', async (_, body, status) => {
      for (const path of ['/v1/chat/completions', '/v1/messages', '/v1/embeddings']) {
        const refused = await raw(key, path, body);
        expect({ path, status: refused.status, text: refused.text }).toEqual({ path, status, text: expect.stringContaining('invalid_request_error') });
        expect(refused.headers.get('content-type')).toMatch(/^application\/json/);
      }
    });

    it.each(['text/plain', 'application/x-www-form-urlencoded', 'application/xml', '???'])('of the type %s', async (type) => {
      for (const path of ['/v1/chat/completions', '/v1/messages']) {
        const refused = await raw(key, path, JSON.stringify(valid), { 'Content-Type': type });
        expect({ status: refused.status, message: refused.body.error.message }).toEqual({ status: 415, message: expect.stringContaining('application/json') });
      }
    });

    it('of 50 MB', async () => {
      const messages = [{ role: 'user' as const, content: 'x'.repeat(50_000_000) }];
      await expect(chat(key, { messages })).rejects.toMatchObject({ status: 413, code: 'payload_too_large' });
      await expect(message(key, { messages })).rejects.toMatchObject({ status: 413, error: { error: { type: 'request_too_large' } } });
    });

    it('for embeddings that are no text', async () => {
      for (const input of [undefined, null, '', [], [''], {}, 42, [1.5], [[]], [-1], Array(2_049).fill('x')]) {
        const { status, body } = await raw(key, '/v1/embeddings', { model: MODEL, input });
        expect({ input, status, param: body.error.param }).toEqual({ input, status: 400, param: expect.stringMatching(/^input/) });
      }
    });
  });

  it('receipts of others, and receipts for keys of the relay', async () => {
    const { key } = await createKey(tenant);
    const { request_id } = await openAi(key).chat.completions.create({ model: MODEL, messages: HI }).withResponse();
    const path = `/api/v1/relay/${request_id}/receipt`;
    await receiptOf(tenant, request_id!);
    expectProblem(await (await bench.platform.createTenant()).api.get(path), 'not_found');
    expectProblem(await raw(key, path, undefined, {}, 'GET'), 'unauthenticated');
  });

  it('routes and methods it does not have, in the format of who asks', async () => {
    const { key } = await createKey(tenant);
    const paths: [method: string, path: string][] = [['POST', '/v1/responses'], ['POST', '/v1/completions'], ['GET', '/v1/chat/completions'], ['DELETE', '/v1/models/x'], ['GET', '/v1/'], ['POST', '/v1/messages/count_tokens']];
    for (const [method, path] of paths) {
      for (const version of [{}, { 'anthropic-version': '2026-10-21' }] as Record<string, string>[]) {
        const { status, body, text } = await raw(key, path, method === 'POST' ? {} : undefined, version, method);
        expect({ method, path, ok: [400, 404, 405, 414].includes(status), text }).toEqual({ method, path, ok: true, text });
        const asAnthropic = 'anthropic-version' in version || path.startsWith('/v1/messages');
        if (asAnthropic && !path.startsWith('/v1/chat')) expect({ path, body }).toMatchObject({ path, body: { type: 'error', error: { type: expect.any(String), message: expect.any(String) } } });
        else expect({ path, body }).toMatchObject({ path, body: { error: { message: expect.any(String), type: 'invalid_request_error' } } });
      }
    }
    await expect(openAi(key).responses.create({ model: MODEL, input: 'x' })).rejects.toBeInstanceOf(OpenAI.NotFoundError);
    await expect(anthropic(key).messages.countTokens({ model: MODEL, messages: HI })).rejects.toBeInstanceOf(Anthropic.NotFoundError);
  });
});
