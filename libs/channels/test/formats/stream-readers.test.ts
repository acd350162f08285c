import { describe, expect, it } from '@jest/globals';
import type { JsonObject } from '../../src/completion.js';
import { ANTHROPIC_FORMAT } from '../../src/formats/anthropic/anthropic-format.js';
import { OPENAI_FORMAT } from '../../src/formats/openai/openai-format.js';
import type { WireFormat } from '../../src/wire-format.js';

const readAll = (format: WireFormat, events: JsonObject[]) => {
  const read = format.createReader();
  return events.flatMap((event) => read(event));
};

describe('streams in OpenAI’s format', () => {
  const chunk = (delta: JsonObject, finishReason: string | null = null) => ({ id: 'c', model: 'm', choices: [{ index: 0, delta, finish_reason: finishReason }] });
  const piece = (call: JsonObject) => chunk({ tool_calls: [call] });
  const started = { kind: 'started', id: 'c', model: 'm' };

  it('tells calls apart by their ids where the server numbers all of them zero, or none', () => {
    const events = [piece({ index: 0, id: 'a', function: { name: 'find', arguments: '{}' } }), piece({ id: 'b', function: { name: 'track', arguments: '{"x"' } }), piece({ index: 0, function: { arguments: ':1}' } }), chunk({}, 'stop')];
    expect(readAll(OPENAI_FORMAT, events)).toEqual([
      started,
      { kind: 'tool_call_started', index: 0, id: 'a', name: 'find' },
      { kind: 'tool_call_arguments', index: 0, json: '{}' },
      { kind: 'tool_call_started', index: 1, id: 'b', name: 'track' },
      { kind: 'tool_call_arguments', index: 1, json: '{"x"' },
      { kind: 'tool_call_arguments', index: 1, json: ':1}' },
      { kind: 'stopped', reason: 'tool_calls', stopSequence: null },
    ]);
  });

  it('follows pieces of several calls by their index', () => {
    const events = [
      piece({ index: 0, id: 'a', function: { name: 'find', arguments: '' } }),
      piece({ index: 1, id: 'b', function: { name: 'track', arguments: '' } }),
      piece({ index: 0, function: { arguments: '{"a":1}' } }),
      piece({ index: 1, id: 'b', function: { arguments: '{}' } }),
    ];
    expect(readAll(OPENAI_FORMAT, events).slice(-2)).toEqual([
      { kind: 'tool_call_arguments', index: 0, json: '{"a":1}' },
      { kind: 'tool_call_arguments', index: 1, json: '{}' },
    ]);
  });

  it('takes a refusal for what was said, and parts for text', () => {
    expect(readAll(OPENAI_FORMAT, [chunk({ refusal: 'No' }), chunk({}, 'stop')]).slice(1)).toEqual([
      { kind: 'text', text: 'No' },
      { kind: 'stopped', reason: 'refused', stopSequence: null },
    ]);
    expect(readAll(OPENAI_FORMAT, [chunk({ content: [{ type: 'thinking', thinking: [] }, { type: 'text', text: 'Hi' }] })]).slice(1)).toEqual([{ kind: 'text', text: 'Hi' }]);
  });

  it('survives chunks of no known shape', () => {
    expect(readAll(OPENAI_FORMAT, [{}, { choices: 'x' }, { choices: [null] }, { choices: [{ delta: 3 }] }, { choices: [{ delta: { tool_calls: [null] } }] }])[0]).toEqual({ kind: 'started', id: '', model: '' });
  });
});

describe('streams in Anthropic’s format', () => {
  const open = (index: number, block: JsonObject) => ({ type: 'content_block_start', index, content_block: block });
  const delta = (index: number, one: JsonObject) => ({ type: 'content_block_delta', index, delta: one });
  const close = (index: number) => ({ type: 'content_block_stop', index });
  const tool = (name: string, input: JsonObject = {}) => ({ type: 'tool_use', id: `id-${name}`, name, input });

  it('numbers calls apart from other blocks, and gives an empty object where nothing was said', () => {
    const events = [
      open(0, { type: 'text', text: 'Hm' }),
      close(0),
      open(1, { type: 'server_tool_use', id: 's', name: 'web_search', input: {} }),
      delta(1, { type: 'input_json_delta', partial_json: '{"q":1}' }),
      close(1),
      open(2, tool('find')),
      delta(2, { type: 'input_json_delta', partial_json: '' }),
      close(2),
      open(3, tool('track', { a: 1 })),
      close(3),
    ];
    expect(readAll(ANTHROPIC_FORMAT, events)).toEqual([
      { kind: 'text', text: 'Hm' },
      { kind: 'tool_call_started', index: 0, id: 'id-find', name: 'find' },
      { kind: 'tool_call_arguments', index: 0, json: '{}' },
      { kind: 'tool_call_started', index: 1, id: 'id-track', name: 'track' },
      { kind: 'tool_call_arguments', index: 1, json: '{"a":1}' },
    ]);
  });

  it('tells the counts as they come, and the stop with its sequence', () => {
    const events = [
      { type: 'message_start', message: { id: 'msg', model: 'claude', usage: { input_tokens: 3, cache_read_input_tokens: 2, cache_creation_input_tokens: null, output_tokens: 1 } } },
      { type: 'ping' },
      { type: 'something_new' },
      { type: 'message_delta', delta: { stop_reason: 'stop_sequence', stop_sequence: 'END' }, usage: { output_tokens: 9 } },
      { type: 'message_stop' },
    ];
    expect(readAll(ANTHROPIC_FORMAT, events)).toEqual([
      { kind: 'started', id: 'msg', model: 'claude' },
      { kind: 'usage', usage: { inputTokens: 3, cacheReadTokens: 2, outputTokens: 1 } },
      { kind: 'usage', usage: { outputTokens: 9 } },
      { kind: 'stopped', reason: 'stop_sequence', stopSequence: 'END' },
    ]);
  });
});
