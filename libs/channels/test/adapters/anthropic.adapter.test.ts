import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { ANTHROPIC_ANSWERS, ANTHROPIC_ERRORS, ANTHROPIC_STREAMS, eventually, startScriptedLlm, type LlmBehaviour, type ScriptedLlm } from '#libs/testing';
import { AnthropicAdapter } from '../../src/adapters/anthropic/anthropic.adapter.js';
import { ANTHROPIC_FORMAT } from '../../src/formats/anthropic/anthropic-format.js';
import type { ProviderErrorKind } from '../../src/provider-adapter.js';
import { drained, errorOf } from './outcome-of.js';

const KEY = 'sk-ant-secret-of-the-channel';
const body = { model: 'small', max_tokens: 64_000, messages: [{ role: 'user', content: 'Where is my parcel?' }] };

let llm: ScriptedLlm;
const adapter = new AnthropicAdapter(fetch);

const target = (baseUrl = llm.anthropicUrl) => ({ baseUrl, apiKey: KEY });
const never = () => new AbortController().signal;
const complete = (signal = never()) => adapter.complete(target(), body, signal);
const stream = (signal = never()) => adapter.stream(target(), { ...body, stream: true }, signal);

beforeAll(async () => {
  llm = await startScriptedLlm();
});
afterEach(() => llm.reset());
afterAll(() => llm.close());

describe('a call through the adapter of Anthropic’s format', () => {
  it.each(['', '/', '/v1', '/v1/'])('finds its path from a base URL that ends with %j', async (ending) => {
    llm.script(ANTHROPIC_ANSWERS.message);
    expect(await adapter.complete(target(`${llm.url}${ending}`), body, never())).toEqual(ANTHROPIC_ANSWERS.message.body);
    expect(llm.requests[0]).toMatchObject({ path: '/v1/messages', body, headers: { 'x-api-key': KEY, authorization: `Bearer ${KEY}`, 'anthropic-version': '2026-10-21' } });
  });

  it('speaks the former version where the body has fields that the present one refuses', async () => {
    await adapter.complete(target(), { ...body, temperature: 0.2 }, never());
    await drained(adapter.stream(target(), { ...body, stream: true, top_k: 4 }, never()));
    expect(llm.requests.map(({ headers }) => headers['anthropic-version'])).toEqual(['2023-06-01', '2023-06-01']);
  });

  it('streams text, calls and thoughts', async () => {
    llm.script(ANTHROPIC_STREAMS.text, ANTHROPIC_STREAMS.toolUse, ANTHROPIC_STREAMS.thinking);
    const said = [];
    for (let round = 0; round < 3; round += 1) {
      const read = ANTHROPIC_FORMAT.createReader();
      const { events, error } = await drained(stream());
      expect(error).toBeNull();
      said.push(events.flatMap((event) => read(event)).map((event) => ('text' in event ? event.text : 'json' in event ? event.json : '')).join(''));
    }
    expect(said).toEqual(['It is on its way.', 'It is on{"order_number":"A-1001"}', 'On Friday.']);
  });

  it('has no embeddings', async () => {
    expect(await errorOf(adapter.embed())).toMatchObject({ kind: 'unsupported' });
  });
});

describe('what failed, by kind', () => {
  it.each<[string, LlmBehaviour, ProviderErrorKind]>([
    ['invalid request', ANTHROPIC_ERRORS.invalidRequest, 'invalid_request'],
    ['credit too low', ANTHROPIC_ERRORS.creditTooLow, 'out_of_credit'],
    ['wrong key', ANTHROPIC_ERRORS.wrongKey, 'authentication'],
    ['billing', ANTHROPIC_ERRORS.billing, 'out_of_credit'],
    ['forbidden', ANTHROPIC_ERRORS.forbidden, 'authentication'],
    ['unknown model', ANTHROPIC_ERRORS.unknownModel, 'model_unavailable'],
    ['too large', ANTHROPIC_ERRORS.tooLarge, 'invalid_request'],
    ['rate limited', ANTHROPIC_ERRORS.rateLimited, 'rate_limited'],
    ['server error', ANTHROPIC_ERRORS.serverError, 'server_error'],
    ['timeout', ANTHROPIC_ERRORS.timeout, 'timeout'],
    ['overloaded', ANTHROPIC_ERRORS.overloaded, 'overloaded'],
    ['spend limit', { kind: 'raw', status: 429, body: { type: 'error', error: { type: 'rate_limit_error', message: 'x', details: { error_code: 'enforced_spend_limit_reached' } } } }, 'out_of_credit'],
    ['cut', { kind: 'cut', before: 'headers' }, 'connection'],
    ['garbage', { kind: 'garbage-chunk', afterChunks: 0 }, 'garbled'],
    ['a page', { kind: 'wrong-content-type', contentType: 'text/html', body: '<html/>' }, 'garbled'],
    ['redirect', { kind: 'redirect', to: 'http://127.0.0.1:1/' }, 'server_error'],
  ])('whole: %s', async (_what, behaviour, kind) => {
    llm.script(behaviour);
    expect(await errorOf(complete())).toMatchObject({ kind });
    expect(llm.received).toBe(1);
  });

  it.each<[string, LlmBehaviour, ProviderErrorKind]>([
    ['overloaded within', { kind: 'overloaded-in-stream', afterChunks: 2 }, 'overloaded'],
    ['garbage within', { kind: 'garbage-chunk', afterChunks: 2 }, 'garbled'],
    ['cut within', { kind: 'cut', afterChunks: 2 }, 'connection'],
    ['a page', { kind: 'wrong-content-type', contentType: 'text/html', body: '<html/>' }, 'garbled'],
    ['overloaded at once', ANTHROPIC_ERRORS.overloaded, 'overloaded'],
  ])('streamed: %s', async (_what, behaviour, kind) => {
    llm.script(behaviour);
    expect((await drained(stream())).error).toMatchObject({ kind });
  });

  it('passes on how long to wait, and the vendor’s words on a request', async () => {
    llm.script(ANTHROPIC_ERRORS.rateLimited, ANTHROPIC_ERRORS.invalidRequest);
    expect((await errorOf(complete())).details).toMatchObject({ retryAfterMs: 17_000, status: 429, vendorMessage: null });
    expect(await errorOf(complete())).toMatchObject({ message: 'max_tokens: Field required', details: { vendorMessage: 'max_tokens: Field required' } });
  });

  it('ends when aborted within a stream', async () => {
    llm.script({ kind: 'hang', before: 'next-chunk', afterChunks: 1 });
    const controller = new AbortController();
    const events: unknown[] = [];
    const opened = await stream(controller.signal);
    const reading = errorOf(
      (async () => {
        for await (const event of opened) events.push(event);
      })(),
    );
    await eventually('the first event', () => events.length > 0);
    controller.abort();
    expect(await reading).toMatchObject({ kind: 'aborted' });
    await eventually('the upstream call to end', () => llm.openStreams === 0);
  });
});
