import Anthropic from '@anthropic-ai/sdk';
import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { types } from 'node:util';
import OpenAI from 'openai';
import type { ChatCompletionChunk } from 'openai/resources/chat/completions';
import { eventually } from '../src/eventually.js';
import {
  ANTHROPIC_ANSWERS,
  ANTHROPIC_ERRORS,
  ANTHROPIC_STREAMS,
  DEEPSEEK_FIXTURES,
  GEMINI_FIXTURES,
  OPENAI_ANSWERS,
  OPENAI_ERRORS,
  OPENAI_STREAMS,
  OPENROUTER_FIXTURES,
  startScriptedLlm,
  type LlmBehaviour,
  type ScriptedLlm,
} from '../src/scripted-llm/index.js';

type Json = Record<string, unknown>;

let llm: ScriptedLlm;
let openAi: OpenAI;
let anthropic: Anthropic;

beforeAll(async () => {
  llm = await startScriptedLlm();
  openAi = new OpenAI({ baseURL: llm.openAiUrl, apiKey: 'sk-openai', maxRetries: 0, logLevel: 'off' });
  anthropic = new Anthropic({ baseURL: llm.anthropicUrl, apiKey: 'sk-anthropic', maxRetries: 0, logLevel: 'off' });
});
afterEach(() => llm.reset());
afterAll(() => llm.close());

const question = { model: 'small', messages: [{ role: 'user' as const, content: 'Where is my parcel?' }] };
const askOpenAi = (options?: OpenAI.RequestOptions) => openAi.chat.completions.create(question, options);
const streamOpenAi = (options?: OpenAI.RequestOptions) =>
  openAi.chat.completions.create({ ...question, stream: true, stream_options: { include_usage: true } }, options);
const askAnthropic = (options?: Anthropic.RequestOptions) => anthropic.messages.create({ ...question, max_tokens: 100 }, options);
const streamAnthropic = (options?: Anthropic.RequestOptions) => anthropic.messages.create({ ...question, max_tokens: 100, stream: true }, options);

/** What came before the stream ended, and the error it ended with. */
async function drain<T>(opening: Promise<AsyncIterable<T>>): Promise<{ events: T[]; error: unknown }> {
  const events: T[] = [];
  try {
    for await (const event of await opening) events.push(event);
    return { events, error: null };
  } catch (error) {
    return { events, error };
  }
}

/** Without an SDK between. */
async function post(path: string, body: object, headers: Record<string, string> = {}): Promise<{ status: number; text: string }> {
  const response = await fetch(`${llm.url}${path}`, { method: 'POST', body: JSON.stringify(body), headers });
  return { status: response.status, text: await response.text() };
}

/** Errors of Node itself are of another realm than the tests. */
const isError = (value: unknown, name = ''): boolean => types.isNativeError(value) && value.name.includes(name);

const failureOf = (promise: Promise<unknown>): Promise<unknown> =>
  promise.then(
    () => null,
    (error: unknown) => error,
  );
const deltas = (events: ChatCompletionChunk[]): string[] => events.flatMap((event) => event.choices[0]?.delta.content || []);
const texts = (events: Anthropic.RawMessageStreamEvent[]): string[] =>
  events.flatMap((event) => (event.type === 'content_block_delta' && event.delta.type === 'text_delta' ? event.delta.text : []));

const TWO_TOOLS: LlmBehaviour = {
  kind: 'answer',
  text: 'One moment.',
  toolCalls: [
    { id: 'tool-1', name: 'find_order', arguments: '{"order_number":"A-1001","locale":"zh-TW"}' },
    { id: 'tool-2', name: 'list_orders', arguments: '' },
  ],
};

describe('answers', () => {
  it('are whole, in both formats, with their usage', async () => {
    llm.always({ kind: 'answer', text: 'On its way.', usage: { input: 7, output: 3, cacheRead: 100, cacheWrite: 20 }, model: 'large' });
    const { data: completion, request_id: openAiId } = await askOpenAi().withResponse();
    expect(completion).toMatchObject({ object: 'chat.completion', model: 'large', choices: [{ message: { content: 'On its way.' }, finish_reason: 'stop' }] });
    expect(completion.usage).toMatchObject({ prompt_tokens: 127, completion_tokens: 3, total_tokens: 130, prompt_tokens_details: { cached_tokens: 100, cache_write_tokens: 20 } });
    const { data: message, request_id: anthropicId } = await askAnthropic().withResponse();
    expect(message).toMatchObject({ type: 'message', model: 'large', content: [{ type: 'text', text: 'On its way.' }], stop_reason: 'end_turn' });
    expect(message.usage).toMatchObject({ input_tokens: 7, output_tokens: 3, cache_read_input_tokens: 100, cache_creation_input_tokens: 20 });
    expect([openAiId, anthropicId]).toEqual(llm.requests.map((request) => request.id));
  });

  it('are streamed chunk by chunk, in both formats', async () => {
    llm.always({ kind: 'answer', chunks: ['On ', 'its ', 'way.'], usage: { input: 7, output: 3, cacheRead: 100 }, chunkDelayMs: [1, 1] });
    const openAiStream = await drain(streamOpenAi());
    expect(deltas(openAiStream.events)).toEqual(['On ', 'its ', 'way.']);
    expect(openAiStream.events.at(-1)).toMatchObject({ choices: [], usage: { prompt_tokens: 107, prompt_tokens_details: { cached_tokens: 100 } } });
    expect(openAiStream.events.slice(0, -1).map((event) => event.usage)).toEqual([null, null, null, null, null]);
    expect(await anthropic.messages.stream({ ...question, max_tokens: 100 }).finalMessage()).toMatchObject({
      content: [{ type: 'text', text: 'On its way.' }],
      stop_reason: 'end_turn',
      usage: { input_tokens: 7, output_tokens: 3, cache_read_input_tokens: 100 },
    });
    expect(texts((await drain(streamAnthropic())).events)).toEqual(['On ', 'its ', 'way.']);
  });

  it('are streamed as the events that Anthropic documents, in their order', async () => {
    llm.always(TWO_TOOLS);
    const { text } = await post('/v1/messages', { ...question, max_tokens: 100, stream: true }, { 'anthropic-version': '2026-10-21' });
    const names = text.match(/(?<=^event: ).+/gm)!.filter((name, index, all) => name !== all[index - 1]);
    expect(names).toEqual([
      'message_start',
      ...['content_block_start', 'ping', 'content_block_delta', 'content_block_stop'],
      ...['content_block_start', 'content_block_delta', 'content_block_stop'],
      ...['content_block_start', 'content_block_delta', 'content_block_stop'],
      'message_delta',
      'message_stop',
    ]);
  });

  it('end an OpenAI stream without usage unless it was asked for, with [DONE]', async () => {
    const { text } = await post('/v1/chat/completions', { ...question, stream: true });
    expect(text).not.toContain('usage');
    expect(text).toMatch(/"finish_reason":"stop"\}\]\}\n\ndata: \[DONE\]\n\n$/);
  });

  it('call tools, whole and in pieces', async () => {
    llm.always(TWO_TOOLS);
    const calls = [
      { id: 'tool-1', function: { name: 'find_order', arguments: '{"order_number":"A-1001","locale":"zh-TW"}' } },
      { id: 'tool-2', function: { name: 'list_orders', arguments: '' } },
    ];
    const expected = { choices: [{ message: { content: 'One moment.', tool_calls: calls }, finish_reason: 'tool_calls' }] };
    expect(await askOpenAi()).toMatchObject(expected);
    expect(await openAi.chat.completions.stream(question).finalChatCompletion()).toMatchObject(expected);
    const blocks = { stop_reason: 'tool_use', content: [{ text: 'One moment.' }, { name: 'find_order', id: 'tool-1', input: { order_number: 'A-1001', locale: 'zh-TW' } }, { name: 'list_orders' }] };
    expect(await askAnthropic()).toMatchObject(blocks);
    expect(await anthropic.messages.stream({ ...question, max_tokens: 100 }).finalMessage()).toMatchObject(blocks);
  });

  it('carry tool arguments that are no JSON as they are', async () => {
    llm.always({ kind: 'answer', toolCalls: [{ name: 'find_order', arguments: '{"order_number": A-10' }] });
    expect((await askOpenAi()).choices[0]).toMatchObject({ message: { content: null, tool_calls: [{ function: { arguments: '{"order_number": A-10' } }] } });
    const { events } = await drain(streamAnthropic());
    const pieces = events.flatMap((event) => (event.type === 'content_block_delta' && event.delta.type === 'input_json_delta' ? event.delta.partial_json : []));
    expect(pieces.length).toBeGreaterThan(1);
    expect(pieces.join('')).toBe('{"order_number": A-10');
  });

  it('leave the usage out where it is missing', async () => {
    llm.always({ kind: 'answer', text: 'Hi.', usage: 'missing' });
    expect(await askOpenAi()).not.toHaveProperty('usage');
    expect((await drain(streamOpenAi())).events.every((event) => !event.usage && event.choices.length === 1)).toBe(true);
    expect(await askAnthropic()).not.toHaveProperty('usage');
    const { events } = await drain(streamAnthropic());
    expect(JSON.stringify(events)).not.toContain('usage');
  });

  it('stop for the scripted reason', async () => {
    llm.always({ kind: 'answer', stopReason: 'max_tokens' });
    expect((await askOpenAi()).choices[0]!.finish_reason).toBe('length');
    expect((await askAnthropic()).stop_reason).toBe('max_tokens');
  });

  it('embed, the same text to the same vector, as floats and as base64', async () => {
    const decoded = await openAi.embeddings.create({ model: 'embed', input: ['a', 'b', 'a'], dimensions: 4 });
    const floats = await openAi.embeddings.create({ model: 'embed', input: 'a', dimensions: 4, encoding_format: 'float' });
    const [first, second, third] = decoded.data.map(({ embedding }) => [...embedding]);
    expect(first).toEqual(third);
    expect(first).not.toEqual(second);
    expect(floats.data[0]!.embedding).toEqual(first);
    expect(Math.hypot(...first!)).toBeCloseTo(1, 5);
    expect(decoded.usage).toEqual({ prompt_tokens: 20, total_tokens: 20 });
  });

  it('list the models in the format of the client', async () => {
    expect((await openAi.models.list()).data).toContainEqual(expect.objectContaining({ id: 'scripted-small', object: 'model' }));
    expect((await anthropic.models.list()).data).toContainEqual(expect.objectContaining({ id: 'scripted-small', type: 'model' }));
  });
});

describe('problems', () => {
  const cases: [LlmBehaviour, new (...args: never[]) => Error, Json, new (...args: never[]) => Error, Json][] = [
    [{ kind: 'rate-limited' }, OpenAI.RateLimitError, { code: 'rate_limit_exceeded' }, Anthropic.RateLimitError, { type: 'rate_limit_error' }],
    [{ kind: 'out-of-credit' }, OpenAI.RateLimitError, { code: 'insufficient_quota' }, Anthropic.BadRequestError, { apiMessage: expect.stringContaining('credit balance is too low') }],
    [{ kind: 'out-of-credit', status: 402 }, OpenAI.APIError, { status: 402 }, Anthropic.PaymentRequiredError, { type: 'billing_error' }],
    [{ kind: 'error', status: 500 }, OpenAI.InternalServerError, { type: 'server_error' }, Anthropic.InternalServerError, { type: 'api_error' }],
    [{ kind: 'error', status: 404, code: 'model_not_found' }, OpenAI.NotFoundError, { code: 'model_not_found' }, Anthropic.NotFoundError, { type: 'not_found_error' }],
    [{ kind: 'unauthorized' }, OpenAI.AuthenticationError, { code: 'invalid_api_key' }, Anthropic.AuthenticationError, { type: 'authentication_error' }],
    [{ kind: 'invalid-request', message: 'too high', param: 'top_p' }, OpenAI.BadRequestError, { param: 'top_p' }, Anthropic.BadRequestError, { apiMessage: 'top_p: too high' }],
    [{ kind: 'content-refused', as: 'error' }, OpenAI.BadRequestError, { code: 'content_policy_violation' }, Anthropic.BadRequestError, { type: 'invalid_request_error' }],
    [{ kind: 'overloaded' }, OpenAI.InternalServerError, { status: 503 }, Anthropic.OverloadedError, { status: 529, type: 'overloaded_error' }],
  ];

  it.each(cases)('%j is the error that each SDK knows, with a stream and without', async (behaviour, openAiError, openAiFields, anthropicError, anthropicFields) => {
    llm.always(behaviour);
    for (const failure of [await failureOf(askOpenAi()), await failureOf(streamOpenAi())]) {
      expect(failure).toBeInstanceOf(openAiError);
      expect(failure).toMatchObject({ ...openAiFields, requestID: expect.stringMatching(/^req_/) });
    }
    for (const failure of [await failureOf(askAnthropic()), await failureOf(streamAnthropic())]) {
      expect(failure).toBeInstanceOf(anthropicError);
      expect(failure).toMatchObject({ ...anthropicFields, requestID: expect.stringMatching(/^req_/) });
    }
  });

  it('say when to come back, in seconds or as a date', async () => {
    const date = 'Fri, 20 Nov 2026 12:00:00 GMT';
    llm.script({ kind: 'rate-limited', retryAfter: 7 }, { kind: 'rate-limited', retryAfter: date });
    expect(((await failureOf(askOpenAi())) as InstanceType<typeof OpenAI.APIError>).headers?.get('retry-after')).toBe('7');
    expect(((await failureOf(askAnthropic())) as InstanceType<typeof Anthropic.APIError>).headers?.get('retry-after')).toBe(date);
  });

  it('refuse content in an answer', async () => {
    llm.always({ kind: 'content-refused', text: 'I' });
    expect((await askOpenAi()).choices[0]).toMatchObject({ message: { content: 'I' }, finish_reason: 'content_filter' });
    expect(await askAnthropic()).toMatchObject({ content: [{ text: 'I' }], stop_reason: 'refusal', stop_details: { type: 'refusal' } });
    expect((await drain(streamOpenAi())).events.at(-2)?.choices[0]?.finish_reason).toBe('content_filter');
    expect(await anthropic.messages.stream({ ...question, max_tokens: 100 }).finalMessage()).toMatchObject({ stop_reason: 'refusal' });
  });

  it('meet a request that is wrong in itself, and do not use up the script', async () => {
    llm.script({ kind: 'answer', text: 'still there' });
    const { messages: _, ...incomplete } = question;
    expect(await failureOf(openAi.chat.completions.create(incomplete as never))).toMatchObject({ status: 400, param: 'messages' });
    expect(await failureOf(anthropic.messages.create(question as never))).toMatchObject({ status: 400, apiMessage: 'max_tokens: Field required' });
    expect((await fetch(`${llm.url}/v1/messages`, { method: 'POST', body: '{' })).status).toBe(400);
    expect((await post('/v1/images', question)).status).toBe(404);
    expect((await post('/v1/chat/completions', { ...question, padding: 'x'.repeat(34_000_000) })).status).toBe(413);
    expect((await askOpenAi()).choices[0]!.message.content).toBe('still there');
  });
});

describe("versions of Anthropic's API", () => {
  const sampled = { ...question, max_tokens: 100, temperature: 1 };

  it('have sampling parameters up to 2023-06-01 and refuse them since', async () => {
    expect(await post('/v1/messages', sampled, { 'anthropic-version': '2023-06-01' })).toMatchObject({ status: 200 });
    expect(await failureOf(anthropic.messages.create(sampled))).toMatchObject({ status: 400, apiMessage: 'temperature: Extra inputs are not permitted' });
  });

  it('must be named', async () => {
    expect((await post('/v1/messages', { ...question, max_tokens: 100 })).status).toBe(400);
  });
});

describe('streams that break', () => {
  const answer = { chunks: ['a', 'b', 'c'] };

  it('end with an overloaded error of the vendor', async () => {
    llm.always({ kind: 'overloaded-in-stream', afterChunks: 2, answer });
    const openAiStream = await drain(streamOpenAi());
    expect(deltas(openAiStream.events)).toEqual(['a', 'b']);
    expect(openAiStream.error).toBeInstanceOf(OpenAI.APIError);
    expect(openAiStream.error).toMatchObject({ type: 'server_error' });
    const anthropicStream = await drain(streamAnthropic());
    expect(texts(anthropicStream.events)).toEqual(['a', 'b']);
    expect(anthropicStream.error).toMatchObject({ type: 'overloaded_error' });
    expect(await failureOf(askAnthropic())).toBeInstanceOf(Anthropic.OverloadedError);
  });

  it('are cut after the chunks that were sent, which the client did not do', async () => {
    llm.always({ kind: 'cut', afterChunks: 2, answer });
    const openAiStream = await drain(streamOpenAi());
    expect(deltas(openAiStream.events)).toEqual(['a', 'b']);
    expect(isError(openAiStream.error)).toBe(true);
    const anthropicStream = await drain(streamAnthropic());
    expect(texts(anthropicStream.events)).toEqual(['a', 'b']);
    expect(isError(anthropicStream.error)).toBe(true);
    await eventually('both streams are over', () => llm.openStreams === 0);
    expect(llm.requests.map((request) => request.aborted)).toEqual([false, false]);
  });

  it('are cut before the first token', async () => {
    llm.always({ kind: 'cut', afterChunks: 0 });
    const { events, error } = await drain(streamOpenAi());
    expect(deltas(events)).toEqual([]);
    expect(isError(error)).toBe(true);
  });

  it('are cut before the headers and in the middle of a body', async () => {
    llm.script({ kind: 'cut', before: 'headers' }, { kind: 'cut', before: 'headers' });
    expect(await failureOf(askOpenAi())).toBeInstanceOf(OpenAI.APIConnectionError);
    expect(await failureOf(askAnthropic())).toBeInstanceOf(Anthropic.APIConnectionError);
    llm.always({ kind: 'cut', afterChunks: 1 });
    expect(isError(await failureOf(askOpenAi()))).toBe(true);
    expect(isError(await failureOf(askAnthropic()))).toBe(true);
  });

  it('have a chunk that is no JSON between good ones', async () => {
    llm.always({ kind: 'garbage-chunk', afterChunks: 1, answer });
    const openAiStream = await drain(streamOpenAi());
    expect(deltas(openAiStream.events)).toEqual(['a']);
    expect(isError(openAiStream.error, 'SyntaxError')).toBe(true);
    const anthropicStream = await drain(streamAnthropic());
    expect(texts(anthropicStream.events)).toEqual(['a']);
    expect(isError(anthropicStream.error, 'SyntaxError')).toBe(true);
    expect(isError(await failureOf(askOpenAi()), 'SyntaxError')).toBe(true);
    expect((await post('/v1/chat/completions', { ...question, stream: true })).text).toMatch(/\[DONE\]\n\n$/);
  });
});

describe('silence', () => {
  const places: LlmBehaviour[] = [
    { kind: 'hang', before: 'headers' },
    { kind: 'hang', before: 'first-token' },
    { kind: 'hang', before: 'next-chunk', afterChunks: 1 },
  ];

  it.each(places)('%j lasts until the client hangs up, which is noted', async (behaviour) => {
    llm.always(behaviour);
    const hangUp = new AbortController();
    const calls = [askOpenAi, streamOpenAi, askAnthropic, streamAnthropic].map((call) =>
      (call as typeof streamOpenAi)({ signal: hangUp.signal }).then(async (stream) => Symbol.asyncIterator in stream && (await drain(Promise.resolve(stream)))),
    );
    const ended = Promise.all(calls.map(failureOf));
    await eventually('all four are being answered', () => llm.requests.length === 4 && llm.openStreams === 2);
    expect(llm.requests.map((request) => request.aborted)).toEqual([false, false, false, false]);
    hangUp.abort();
    await ended;
    await eventually('the server knows', () => llm.requests.every((request) => request.aborted) && llm.openStreams === 0);
  });

  it('ends for a client that loses patience', async () => {
    llm.always({ kind: 'hang', before: 'headers' });
    // Not the SDKs' class for time-outs: under Jest they do not see that the abort, of another realm, was their own.
    expect(await failureOf(askOpenAi({ timeout: 20 }))).toBeInstanceOf(OpenAI.APIConnectionError);
    expect(await failureOf(askAnthropic({ timeout: 20 }))).toBeInstanceOf(Anthropic.APIConnectionError);
    await eventually('the server knows', () => llm.requests.every((request) => request.aborted));
  });

  it('before a chunk is broken off by a client that leaves a stream early', async () => {
    llm.always({ kind: 'answer', chunks: ['a', 'b'], chunkDelayMs: 60_000 });
    for await (const event of await streamOpenAi()) if (deltas([event]).length > 0) break;
    await eventually('the server knows', () => llm.requests[0]!.aborted);
  });

  it('does not keep the server from closing', async () => {
    const other = await startScriptedLlm();
    other.always({ kind: 'hang', before: 'headers' });
    const call = failureOf(fetch(`${other.url}/v1/models`));
    await eventually('it is being answered', () => other.requests.length === 1 && other.openConnections === 1);
    await other.close();
    expect(isError(await call, 'TypeError')).toBe(true);
    await eventually('the connection is gone', () => other.openConnections === 0);
  });
});

describe('what else a wire can carry', () => {
  it('is of another content type', async () => {
    llm.always({ kind: 'wrong-content-type', contentType: 'text/html', body: '<html>Bad gateway</html>' });
    expect(await askOpenAi()).toBe('<html>Bad gateway</html>');
  });

  it('leads elsewhere', async () => {
    llm.script({ kind: 'redirect', to: `${llm.url}/elsewhere/chat/completions` });
    expect((await askOpenAi()).object).toBe('chat.completion');
    expect(llm.requests.map((request) => request.path)).toEqual(['/v1/chat/completions', '/elsewhere/chat/completions']);
  });
});

describe('who gets what', () => {
  const says = (text: string): LlmBehaviour => ({ kind: 'answer', text });
  const asks = async (apiKey: string, model: string): Promise<string | null> => {
    const client = openAi.withOptions({ apiKey });
    return (await client.chat.completions.create({ ...question, model })).choices[0]!.message.content;
  };

  it('goes by the queue, then the key, then the model', async () => {
    llm.always((request) => says(`always ${request.model}`));
    llm.forModel('large', says('model'));
    llm.forKey('sk-one', says('key'));
    llm.script(says('first'), () => says('second'));
    await openAi.models.list();
    const answers = [await asks('sk-one', 'large'), await asks('sk-one', 'large'), await asks('sk-one', 'large'), await asks('sk-two', 'large'), await asks('sk-two', 'small')];
    expect(answers).toEqual(['first', 'second', 'key', 'model', 'always small']);
  });

  it('records what was asked', async () => {
    await askOpenAi();
    await drain(streamAnthropic());
    expect(llm.requests).toMatchObject([
      { format: 'openai', path: '/v1/chat/completions', apiKey: 'sk-openai', model: 'small', streaming: false, aborted: false, body: question },
      { format: 'anthropic', path: '/v1/messages', apiKey: 'sk-anthropic', model: 'small', streaming: true, headers: { 'anthropic-version': '2026-10-21' } },
    ]);
    llm.reset();
    expect([llm.requests.length, llm.received]).toEqual([0, 0]);
  });

  it('keeps no more requests than it was told to', async () => {
    const other = await startScriptedLlm({ keepRequests: 1 });
    await fetch(`${other.url}/v1/models`);
    await fetch(`${other.url}/v1/models`);
    expect([other.requests.length, other.received]).toEqual([1, 2]);
    await other.close();
  });

  it('says so when a script throws', async () => {
    llm.script(() => {
      throw new Error('no such order');
    });
    expect(await failureOf(askOpenAi())).toMatchObject({ message: expect.stringContaining('no such order') });
  });
});

describe('fixtures', () => {
  it.each(Object.entries({ ...OPENAI_ANSWERS, ...OPENAI_ERRORS, ...OPENAI_STREAMS, ...ANTHROPIC_ANSWERS, ...ANTHROPIC_ERRORS, ...ANTHROPIC_STREAMS, ...DEEPSEEK_FIXTURES, ...OPENROUTER_FIXTURES, ...GEMINI_FIXTURES }))(
    '%s names its source',
    (_name, fixture) => {
      expect(fixture.source).toMatch(/^https:\/\//);
      expect(fixture.checkedOn).toMatch(/^\d{4}-\d{2}-\d{2}$/);
    },
  );

  it('of OpenAI are understood by its SDK', async () => {
    const { refusal: _, embeddings, models, ...answers } = OPENAI_ANSWERS;
    llm.script(...Object.values(answers), ...Object.values(OPENAI_STREAMS), embeddings);
    expect((await askOpenAi()).usage?.prompt_tokens_details?.cached_tokens).toBe(1_024);
    expect((await askOpenAi()).choices[0]!.message.tool_calls).toHaveLength(2);
    expect(deltas((await drain(streamOpenAi())).events).join('')).toBe('It is on its way.');
    const calls = (await openAi.chat.completions.stream(question).finalChatCompletion()).choices[0]!.message.tool_calls;
    expect(calls).toMatchObject([{ function: { arguments: '{"order_number":"A-1001"}' } }, { function: { arguments: '{}' } }]);
    expect((await openAi.embeddings.create({ model: 'embed', input: 'a', encoding_format: 'float' })).data[0]!.embedding).toEqual([0.6, 0, -0.8]);
    llm.always(models);
    expect((await openAi.models.list()).data).toHaveLength(2);
  });

  it.each(Object.values(OPENAI_ERRORS))('$status of OpenAI is an error of its SDK', async (fixture) => {
    llm.script(fixture);
    const { error } = fixture.body as { error: Json };
    expect(await failureOf(askOpenAi())).toMatchObject({ status: fixture.status, code: error['code'], type: error['type'], requestID: 'req_fixture_openai' });
  });

  it('of Anthropic are understood by its SDK', async () => {
    const { message, toolUse, thinking, refusal } = ANTHROPIC_ANSWERS;
    llm.script(message, toolUse, thinking, refusal);
    expect((await askAnthropic()).usage.cache_read_input_tokens).toBe(2_048);
    expect((await askAnthropic()).content).toContainEqual(expect.objectContaining({ type: 'tool_use', input: { order_number: 'A-1001' } }));
    expect((await askAnthropic()).content.map((block) => block.type)).toEqual(['thinking', 'redacted_thinking', 'text']);
    expect((await askAnthropic()).stop_reason).toBe('refusal');
    const stream = () => anthropic.messages.stream({ ...question, max_tokens: 100 }).finalMessage();
    llm.script(ANTHROPIC_STREAMS.text, ANTHROPIC_STREAMS.toolUse, ANTHROPIC_STREAMS.thinking, ANTHROPIC_STREAMS.overloaded);
    expect(await stream()).toMatchObject({ content: [{ text: 'It is on its way.' }], usage: { input_tokens: 25, output_tokens: 15 } });
    expect(await stream()).toMatchObject({ content: [{ type: 'text' }, { type: 'tool_use', input: { order_number: 'A-1001' } }] });
    expect(await stream()).toMatchObject({ content: [{ thinking: 'The customer asks for a date.', signature: 'c2lnbmF0dXJl' }, { text: 'On Friday.' }] });
    expect(await failureOf(stream())).toMatchObject({ type: 'overloaded_error' });
    llm.always(ANTHROPIC_ANSWERS.models);
    expect((await anthropic.models.list()).data).toHaveLength(1);
  });

  it.each(Object.values(ANTHROPIC_ERRORS))('$status of Anthropic is an error of its SDK', async (fixture) => {
    llm.script(fixture);
    const { error } = fixture.body as { error: Json };
    expect(await failureOf(askAnthropic())).toMatchObject({ status: fixture.status, type: error['type'], requestID: 'req_fixture_anthropic' });
  });

  it('of DeepSeek have thoughts, counts of its cache and signs of life', async () => {
    const { completion, reasoning, keepAliveBody, reasoningStream, keepAliveStream, balanceSpent } = DEEPSEEK_FIXTURES;
    llm.script(completion, reasoning, keepAliveBody, reasoningStream, keepAliveStream, balanceSpent);
    expect((await askOpenAi()).usage).toMatchObject({ prompt_cache_hit_tokens: 128, prompt_cache_miss_tokens: 32 });
    expect((await askOpenAi()).choices[0]!.message).toHaveProperty('reasoning_content');
    expect((await askOpenAi()).choices[0]!.message.content).toBe('It is on its way.');
    const thoughtful = await drain(streamOpenAi());
    expect(deltas(thoughtful.events).join('')).toBe('On Friday.');
    expect(thoughtful.events.at(-1)).toMatchObject({ choices: [{ finish_reason: 'stop' }], usage: { total_tokens: 184 } });
    expect(deltas((await drain(streamOpenAi())).events)).toEqual(['It is on its way.']);
    expect(await failureOf(askOpenAi())).toMatchObject({ status: 402 });
  });

  it('of OpenRouter have comments, and errors inside a 200', async () => {
    llm.script(OPENROUTER_FIXTURES.keepAliveStream, OPENROUTER_FIXTURES.usageStream, OPENROUTER_FIXTURES.brokenStream, OPENROUTER_FIXTURES.errorInBody, OPENROUTER_FIXTURES.moderated);
    const alive = await drain(streamOpenAi());
    expect(deltas(alive.events).join('')).toBe('It is on its way.');
    expect(alive.events.at(-1)).toMatchObject({ choices: [], usage: { cost: 0.00014 } });
    expect((await drain(streamOpenAi())).events.at(-1)).toMatchObject({ choices: [{ finish_reason: null }], usage: { cost: 0.00014 } });
    const broken = await drain(streamOpenAi());
    expect(deltas(broken.events)).toEqual(['It is']);
    expect(broken.error).toMatchObject({ code: 'server_error' });
    expect(await askOpenAi()).toMatchObject({ error: { code: 502 } });
    expect(await failureOf(askOpenAi())).toBeInstanceOf(OpenAI.PermissionDeniedError);
  });

  it('of Gemini have the usage unasked, and errors in a list', async () => {
    llm.script(GEMINI_FIXTURES.stream, GEMINI_FIXTURES.toolCallStream, GEMINI_FIXTURES.quotaSpent);
    const { events } = await drain(streamOpenAi());
    expect(events.map((event) => event.usage?.total_tokens)).toEqual([undefined, 13]);
    expect((await drain(streamOpenAi())).events[0]!.choices[0]!.delta.tool_calls?.[0]?.function?.name).toBe('find_order');
    expect(await failureOf(askOpenAi())).toBeInstanceOf(OpenAI.RateLimitError);
  });
});
