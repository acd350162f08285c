import { describe, expect, it } from '@jest/globals';
import type { JsonObject } from '../../src/completion.js';
import { createMeter } from '../../src/formats/meter.js';

const chunk = (delta: JsonObject, others: JsonObject = {}, finishReason: string | null = null): JsonObject => ({
  model: 'gpt-4.1',
  choices: [{ index: 0, delta, finish_reason: finishReason }],
  ...others,
});
const tool = (called: JsonObject) => chunk({ tool_calls: [{ index: 0, function: called }] });

describe('the meter of OpenAI’s format', () => {
  it('tells when the answer begins and stops, and what it used', () => {
    const meter = createMeter('openai');
    const events = [chunk({ role: 'assistant', content: '' }), chunk({ content: 'Hi' }), tool({ name: 'find', arguments: '' }), tool({ arguments: '{}' }), chunk({}, {}, 'stop')];
    expect(events.map((event) => meter.event(event))).toEqual([
      { begins: false, stopped: false },
      { begins: true, stopped: false },
      { begins: true, stopped: false },
      { begins: true, stopped: false },
      { begins: false, stopped: true },
    ]);
    expect(meter.usage()).toBeNull();
    meter.event({ choices: [], usage: { prompt_tokens: 5, completion_tokens: 2, total_tokens: 7 } });
    expect([meter.usage(), meter.usageIsFinal(), meter.model(), meter.text()]).toEqual([
      { inputTokens: 5, cacheReadTokens: 0, cacheWriteTokens: 0, outputTokens: 2 },
      true,
      'gpt-4.1',
      'Hifind{}',
    ]);
  });

  it('takes thoughts for produced, and counts before the end for what they are', () => {
    const meter = createMeter('openai');
    expect(meter.event(chunk({ content: null, reasoning_content: 'hm' }, { usage: { prompt_tokens: 5, completion_tokens: 1 } }))).toEqual({ begins: true, stopped: false });
    expect([meter.usage()?.outputTokens, meter.usageIsFinal()]).toEqual([1, false]);
    meter.event(chunk({}, { usage: null }, 'stop'));
    expect(meter.usage()?.outputTokens).toBe(1);
  });

  it('measures a whole answer', () => {
    const meter = createMeter('openai');
    const message = { content: 'Hi', tool_calls: [{ function: { name: 'find', arguments: '{}' } }] };
    meter.whole({ model: 'm', choices: [{ message }], usage: { prompt_tokens: 1, completion_tokens: 2 } });
    expect([meter.text(), meter.model(), meter.usage()?.outputTokens, meter.usageIsFinal()]).toEqual(['Hifind{}', 'm', 2, true]);
  });
});

describe('the meter of Anthropic’s format', () => {
  const start = { type: 'message_start', message: { model: 'claude', usage: { input_tokens: 9, cache_read_input_tokens: 4, output_tokens: 1 } } };
  const delta = (one: JsonObject) => ({ type: 'content_block_delta', index: 0, delta: one });

  it('tells when the answer begins and stops, and what it used', () => {
    const meter = createMeter('anthropic');
    const events = [
      start,
      { type: 'ping' },
      { type: 'content_block_start', index: 0, content_block: { type: 'text', text: '' } },
      delta({ type: 'text_delta', text: 'Hi' }),
      { type: 'content_block_start', index: 1, content_block: { type: 'tool_use', id: 't', name: 'find', input: {} } },
      delta({ type: 'input_json_delta', partial_json: '{}' }),
    ];
    expect(events.map((event) => meter.event(event).begins)).toEqual([false, false, false, true, true, true]);
    expect([meter.usage()?.inputTokens, meter.usageIsFinal()]).toEqual([9, false]);
    expect(meter.event({ type: 'message_delta', delta: { stop_reason: 'end_turn' }, usage: { output_tokens: 30 } }).stopped).toBe(true);
    expect([meter.usage(), meter.usageIsFinal(), meter.model(), meter.text()]).toEqual([
      { inputTokens: 9, cacheReadTokens: 4, cacheWriteTokens: 0, outputTokens: 30 },
      true,
      'claude',
      'Hifind{}',
    ]);
  });

  it('measures a whole answer', () => {
    const meter = createMeter('anthropic');
    meter.whole({ model: 'claude', content: [{ type: 'thinking', thinking: 'hm' }, { type: 'text', text: 'Hi' }, { type: 'tool_use', name: 'find', input: { a: 1 } }], usage: { input_tokens: 1, output_tokens: 2 } });
    expect([meter.text(), meter.usage()?.outputTokens]).toEqual(['hmHifind{"a":1}', 2]);
  });
});
