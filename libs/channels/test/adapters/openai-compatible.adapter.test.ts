import { afterAll, afterEach, beforeAll, describe, expect, it, jest } from '@jest/globals';
import {
  DEEPSEEK_FIXTURES,
  GEMINI_FIXTURES,
  OPENAI_ANSWERS,
  OPENAI_ERRORS,
  OPENAI_STREAMS,
  OPENROUTER_FIXTURES,
  eventually,
  startScriptedLlm,
  type LlmBehaviour,
  type ScriptedLlm,
} from '#libs/testing';
import { OpenAiCompatibleAdapter } from '../../src/adapters/openai-compatible/openai-compatible.adapter.js';
import { OPENAI_FORMAT } from '../../src/formats/openai/openai-format.js';
import type { ProviderErrorKind } from '../../src/provider-adapter.js';
import { drained, errorOf } from './outcome-of.js';

const KEY = 'a-secret-without-the-usual-look';
const body = { model: 'small', messages: [{ role: 'user', content: 'Where is my parcel?' }] };
const streamed = { ...body, stream: true, stream_options: { include_usage: true } };

let llm: ScriptedLlm;
const fetched = jest.fn<typeof fetch>((input, init) => fetch(input, init));
const adapter = new OpenAiCompatibleAdapter(fetched);

const target = (baseUrl = llm.openAiUrl) => ({ baseUrl, apiKey: KEY });
const never = () => new AbortController().signal;
const complete = (signal = never()) => adapter.complete(target(), body, signal);
const stream = (signal = never()) => adapter.stream(target(), streamed, signal);

beforeAll(async () => {
  llm = await startScriptedLlm();
});
afterEach(() => {
  llm.reset();
  fetched.mockClear();
});
afterAll(() => llm.close());

describe('a call through the adapter of OpenAI’s format', () => {
  it('sends the body as it is and gives the answer as it came', async () => {
    llm.script(OPENAI_ANSWERS.completion);
    const own = { ...body, some_new_field: { kept: true } };
    expect(await adapter.complete({ baseUrl: `${llm.openAiUrl}/`, apiKey: KEY }, own, never())).toEqual(OPENAI_ANSWERS.completion.body);
    expect(llm.requests[0]).toMatchObject({ path: '/v1/chat/completions', body: own, apiKey: KEY });
  });

  it('streams every event, also from vendors with ways of their own', async () => {
    for (const [at, fixture] of [OPENAI_STREAMS.text, DEEPSEEK_FIXTURES.keepAliveStream, GEMINI_FIXTURES.stream, OPENROUTER_FIXTURES.keepAliveStream, OPENROUTER_FIXTURES.usageStream].entries()) {
      llm.script(fixture);
      const { events, error } = await drained(stream());
      const read = OPENAI_FORMAT.createReader();
      const said = events.flatMap((event) => read(event));
      expect(error).toBeNull();
      expect([at, said.map((event) => ('text' in event ? event.text : '')).join('')]).toEqual([at, 'It is on its way.']);
      expect(said.filter(({ kind }) => kind === 'stopped')).toEqual([{ kind: 'stopped', reason: 'end', stopSequence: null }]);
      expect(said.some(({ kind }) => kind === 'usage')).toBe(true);
    }
  });

  it('waits through the blank lines of a busy vendor', async () => {
    llm.script(DEEPSEEK_FIXTURES.keepAliveBody);
    expect(OPENAI_FORMAT.readCompletion(await complete()).text).not.toBe('');
  });

  it('reads thoughts as no part of the answer', async () => {
    llm.script(DEEPSEEK_FIXTURES.reasoningStream);
    const read = OPENAI_FORMAT.createReader();
    const said = (await drained(stream())).events.flatMap((event) => read(event));
    expect(said.map((event) => ('text' in event ? event.text : '')).join('')).toBe('On Friday.');
  });

  it('reads parallel calls', async () => {
    llm.script(OPENAI_STREAMS.toolCalls);
    const read = OPENAI_FORMAT.createReader();
    const said = (await drained(stream())).events.flatMap((event) => read(event));
    expect(said.filter(({ kind }) => kind === 'tool_call_started')).toMatchObject([
      { index: 0, id: 'call_fx1', name: 'find_order' },
      { index: 1, id: 'call_fx2', name: 'find_policy' },
    ]);
    expect(said.map((event) => (event.kind === 'tool_call_arguments' && event.index === 0 ? event.json : '')).join('')).toBe('{"order_number":"A-1001"}');
  });

  it('embeds in the encoding that was asked for', async () => {
    await adapter.embed(target(), { model: 'small', input: 'text' }, never());
    expect(llm.requests[0]).toMatchObject({ path: '/v1/embeddings', body: { model: 'small', input: 'text' } });
    expect(llm.requests[0]?.body).not.toHaveProperty('encoding_format');
  });

  it('calls a server that asks for no key', async () => {
    await expect(adapter.complete({ baseUrl: llm.openAiUrl, apiKey: '' }, body, never())).resolves.toHaveProperty('choices');
  });
});

describe('what failed, by kind', () => {
  it.each<[string, LlmBehaviour, ProviderErrorKind]>([
    ['wrong key', OPENAI_ERRORS.wrongKey, 'authentication'],
    ['unknown model', OPENAI_ERRORS.unknownModel, 'model_unavailable'],
    ['too long', OPENAI_ERRORS.tooLong, 'invalid_request'],
    ['rate limited', OPENAI_ERRORS.rateLimited, 'rate_limited'],
    ['quota spent', OPENAI_ERRORS.quotaSpent, 'out_of_credit'],
    ['server error', OPENAI_ERRORS.serverError, 'server_error'],
    ['overloaded', OPENAI_ERRORS.overloaded, 'overloaded'],
    ['Gemini: wrong key', GEMINI_FIXTURES.wrongKey, 'authentication'],
    ['Gemini: pace', GEMINI_FIXTURES.quotaSpent, 'rate_limited'],
    ['Gemini: overloaded', GEMINI_FIXTURES.overloaded, 'overloaded'],
    ['OpenRouter: error in a 200', OPENROUTER_FIXTURES.errorInBody, 'server_error'],
    ['OpenRouter: moderated', OPENROUTER_FIXTURES.moderated, 'content_refused'],
    ['DeepSeek: balance spent', DEEPSEEK_FIXTURES.balanceSpent, 'out_of_credit'],
    ['OpenRouter: credit spent', OPENROUTER_FIXTURES.creditSpent, 'out_of_credit'],
    ['content refused', { kind: 'content-refused', as: 'error' }, 'content_refused'],
    ['409', { kind: 'error', status: 409 }, 'server_error'],
    ['408', { kind: 'error', status: 408 }, 'timeout'],
    ['422', { kind: 'error', status: 422, message: 'bad' }, 'invalid_request'],
    ['529', { kind: 'error', status: 529 }, 'overloaded'],
    ['a firewall’s page', { kind: 'wrong-content-type', contentType: 'text/html', body: '<html>no</html>', status: 403 }, 'server_error'],
    ['a page instead of JSON', { kind: 'wrong-content-type', contentType: 'text/html', body: '<html>hi</html>' }, 'garbled'],
    ['garbage', { kind: 'garbage-chunk', afterChunks: 0 }, 'garbled'],
    ['cut before the headers', { kind: 'cut', before: 'headers' }, 'connection'],
    ['cut in the middle', { kind: 'cut', afterChunks: 1 }, 'connection'],
    ['a list', { kind: 'raw', body: [1] }, 'garbled'],
  ])('whole: %s', async (_what, behaviour, kind) => {
    llm.script(behaviour);
    expect(await errorOf(complete())).toMatchObject({ kind });
    expect(llm.received).toBe(1);
  });

  it.each<[string, LlmBehaviour, ProviderErrorKind, number]>([
    ['rate limited', OPENAI_ERRORS.rateLimited, 'rate_limited', 0],
    ['overloaded within', { kind: 'overloaded-in-stream', afterChunks: 2 }, 'overloaded', 1],
    ['OpenRouter: broken within', OPENROUTER_FIXTURES.brokenStream, 'server_error', 2],
    ['garbage within', { kind: 'garbage-chunk', afterChunks: 2 }, 'garbled', 1],
    ['cut within', { kind: 'cut', afterChunks: 2 }, 'connection', 1],
    ['a page instead of events', { kind: 'wrong-content-type', contentType: 'text/html', body: '<html>hi</html>' }, 'garbled', 0],
  ])('streamed: %s', async (_what, behaviour, kind, atLeast) => {
    llm.script(behaviour);
    const { events, error } = await drained(stream());
    expect(error).toMatchObject({ kind });
    expect(events.length).toBeGreaterThanOrEqual(atLeast);
  });

  it('tells how long to wait, the exact header first', async () => {
    llm.script(OPENAI_ERRORS.rateLimited, { kind: 'rate-limited', retryAfter: 7 }, { kind: 'rate-limited', retryAfter: new Date(Date.now() + 60_000).toUTCString() }, { kind: 'rate-limited' });
    expect((await errorOf(complete())).details.retryAfterMs).toBe(1_800);
    expect((await errorOf(complete())).details.retryAfterMs).toBe(7_000);
    const untilDate = (await errorOf(complete())).details.retryAfterMs ?? 0;
    expect(untilDate).toBeGreaterThan(30_000);
    expect(untilDate).toBeLessThanOrEqual(60_000);
    expect((await errorOf(complete())).details.retryAfterMs).toBeNull();
  });

  it('passes the vendor’s words on where the request is to blame, and there only', async () => {
    llm.script({ kind: 'invalid-request', message: 'must be positive', param: 'max_tokens' }, OPENAI_ERRORS.wrongKey);
    expect(await errorOf(complete())).toMatchObject({ message: 'must be positive', details: { status: 400, vendorMessage: 'must be positive', param: 'max_tokens' } });
    expect(await errorOf(complete())).toMatchObject({ message: 'The vendor refused the key', details: { status: 401, vendorMessage: null } });
  });

  it('keeps key and address out of the vendor’s words', async () => {
    const message = `bad key ${KEY} and sk-other12345 at ${llm.openAiUrl}/chat with Bearer abc and gsk-aaaa****bbbb`;
    llm.script({ kind: 'invalid-request', message });
    const error = await errorOf(complete());
    expect(error.details.vendorMessage).toBe('bad key [redacted] and [redacted] at [redacted]/chat with [redacted] and [redacted]');
    expect(JSON.stringify([error, error.message, error.stack])).not.toContain(KEY);
  });

  it('follows no redirect', async () => {
    llm.script({ kind: 'redirect', to: `${llm.url}/elsewhere` });
    expect(await errorOf(complete())).toMatchObject({ kind: 'server_error', message: expect.stringContaining('redirect'), details: { status: 307 } });
    expect(llm.received).toBe(1);
  });

  it('knows a refused address and an unreachable one', async () => {
    const refusal = Object.assign(new Error('The host timeout.example is not open to outbound calls.'), { name: 'OutboundAddressRefused', toString: () => 'OutboundAddressRefused' });
    fetched.mockRejectedValueOnce(new TypeError('fetch failed', { cause: refusal }));
    expect(await errorOf(complete())).toMatchObject({ kind: 'refused_address' });
    expect(await errorOf(adapter.complete(target('http://127.0.0.1:1/v1'), body, never()))).toMatchObject({ kind: 'connection' });
    fetched.mockRejectedValueOnce(new TypeError('fetch failed', { cause: new Error('Headers Timeout Error') }));
    expect(await errorOf(complete())).toMatchObject({ kind: 'timeout' });
  });
});

describe('a call that nobody waits for any more', () => {
  it.each(['headers', 'first-token'] as const)('ends when aborted before its %s', async (before) => {
    llm.script({ kind: 'hang', before });
    const controller = new AbortController();
    const call = drained(stream(controller.signal));
    await eventually('the call to arrive', () => llm.received === 1);
    controller.abort();
    expect((await call).error).toMatchObject({ kind: 'aborted' });
    await eventually('the upstream call to end', () => llm.openStreams === 0);
  });

  it('ends when aborted whole', async () => {
    llm.script({ kind: 'hang', before: 'headers' });
    const controller = new AbortController();
    const call = errorOf(complete(controller.signal));
    await eventually('the call to arrive', () => llm.received === 1);
    controller.abort();
    expect(await call).toMatchObject({ kind: 'aborted' });
  });

  it('ends upstream when its reader leaves', async () => {
    llm.script({ kind: 'hang', before: 'next-chunk', afterChunks: 1 });
    for await (const _event of await stream()) break;
    await eventually('the upstream call to end', () => llm.openStreams === 0);
    expect(llm.requests[0]?.aborted).toBe(true);
  });
});
