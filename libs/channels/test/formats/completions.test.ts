import { describe, expect, it } from '@jest/globals';
import type { Completion, JsonObject } from '../../src/completion.js';
import { ANTHROPIC_FORMAT } from '../../src/formats/anthropic/anthropic-format.js';
import { OPENAI_FORMAT } from '../../src/formats/openai/openai-format.js';

const openAiAnswer = (message: JsonObject, others: JsonObject = {}, finishReason: string | null = 'stop'): JsonObject => ({
  id: 'chatcmpl-1',
  object: 'chat.completion',
  created: 1,
  model: 'gpt-4.1',
  choices: [{ index: 0, message: { role: 'assistant', ...message }, finish_reason: finishReason }],
  ...others,
});
const anthropicAnswer = (content: unknown, others: JsonObject = {}): JsonObject => ({ id: 'msg_1', type: 'message', model: 'claude', content, stop_reason: 'end_turn', ...others });
const call = (args: string, others: JsonObject = {}) => ({ id: 'call_1', type: 'function', function: { name: 'find', arguments: args }, ...others });

describe('whole answers in OpenAI’s format', () => {
  it.each<[string, JsonObject, object | null]>([
    ['OpenAI', { prompt_tokens: 100, completion_tokens: 7, total_tokens: 107, prompt_tokens_details: { cached_tokens: 60, cache_write_tokens: 30 } }, [10, 60, 30, 7]],
    ['DeepSeek', { prompt_tokens: 100, completion_tokens: 7, total_tokens: 107, prompt_cache_hit_tokens: 64, prompt_cache_miss_tokens: 36 }, [36, 64, 0, 7]],
    ['Gemini, whose thoughts are in the total only', { prompt_tokens: 9, completion_tokens: 4, total_tokens: 33 }, [9, 0, 0, 24]],
    ['a server that tells nonsense', { prompt_tokens: 5, completion_tokens: -1, prompt_tokens_details: { cached_tokens: 50 } }, null],
    ['a server that counts more than there can be', { prompt_tokens: 9e18, completion_tokens: 1e308 }, null],
    ['a server that takes more from its cache than it read', { prompt_tokens: 5, completion_tokens: 1, prompt_tokens_details: { cached_tokens: 50 } }, [0, 5, 0, 1]],
    ['a server that says nothing', {}, null],
  ])('counts the tokens of %s', (_vendor, usage, expected) => {
    const read = OPENAI_FORMAT.readCompletion(openAiAnswer({ content: 'Hi' }, { usage })).usage;
    expect(read && [read.inputTokens, read.cacheReadTokens, read.cacheWriteTokens, read.outputTokens]).toEqual(expected);
  });

  it('takes a refusal for what was said, and leaves reasoning out', () => {
    expect(OPENAI_FORMAT.readCompletion(openAiAnswer({ content: null, refusal: 'I will not' }))).toMatchObject({ text: 'I will not', stopReason: 'refused' });
    expect(OPENAI_FORMAT.readCompletion(openAiAnswer({ content: 'Friday', reasoning_content: 'let me think' })).text).toBe('Friday');
    expect(OPENAI_FORMAT.readCompletion(openAiAnswer({ content: [{ type: 'thinking', thinking: [] }, { type: 'text', text: 'Friday' }] })).text).toBe('Friday');
  });

  it('knows that tools were called where the server says stop', () => {
    expect(OPENAI_FORMAT.readCompletion(openAiAnswer({ content: '', tool_calls: [call('{}')] })).stopReason).toBe('tool_calls');
  });

  it.each([{}, { choices: [] }, { choices: [{}] }, openAiAnswer({ tool_calls: [{ id: 'x' }] })])('calls %j garbled', (body) => {
    expect(() => OPENAI_FORMAT.readCompletion(body)).toThrow(expect.objectContaining({ name: 'ProviderError', kind: 'garbled' }));
  });
});

describe('whole answers in Anthropic’s format', () => {
  it('adds text up and leaves thoughts and the vendor’s own tools out', () => {
    const content = [
      { type: 'thinking', thinking: 'hm', signature: 's' },
      { type: 'text', text: 'It is ' },
      { type: 'server_tool_use', id: 's', name: 'web_search', input: {} },
      { type: 'text', text: 'Friday' },
      { type: 'tool_use', id: 'toolu_1', name: 'find', input: { a: 1 } },
    ];
    expect(ANTHROPIC_FORMAT.readCompletion(anthropicAnswer(content, { stop_reason: 'tool_use' }))).toEqual({
      id: 'msg_1',
      model: 'claude',
      text: 'It is Friday',
      toolCalls: [{ id: 'toolu_1', name: 'find', arguments: '{"a":1}' }],
      stopReason: 'tool_calls',
      stopSequence: null,
      usage: null,
    });
  });

  it.each([
    ['end_turn', 'end'],
    ['pause_turn', 'end'],
    ['model_context_window_exceeded', 'max_tokens'],
    ['refusal', 'refused'],
    ['something new', 'end'],
  ])('reads %s as %s', (reason, expected) => {
    expect(ANTHROPIC_FORMAT.readCompletion(anthropicAnswer([], { stop_reason: reason })).stopReason).toBe(expected);
  });

  it.each([{}, { content: 'text' }, anthropicAnswer([{ type: 'tool_use', input: {} }])])('calls %j garbled', (body) => {
    expect(() => ANTHROPIC_FORMAT.readCompletion(body)).toThrow(expect.objectContaining({ name: 'ProviderError', kind: 'garbled' }));
  });
});

describe('arguments of a call that are no JSON object', () => {
  const answer = (args: string): Completion => OPENAI_FORMAT.readCompletion(openAiAnswer({ content: null, tool_calls: [call(args)] }));

  it('stay as the model wrote them in OpenAI’s format', () => {
    expect(OPENAI_FORMAT.writeCompletion(answer('{"a":'))).toMatchObject({ choices: [{ message: { content: null, tool_calls: [call('{"a":')] } }] });
  });

  it.each(['{"a":', '[1]', '"text"', 'null'])('make the answer an error in Anthropic’s: %s', (args) => {
    expect(() => ANTHROPIC_FORMAT.writeCompletion(answer(args))).toThrow(expect.objectContaining({ kind: 'garbled', message: expect.stringContaining('"find"') }));
  });

  it('are an empty object where the model wrote nothing', () => {
    expect(ANTHROPIC_FORMAT.writeCompletion(answer(''))).toMatchObject({ content: [{ type: 'tool_use', input: {} }] });
  });
});
