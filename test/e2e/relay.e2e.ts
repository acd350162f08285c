import type Anthropic from '@anthropic-ai/sdk';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type OpenAI from 'openai';
import { describeWith, type LlmFormat, type LlmRequestBody } from '#libs/testing';
import type { TestTenant } from './support/platform.js';
import { FORMATS, anthropicClient, createChannel, createKey, openAiClient, receiptOf, rowsOf, startRelayBench, type RelayBench } from './support/relay.js';

const MODEL = 'scripted-small';
const PIXEL = 'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==';
const WEATHER = { type: 'object', properties: { city: { type: 'string' } }, required: ['city'] };
const USER_SAYS = [{ role: 'user' as const, content: 'Hi' }];
const USAGE = { input: 11, output: 7, cacheRead: 5 };

describeWith('postgresql', 'the relay for the vendors’ own clients', () => {
  let bench: RelayBench;
  let tenant: TestTenant;
  let key: { id: string; key: string };

  beforeAll(async () => {
    bench = await startRelayBench();
  }, 60_000);

  afterAll(() => bench?.close(), 30_000);

  beforeEach(async () => {
    bench.llm.reset();
    tenant = await bench.platform.createTenant();
    key = await createKey(tenant);
  });

  const openAi = (more: object = {}): OpenAI => openAiClient(bench.platform.url, key.key, more);
  const anthropic = (more: object = {}): Anthropic => anthropicClient(bench.platform.url, key.key, more);
  const lastBody = (): LlmRequestBody => bench.llm.requests.at(-1)!.body!;
  const addChannel = (format: LlmFormat, more: object = {}) => createChannel(tenant, format, bench.llm.url, more);

  describe.each(FORMATS)('with a channel of the format of %s', (format) => {
    const translated = format === 'anthropic';

    describe.each([false, true])('OpenAI’s client, streaming: %s', (streaming) => {
      /** One answer, whole or put together by the client from its pieces. */
      async function ask(body: Omit<OpenAI.ChatCompletionCreateParamsNonStreaming, 'model'> & { model?: string }): Promise<OpenAI.ChatCompletion> {
        const params = { model: MODEL, ...body };
        if (!streaming) return openAi().chat.completions.create(params);
        return openAi().chat.completions.stream({ ...params, stream_options: { include_usage: true } } as never).finalChatCompletion();
      }

      it('gets text, model, usage and stop reason, and the vendor the system prompt', async () => {
        await addChannel(format);
        bench.llm.script({ kind: 'answer', text: 'Grüße aus 台北 😀', usage: USAGE });
        const answer = await ask({ messages: [{ role: 'system', content: 'Be kind' }, ...USER_SAYS], max_completion_tokens: 55 });
        expect(answer).toMatchObject({
          object: 'chat.completion', model: MODEL, choices: [{ finish_reason: 'stop', message: { role: 'assistant', content: 'Grüße aus 台北 😀' } }],
          usage: { prompt_tokens: 16, completion_tokens: 7, total_tokens: 23, prompt_tokens_details: { cached_tokens: 5 } },
        });
        expect(answer.id).toBeTruthy();
        expect(lastBody()).toMatchObject(translated ? { system: [{ text: 'Be kind' }], max_tokens: 55 } : { messages: [{ role: 'system', content: 'Be kind' }, {}], max_completion_tokens: 55 });
      });

      it.each([['max_tokens', 'length'], ['stop_sequence', 'stop'], ['refused', 'content_filter']] as const)('is told that the answer ended by %s', async (stopReason, finish_reason) => {
        await addChannel(format);
        bench.llm.script({ kind: 'answer', text: 'cut', stopReason });
        const asked = { model: MODEL, messages: USER_SAYS };
        if (!streaming) return expect((await openAi().chat.completions.create(asked)).choices[0]).toMatchObject({ finish_reason });
        // Not with the client's helper, which makes an error of an answer that was cut.
        const reasons = [];
        for await (const { choices } of await openAi().chat.completions.create({ ...asked, stream: true })) reasons.push(...choices.map((choice) => choice.finish_reason));
        expect(reasons.filter(Boolean)).toEqual([finish_reason]);
      });

      it('has two tools called side by side, answers them, and gets the answer', async () => {
        await addChannel(format);
        const tools = [{ type: 'function' as const, function: { name: 'weather', description: 'tells it', parameters: WEATHER } }, { type: 'function' as const, function: { name: 'now' } }];
        bench.llm.script({ kind: 'answer', text: 'Let me see.', toolCalls: [{ id: 'call_a', name: 'weather', arguments: '{"city": "台北 \\"101\\""}' }, { id: 'call_b', name: 'now', arguments: '{}' }] });
        const messages: OpenAI.ChatCompletionMessageParam[] = [...USER_SAYS];
        const { choices: [choice] } = await ask({ messages, tools, tool_choice: 'required', parallel_tool_calls: true });
        expect(choice).toMatchObject({ finish_reason: 'tool_calls', message: { content: 'Let me see.' } });
        const calls = choice!.message.tool_calls!.map((call) => (call.type === 'function' ? { id: call.id, name: call.function.name, args: JSON.parse(call.function.arguments) } : null));
        expect(calls).toEqual([{ id: 'call_a', name: 'weather', args: { city: '台北 "101"' } }, { id: 'call_b', name: 'now', args: {} }]);
        expect(lastBody()).toMatchObject(translated
          ? { tools: [{ name: 'weather', description: 'tells it', input_schema: WEATHER }, { name: 'now' }], tool_choice: { type: 'any', disable_parallel_tool_use: false } }
          : { tools, tool_choice: 'required' });
        bench.llm.script({ kind: 'answer', text: 'Sunny at noon.' });
        messages.push(choice!.message, { role: 'tool', tool_call_id: 'call_a', content: 'sunny' }, { role: 'tool', tool_call_id: 'call_b', content: 'noon' });
        expect((await ask({ messages, tools })).choices[0]!.message.content).toBe('Sunny at noon.');
        const sent = lastBody()['messages'] as Record<string, unknown>[];
        expect(sent).toMatchObject(translated
          ? [{ role: 'user' }, { role: 'assistant', content: [{ type: 'text' }, { type: 'tool_use', id: 'call_a', input: { city: '台北 "101"' } }, { type: 'tool_use', id: 'call_b', input: {} }] },
            { role: 'user', content: [{ type: 'tool_result', tool_use_id: 'call_a', content: [{ text: 'sunny' }] }, { type: 'tool_result', tool_use_id: 'call_b' }] }]
          : [{ role: 'user' }, { role: 'assistant' }, { role: 'tool', tool_call_id: 'call_a' }, { role: 'tool', tool_call_id: 'call_b' }]);
      });

      it('chooses one tool, none, or one at a time', async () => {
        await addChannel(format);
        const tools = [{ type: 'function' as const, function: { name: 'weather', parameters: WEATHER } }];
        const named = { type: 'function' as const, function: { name: 'weather' } };
        await ask({ messages: USER_SAYS, tools, tool_choice: named, parallel_tool_calls: false });
        expect(lastBody()['tool_choice']).toEqual(translated ? { type: 'tool', name: 'weather', disable_parallel_tool_use: true } : named);
        await ask({ messages: USER_SAYS, tools, tool_choice: 'none' });
        expect(lastBody()['tool_choice']).toEqual(translated ? { type: 'none' } : 'none');
      });

      it('shows images, asks for an answer by schema, and goes by an alias', async () => {
        await addChannel(format, { models: [], model_mapping: { fast: 'vendor/large-2' } });
        bench.llm.script({ kind: 'answer', text: '{"ok":true}' });
        const schema = { type: 'object', properties: { ok: { type: 'boolean' } }, required: ['ok'], additionalProperties: false };
        const answer = await ask({
          model: 'fast',
          messages: [{ role: 'user', content: [{ type: 'text', text: 'What is it?' }, { type: 'image_url', image_url: { url: `data:image/png;base64,${PIXEL}` } }] }],
          response_format: { type: 'json_schema', json_schema: { name: 'verdict', strict: true, schema } },
        });
        expect(JSON.parse(answer.choices[0]!.message.content!)).toEqual({ ok: true });
        expect(lastBody()).toMatchObject(translated
          ? { model: 'vendor/large-2', messages: [{ content: [{ type: 'text' }, { type: 'image', source: { type: 'base64', media_type: 'image/png', data: PIXEL } }] }], output_config: { format: { type: 'json_schema', schema } } }
          : { model: 'vendor/large-2', messages: [{ content: [{ type: 'text' }, { type: 'image_url' }] }], response_format: { json_schema: { schema } } });
      });
    });

    describe.each([false, true])('Anthropic’s client, streaming: %s', (streaming) => {
      async function ask(body: Omit<Anthropic.MessageCreateParamsNonStreaming, 'model' | 'max_tokens'> & { model?: string }): Promise<Anthropic.Message> {
        const params = { model: MODEL, max_tokens: 99, ...body };
        return streaming ? anthropic().messages.stream(params).finalMessage() : anthropic().messages.create(params);
      }

      it('gets text, model, usage and stop reason, and the vendor the system prompt', async () => {
        await addChannel(format);
        bench.llm.script({ kind: 'answer', text: 'Grüße aus 台北 😀', usage: USAGE });
        const answer = await ask({ system: 'Be kind', messages: USER_SAYS });
        expect(answer).toMatchObject({
          type: 'message', role: 'assistant', model: MODEL, stop_reason: 'end_turn', content: [{ type: 'text', text: 'Grüße aus 台北 😀' }],
          usage: { input_tokens: 11, output_tokens: 7, cache_read_input_tokens: 5 },
        });
        expect(answer.id).toBeTruthy();
        expect(lastBody()).toMatchObject(translated ? { system: 'Be kind', max_tokens: 99 } : { messages: [{ role: 'system', content: 'Be kind' }, {}], max_tokens: 99 });
      });

      it.each([['max_tokens', 'max_tokens'], ['refused', 'refusal'], ['stop_sequence', translated ? 'stop_sequence' : 'end_turn']] as const)('is told that the answer ended by %s', async (stopReason, stop_reason) => {
        await addChannel(format);
        bench.llm.script({ kind: 'answer', text: 'cut', stopReason });
        expect(await ask({ messages: USER_SAYS, stop_sequences: ['END'] })).toMatchObject({ stop_reason });
        expect(lastBody()).toMatchObject(translated ? { stop_sequences: ['END'] } : { stop: ['END'] });
      });

      it('has two tools called side by side, answers them, and gets the answer', async () => {
        await addChannel(format);
        const tools: Anthropic.Tool[] = [{ name: 'weather', description: 'tells it', input_schema: WEATHER as Anthropic.Tool.InputSchema }, { name: 'now', input_schema: { type: 'object' } }];
        bench.llm.script({ kind: 'answer', text: 'Let me see.', toolCalls: [{ id: 'call_a', name: 'weather', arguments: '{"city": "台北 \\"101\\""}' }, { id: 'call_b', name: 'now', arguments: '{}' }] });
        const messages: Anthropic.MessageParam[] = [...USER_SAYS];
        const first = await ask({ messages, tools, tool_choice: { type: 'any' } });
        expect(first).toMatchObject({ stop_reason: 'tool_use', content: [{ type: 'text', text: 'Let me see.' }, { type: 'tool_use', id: 'call_a', name: 'weather', input: { city: '台北 "101"' } }, { type: 'tool_use', id: 'call_b', name: 'now', input: {} }] });
        expect(lastBody()).toMatchObject(translated ? { tools, tool_choice: { type: 'any' } } : { tools: [{ type: 'function', function: { name: 'weather', parameters: WEATHER } }, {}], tool_choice: 'required' });
        bench.llm.script({ kind: 'answer', text: 'Sunny at noon.' });
        messages.push({ role: 'assistant', content: first.content }, {
          role: 'user',
          content: [{ type: 'tool_result', tool_use_id: 'call_a', content: 'sunny' }, { type: 'tool_result', tool_use_id: 'call_b', is_error: true, content: [{ type: 'text', text: 'no clock' }] }, { type: 'text', text: 'So?' }],
        });
        expect((await ask({ messages, tools })).content).toMatchObject([{ type: 'text', text: 'Sunny at noon.' }]);
        expect(lastBody()['messages']).toMatchObject(translated
          ? [{ role: 'user' }, { role: 'assistant' }, { role: 'user', content: [{ type: 'tool_result' }, { type: 'tool_result', is_error: true }, { type: 'text' }] }]
          : [{ role: 'user' }, { role: 'assistant', tool_calls: [{ id: 'call_a' }, { id: 'call_b' }] }, { role: 'tool', tool_call_id: 'call_a', content: 'sunny' }, { role: 'tool', tool_call_id: 'call_b', content: 'Error: no clock' }, { role: 'user', content: 'So?' }]);
      });

      it('chooses one tool, none, or one at a time', async () => {
        await addChannel(format);
        const tools: Anthropic.Tool[] = [{ name: 'weather', input_schema: WEATHER as Anthropic.Tool.InputSchema }];
        await ask({ messages: USER_SAYS, tools, tool_choice: { type: 'tool', name: 'weather', disable_parallel_tool_use: true } });
        expect(lastBody()).toMatchObject(translated ? { tool_choice: { type: 'tool', name: 'weather' } } : { tool_choice: { type: 'function', function: { name: 'weather' } }, parallel_tool_calls: false });
        await ask({ messages: USER_SAYS, tools, tool_choice: { type: 'none' } });
        expect(lastBody()['tool_choice']).toEqual(translated ? { type: 'none' } : 'none');
      });

      it('shows images, marks for the cache, asks for an answer by schema, and goes by an alias', async () => {
        await addChannel(format, { models: [], model_mapping: { fast: 'vendor/large-2' } });
        bench.llm.script({ kind: 'answer', text: '{"ok":true}', usage: { input: 3, output: 4, cacheRead: 100, cacheWrite: 50 } });
        const schema = { type: 'object', properties: { ok: { type: 'boolean' } }, required: ['ok'], additionalProperties: false };
        const answer = await ask({
          model: 'fast',
          system: [{ type: 'text', text: 'long', cache_control: { type: 'ephemeral' } }],
          messages: [{ role: 'user', content: [{ type: 'text', text: 'What is it?' }, { type: 'image', source: { type: 'base64', media_type: 'image/png', data: PIXEL } }] }],
          output_config: { format: { type: 'json_schema', schema } },
        });
        expect(answer.content).toMatchObject([{ type: 'text', text: '{"ok":true}' }]);
        expect(answer.usage).toMatchObject({ input_tokens: 3, output_tokens: 4, cache_read_input_tokens: 100, cache_creation_input_tokens: 50 });
        expect(lastBody()).toMatchObject(translated
          ? { model: 'vendor/large-2', system: [{ cache_control: { type: 'ephemeral' } }], messages: [{ content: [{ type: 'text' }, { type: 'image' }] }], output_config: { format: { schema } } }
          : { model: 'vendor/large-2', messages: [{ role: 'system', content: 'long' }, { content: [{ type: 'text' }, { type: 'image_url', image_url: { url: `data:image/png;base64,${PIXEL}` } }] }], response_format: { type: 'json_schema', json_schema: { schema } } });
      });
    });

    it('lets the clients’ own tool loops run to their end', async () => {
      await addChannel(format);
      const called = (): void => bench.llm.script({ kind: 'answer', toolCalls: [{ name: 'weather', arguments: '{"city":"Oslo"}' }] }, { kind: 'answer', text: 'It rains.' });
      const asked: unknown[] = [];
      const weather = async (args: unknown): Promise<string> => (asked.push(args), 'rain');
      for (const stream of [false, true]) {
        called();
        const tools = [{ type: 'function' as const, function: { name: 'weather', parse: JSON.parse, parameters: WEATHER, description: 'tells it', function: weather } }];
        const runner = openAi().chat.completions.runTools({ model: MODEL, messages: USER_SAYS, tools, stream } as never) as unknown as { finalContent(): Promise<string> };
        expect(await runner.finalContent()).toBe('It rains.');
        called();
        const tool = { name: 'weather', description: 'tells it', input_schema: WEATHER as Anthropic.Tool.InputSchema, run: weather, parse: (input: unknown) => input };
        const last = await anthropic().beta.messages.toolRunner({ model: MODEL, max_tokens: 99, messages: USER_SAYS, tools: [tool as never], stream }).runUntilDone();
        expect(last.content).toMatchObject([{ type: 'text', text: 'It rains.' }]);
      }
      expect(asked).toEqual(Array(4).fill({ city: 'Oslo' }));
    });

    it('puts every token into the books, once, whoever asked and however', async () => {
      await addChannel(format, { model_mapping: { fast: 'gpt-5' } });
      await tenant.api.request('PUT', '/api/v1/prices', { body: { model: 'gpt-5', input: '1', output: '10', cache_read: '0.1', cache_write: '2' } });
      bench.llm.always({ kind: 'answer', usage: { input: 1_000, output: 100, cacheRead: 200, cacheWrite: 300 } });
      const body = { model: 'fast', messages: USER_SAYS };
      const ids = [
        (await openAi().chat.completions.create(body).withResponse()).response.headers.get('x-request-id'),
        (await anthropic().messages.create({ ...body, max_tokens: 9 }).withResponse()).response.headers.get('request-id'),
      ];
      for (const stream of [await openAi().chat.completions.create({ ...body, stream: true }).withResponse(), await anthropic().messages.create({ ...body, max_tokens: 9, stream: true }).withResponse()]) {
        for await (const _ of stream.data as AsyncIterable<unknown>);
        ids.push(stream.response.headers.get('x-request-id'));
      }
      for (const id of ids) {
        expect(await receiptOf(tenant, id!)).toMatchObject({
          id, source: 'relay', requested_model: 'fast', model: 'gpt-5', virtual_key_id: key.id, input_tokens: 1_000, output_tokens: 100, cache_read_tokens: 200, cache_write_tokens: 300, estimated: false,
          cost: '0.00262', priced: true, outcome: 'completed', attempts: [{ outcome: 'completed', why_left: null }],
        });
      }
      expect(await rowsOf(bench.platform, key.id)).toHaveLength(4);
      const { body: shown } = await tenant.api.get(`/api/v1/virtual-keys/${key.id}`);
      expect(shown).toMatchObject({ used_tokens: 6_400, used_cost: '0.01048' });
    });

    it('shows the usage at the end of a stream to those alone who asked for it', async () => {
      await addChannel(format);
      const usages = async (more: object): Promise<unknown[]> => {
        const found = [];
        for await (const chunk of await openAi().chat.completions.create({ model: MODEL, messages: USER_SAYS, stream: true, ...more })) {
          if (chunk.usage) found.push({ choices: chunk.choices.length, ...chunk.usage });
          else expect(chunk.choices.length).toBeGreaterThan(0);
        }
        return found;
      };
      expect(await usages({})).toEqual([]);
      expect(await usages({ stream_options: null })).toEqual([]);
      expect(await usages({ stream_options: { include_usage: false } })).toEqual([]);
      expect(await usages({ stream_options: { include_usage: true } })).toEqual([expect.objectContaining({ choices: 0, prompt_tokens: 20, completion_tokens: 10 })]);
    });
  });

  it('passes a body of the channel’s own format on untouched, also what it does not know', async () => {
    await addChannel('openai');
    await openAi().chat.completions.create({ model: MODEL, messages: USER_SAYS, n: 2, seed: 7, logprobs: true, future_field: { deep: [1, null] } } as never);
    expect(lastBody()).toEqual({ model: MODEL, messages: USER_SAYS, n: 2, seed: 7, logprobs: true, future_field: { deep: [1, null] } });
    tenant = await bench.platform.createTenant();
    key = await createKey(tenant);
    await addChannel('anthropic');
    await anthropic().messages.create({ model: MODEL, max_tokens: 5_000, messages: USER_SAYS, thinking: { type: 'enabled', budget_tokens: 2_000 }, service_tier: 'auto' } as never);
    expect(lastBody()).toEqual({ model: MODEL, max_tokens: 5_000, messages: USER_SAYS, thinking: { type: 'enabled', budget_tokens: 2_000 }, service_tier: 'auto' });
  });

  it('names the field that no other vendor knows', async () => {
    await addChannel('anthropic');
    await expect(openAi().chat.completions.create({ model: MODEL, messages: USER_SAYS, n: 2 })).rejects.toMatchObject({ status: 400, param: 'n', message: expect.stringContaining('not supported when the model is served by another vendor') });
  });

  it('tells of tool arguments that are no JSON as what they are', async () => {
    await addChannel('openai');
    const broken = { kind: 'answer' as const, toolCalls: [{ name: 'weather', arguments: '{"city": ' }] };
    bench.llm.script(broken, broken);
    const { choices } = await openAi().chat.completions.create({ model: MODEL, messages: USER_SAYS });
    expect(choices[0]!.message.tool_calls).toMatchObject([{ function: { arguments: '{"city": ' } }]);
    await expect(anthropic().messages.create({ model: MODEL, max_tokens: 9, messages: USER_SAYS })).rejects.toMatchObject({ status: 502, message: expect.stringContaining('arguments that are not a JSON object') });
  });

  describe('embeddings', () => {
    it.each(['float', 'base64', undefined] as const)('come as %s, and are in the books', async (encoding_format) => {
      await addChannel('openai', { models: ['embed-1'] });
      const { data, response } = await openAi().embeddings.create({ model: 'embed-1', input: ['one', 'two'], ...(encoding_format && { encoding_format }) }).withResponse();
      expect(data).toMatchObject({ object: 'list', data: [{ index: 0 }, { index: 1 }], usage: { prompt_tokens: 20 } });
      if (encoding_format !== 'base64') expect(data.data[0]!.embedding.every((value) => typeof value === 'number')).toBe(true);
      expect(await receiptOf(tenant, response.headers.get('x-request-id')!)).toMatchObject({ task: 'embed', input_tokens: 20, output_tokens: 0, outcome: 'completed' });
    });

    it('are refused clearly where only Anthropic offers the model', async () => {
      await addChannel('anthropic');
      await expect(openAi().embeddings.create({ model: MODEL, input: 'one' })).rejects.toMatchObject({ status: 404, code: 'model_not_found' });
      expect(bench.llm.requests).toEqual([]);
    });
  });

  describe('models', () => {
    it('are listed and described in the format of who asks: what the key may use', async () => {
      await addChannel('openai', { models: ['vendor/b', 'c'], model_mapping: { a: 'c' } });
      await addChannel('anthropic', { models: ['c', 'd'], status: 'enabled' });
      key = await createKey(tenant, { models: ['a', 'vendor/b', 'd', 'unheard-of'] });
      const listed = async (list: AsyncIterable<{ id: string }>): Promise<string[]> => {
        const ids = [];
        for await (const { id } of list) ids.push(id);
        return ids;
      };
      expect(await listed(openAi().models.list())).toEqual(['a', 'd', 'vendor/b']);
      expect(await listed(anthropic().models.list())).toEqual(['a', 'd', 'vendor/b']);
      expect(await openAi().models.retrieve('vendor/b')).toMatchObject({ id: 'vendor/b', object: 'model', owned_by: 'switchboard' });
      expect(await anthropic().models.retrieve('vendor/b')).toMatchObject({ id: 'vendor/b', type: 'model', display_name: 'vendor/b' });
      for (const hidden of ['c', 'unheard-of']) {
        await expect(openAi().models.retrieve(hidden)).rejects.toMatchObject({ status: 404, code: 'model_not_found' });
        await expect(anthropic().models.retrieve(hidden)).rejects.toMatchObject({ status: 404, type: 'not_found_error' });
      }
    });
  });
});
