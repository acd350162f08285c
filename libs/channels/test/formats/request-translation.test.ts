import { describe, expect, it } from '@jest/globals';
import { AppError } from '#libs/kernel';
import type { JsonObject } from '../../src/completion.js';
import { ANTHROPIC_FORMAT } from '../../src/formats/anthropic/anthropic-format.js';
import { OPENAI_FORMAT } from '../../src/formats/openai/openai-format.js';

const WHOLE = { stream: false };
const hello = { role: 'user', content: 'Hello' };
const toAnthropic = (body: JsonObject) => ANTHROPIC_FORMAT.writeRequest(OPENAI_FORMAT.readRequest({ model: 'claude-sonnet-4-6', messages: [hello], ...body }), WHOLE);
const toOpenAi = (body: JsonObject) =>
  OPENAI_FORMAT.writeRequest(ANTHROPIC_FORMAT.readRequest({ model: 'gpt-4.1', max_tokens: 100, messages: [hello], ...body }), WHOLE);

const find = { name: 'find_order', description: 'Finds an order', parameters: { type: 'object', properties: { number: { type: 'string' } }, required: ['number'] } };
const openAiTool = { type: 'function', function: find };
const anthropicTool = { name: find.name, description: find.description, input_schema: find.parameters };
const text = (said: string, others: object = {}) => ({ type: 'text', text: said, ...others });

describe('a request from OpenAI’s format to Anthropic’s', () => {
  it('says a simple question, with the limit that Anthropic wants', () => {
    expect(toAnthropic({})).toEqual({ model: 'claude-sonnet-4-6', max_tokens: 4096, messages: [{ role: 'user', content: [text('Hello')] }] });
  });

  it('gathers system and developer messages, wherever they stand', () => {
    const messages = [{ role: 'system', content: 'One' }, hello, { role: 'developer', content: [text('Two', { cache_control: { type: 'ephemeral' } })] }, { role: 'user', content: 'More' }];
    expect(toAnthropic({ messages })).toMatchObject({
      system: [text('One'), text('Two', { cache_control: { type: 'ephemeral' } })],
      messages: [{ role: 'user', content: [text('Hello'), text('More')] }],
    });
  });

  it('carries images by link and as data', () => {
    const image = (url: string) => ({ type: 'image_url', image_url: { url, detail: 'low' } });
    const content = [text('Look'), image('https://example.com/a.png'), image('data:image/png;base64,AAAA')];
    expect(toAnthropic({ messages: [{ role: 'user', content }] }).messages).toEqual([
      {
        role: 'user',
        content: [
          text('Look'),
          { type: 'image', source: { type: 'url', url: 'https://example.com/a.png' } },
          { type: 'image', source: { type: 'base64', media_type: 'image/png', data: 'AAAA' } },
        ],
      },
    ]);
  });

  it('makes one user message of several tool results and what follows, results first', () => {
    const call = (id: string) => ({ id, type: 'function', function: { name: 'find_order', arguments: '{"number":"1"}' } });
    const messages = [
      hello,
      { role: 'assistant', content: 'Let me see', tool_calls: [call('call_1'), call('call_2')] },
      { role: 'tool', tool_call_id: 'call_1', content: 'shipped' },
      { role: 'tool', tool_call_id: 'call_2', content: [text('lost')] },
      { role: 'user', content: 'And?' },
    ];
    const use = (id: string) => ({ type: 'tool_use', id, name: 'find_order', input: { number: '1' } });
    const result = (id: string, said: string) => ({ type: 'tool_result', tool_use_id: id, content: [text(said)] });
    expect(toAnthropic({ messages, tools: [openAiTool] })).toMatchObject({
      tools: [anthropicTool],
      messages: [
        { role: 'user', content: [text('Hello')] },
        { role: 'assistant', content: [text('Let me see'), use('call_1'), use('call_2')] },
        { role: 'user', content: [result('call_1', 'shipped'), result('call_2', 'lost'), text('And?')] },
      ],
    });
  });

  it('keeps a past call whose arguments are no JSON as text, and gives foreign ids a form that is allowed', () => {
    const messages = [
      hello,
      { role: 'assistant', content: null, tool_calls: [{ id: 'functions.find:0', type: 'function', function: { name: 'find_order', arguments: '{"number":' } }] },
      { role: 'tool', tool_call_id: 'functions.find:0', content: '' },
    ];
    const [, called, result] = toAnthropic({ messages }).messages as { content: JsonObject[] }[];
    expect(called?.content).toEqual([{ type: 'tool_use', id: expect.stringMatching(/^[\w-]{1,64}$/), name: 'find_order', input: { unreadable_arguments: '{"number":' } }]);
    expect(result?.content).toEqual([{ type: 'tool_result', tool_use_id: called?.content[0]?.id, content: [] }]);
  });

  it.each([
    ['auto', null, { type: 'auto' }],
    ['none', null, { type: 'none' }],
    ['required', null, { type: 'any' }],
    ['required', false, { type: 'any', disable_parallel_tool_use: true }],
    [{ type: 'function', function: { name: 'find_order' } }, true, { type: 'tool', name: 'find_order', disable_parallel_tool_use: false }],
    [null, false, { type: 'auto', disable_parallel_tool_use: true }],
    [null, null, undefined],
  ])('chooses tools: %j, in parallel %j', (choice, parallel, expected) => {
    expect(toAnthropic({ tools: [openAiTool], tool_choice: choice, parallel_tool_calls: parallel }).tool_choice).toEqual(expected);
  });

  it('offers only the tools that are allowed', () => {
    const other = { type: 'function', function: { name: 'other' } };
    const choice = { type: 'allowed_tools', allowed_tools: { mode: 'required', tools: [{ type: 'function', function: { name: 'other' } }] } };
    expect(toAnthropic({ tools: [openAiTool, other], tool_choice: choice })).toMatchObject({
      tools: [{ name: 'other', input_schema: { type: 'object', properties: {} } }],
      tool_choice: { type: 'any' },
    });
  });

  it('carries limits, stops, sampling and the person asking', () => {
    const body = { max_tokens: 5, max_completion_tokens: 7, temperature: 1.7, top_p: 0.5, stop: 'END', user: 'u-1', seed: 4, presence_penalty: 1 };
    expect(toAnthropic(body)).toEqual({
      ...toAnthropic({}),
      max_tokens: 7,
      temperature: 1,
      stop_sequences: ['END'],
      metadata: { user_id: 'u-1' },
    });
  });

  it.each([
    ['claude-sonnet-4-6', true],
    ['claude-haiku-4-5-20251001', true],
    ['claude-3-5-sonnet-20241022', true],
    ['claude-sonnet-4-20250514', true],
    ['anthropic/claude-opus-4.6', true],
    ['deepseek-chat', true],
    ['claude-opus-4-7', false],
    ['claude-sonnet-5', false],
    ['claude-haiku-5-5', false],
    ['claude-mythos-preview', false],
  ])('gives %s a temperature: %s', (model, takesIt) => {
    expect('temperature' in toAnthropic({ model, temperature: 0.2 })).toBe(takesIt);
  });

  it('asks for structured output with closed schemas, and for JSON in words', () => {
    const schema = { type: 'object', properties: { list: { type: 'array', items: { type: 'object', properties: { default: { enum: [{ type: 'object', properties: {} }] } } } } } };
    const structured = toAnthropic({ response_format: { type: 'json_schema', json_schema: { name: 'x', schema, strict: true } } });
    expect(structured.output_config).toEqual({
      format: {
        type: 'json_schema',
        schema: {
          type: 'object',
          additionalProperties: false,
          properties: {
            list: {
              type: 'array',
              items: { type: 'object', additionalProperties: false, properties: { default: { enum: [{ type: 'object', properties: {} }] } } },
            },
          },
        },
      },
    });
    expect(toAnthropic({ response_format: { type: 'json_object' } }).system).toEqual([text(expect.stringContaining('JSON') as unknown as string)]);
  });

  it.each<[string, JsonObject]>([
    ['n', { n: 2 }],
    ['logprobs', { logprobs: true }],
    ['top_logprobs', { top_logprobs: 3 }],
    ['audio', { audio: { voice: 'alloy', format: 'wav' } }],
    ['modalities.1', { modalities: ['text', 'audio'] }],
    ['functions', { functions: [{ name: 'f' }] }],
    ['web_search_options', { web_search_options: {} }],
    ['messages.0.content.0.type', { messages: [{ role: 'user', content: [{ type: 'input_audio', input_audio: {} }] }] }],
    ['messages.0.content.0.type', { messages: [{ role: 'user', content: [{ type: 'file', file: {} }] }] }],
    ['messages.0.role', { messages: [{ role: 'function', name: 'f', content: '' }] }],
    ['messages.0.content.0.text', { messages: [{ role: 'user', content: [{ type: 'text' }] }] }],
    ['tools.0.type', { tools: [{ type: 'custom', custom: { name: 'x' } }] }],
    ['tool_choice.type', { tools: [openAiTool], tool_choice: { type: 'custom', custom: { name: 'x' } } }],
    ['temperature', { temperature: 3 }],
  ])('names the field that it cannot carry over: %s', (path, body) => {
    expect(refusalOf(() => toAnthropic(body)).errors?.[0]?.path).toBe(path);
  });

  it('refuses a data URL that is not base64', () => {
    const content = [{ type: 'image_url', image_url: { url: 'data:image/svg+xml,<svg/>' } }];
    expect(refusalOf(() => toAnthropic({ messages: [{ role: 'user', content }] })).message).toContain('image_url.url');
  });
});

describe('a request from Anthropic’s format to OpenAI’s', () => {
  it('says a simple question', () => {
    expect(toOpenAi({ system: 'Be kind', temperature: 0.3, top_p: 0.9, top_k: 4, stop_sequences: ['END'], metadata: { user_id: 'u-1' } })).toEqual({
      model: 'gpt-4.1',
      max_tokens: 100,
      temperature: 0.3,
      top_p: 0.9,
      stop: ['END'],
      user: 'u-1',
      messages: [{ role: 'system', content: 'Be kind' }, hello],
    });
  });

  it.each(['o3', 'o4-mini', 'gpt-5', 'gpt-5.4-2026-03-05', 'openai/gpt-6.1-terra'])('gives the reasoning model %s max_completion_tokens and no temperature', (model) => {
    expect(toOpenAi({ model, temperature: 0.3 })).toEqual({ model, max_completion_tokens: 100, messages: [hello] });
  });

  it.each(['gpt-4o', 'deepseek-reasoner', 'gpt-oss-120b', 'gemini-3-flash-preview', 'qwen3', 'foo-o3d', 'gpt-4.1'])('gives %s max_tokens', (model) => {
    expect(toOpenAi({ model })).toMatchObject({ max_tokens: 100 });
  });

  it('gives each tool result a message, marks the failed one, and shows images after the last', () => {
    const use = (id: string) => ({ type: 'tool_use', id, name: 'find_order', input: { number: '1' } });
    const image = { type: 'image', source: { type: 'base64', media_type: 'image/png', data: 'AAAA' } };
    const messages = [
      hello,
      { role: 'assistant', content: [{ type: 'thinking', thinking: 'hm', signature: 's' }, use('toolu_1'), use('toolu_2'), use('toolu_3')] },
      {
        role: 'user',
        content: [
          { type: 'tool_result', tool_use_id: 'toolu_1', content: 'no such order', is_error: true },
          { type: 'tool_result', tool_use_id: 'toolu_2', content: [text('see'), image] },
          { type: 'tool_result', tool_use_id: 'toolu_3' },
          text('And?'),
        ],
      },
    ];
    const call = (id: string) => ({ id, type: 'function', function: { name: 'find_order', arguments: '{"number":"1"}' } });
    const result = (id: string, content: string) => ({ role: 'tool', tool_call_id: id, content });
    expect(toOpenAi({ messages }).messages).toEqual([
      hello,
      { role: 'assistant', content: null, tool_calls: [call('toolu_1'), call('toolu_2'), call('toolu_3')] },
      result('toolu_1', 'Error: no such order'),
      result('toolu_2', 'see'),
      result('toolu_3', ''),
      { role: 'user', content: [{ type: 'image_url', image_url: { url: 'data:image/png;base64,AAAA' } }] },
      { role: 'user', content: 'And?' },
    ]);
  });

  it.each([
    [{ type: 'auto' }, 'auto', undefined],
    [{ type: 'auto', disable_parallel_tool_use: true }, 'auto', false],
    [{ type: 'any', disable_parallel_tool_use: false }, 'required', true],
    [{ type: 'tool', name: 'find_order' }, { type: 'function', function: { name: 'find_order' } }, undefined],
    [{ type: 'none' }, 'none', undefined],
    [undefined, undefined, undefined],
  ])('chooses tools: %j', (choice, expected, parallel) => {
    const written = toOpenAi({ tools: [{ ...anthropicTool, strict: true }], tool_choice: choice });
    expect(written).toMatchObject({ tools: [{ type: 'function', function: { ...find, strict: true } }] });
    expect([written.tool_choice, written.parallel_tool_calls]).toEqual([expected, parallel]);
  });

  it('carries structured output by its present and its former name, and system messages within', () => {
    const format = { type: 'json_schema', schema: { type: 'object' } };
    const expected = { type: 'json_schema', json_schema: { name: 'answer', schema: { type: 'object' }, strict: true } };
    expect(toOpenAi({ output_config: { format } }).response_format).toEqual(expected);
    expect(toOpenAi({ output_format: format }).response_format).toEqual(expected);
    expect(toOpenAi({ system: 'One', messages: [hello, { role: 'system', content: 'Two' }] }).messages).toEqual([{ role: 'system', content: 'One\n\nTwo' }, hello]);
  });

  it('asks for the usage of a stream', () => {
    const request = ANTHROPIC_FORMAT.readRequest({ model: 'gpt-4.1', max_tokens: 1, messages: [hello] });
    expect(OPENAI_FORMAT.writeRequest(request, { stream: true })).toMatchObject({ stream: true, stream_options: { include_usage: true } });
  });

  it.each<[string, JsonObject]>([
    ['messages.0.content.0.type', { messages: [{ role: 'user', content: [{ type: 'document', source: {} }] }] }],
    ['messages.0.content.0.source.type', { messages: [{ role: 'user', content: [{ type: 'image', source: { type: 'file', file_id: 'f' } }] }] }],
    ['messages.0.content.0.content.0.type', { messages: [{ role: 'user', content: [{ type: 'tool_result', tool_use_id: 't', content: [{ type: 'search_result' }] }] }] }],
    ['messages.0.content.0.type', { messages: [{ role: 'assistant', content: [{ type: 'server_tool_use', id: 's', name: 'web_search', input: {} }] }] }],
    ['tools.0.type', { tools: [{ type: 'web_search_20260318', name: 'web_search', input_schema: {} }] }],
    ['container', { container: 'c' }],
    ['max_tokens', { max_tokens: undefined }],
  ])('names the field that it cannot carry over: %s', (path, body) => {
    expect(refusalOf(() => toOpenAi(body)).errors?.[0]?.path).toBe(path);
  });
});

function refusalOf(read: () => unknown): AppError {
  try {
    read();
  } catch (error) {
    expect(error).toMatchObject({ name: 'AppError', code: 'invalid_request' });
    return error as AppError;
  }
  throw new Error('nothing was refused');
}
