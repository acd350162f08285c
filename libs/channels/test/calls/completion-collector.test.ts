import { describe, expect, it } from '@jest/globals';
import { CompletionCollector } from '../../src/completion-collector.js';
import type { CompletionEvent } from '../../src/completion.js';

const collect = (...events: CompletionEvent[]) => {
  const collector = new CompletionCollector();
  for (const event of events) collector.add(event);
  return collector.completion();
};

describe('the collector of a completion', () => {
  it('gives an empty answer when nothing came', () => {
    expect(collect()).toEqual({ id: '', model: '', text: '', toolCalls: [], stopReason: 'end', stopSequence: null, usage: null });
  });

  it('puts text together in order, and knows who answered and why it ended', () => {
    const completion = collect(
      { kind: 'started', id: 'a1', model: 'gpt-5-2026' },
      { kind: 'text', text: '多' },
      { kind: 'text', text: '謝 🙂' },
      { kind: 'stopped', reason: 'stop_sequence', stopSequence: 'END' },
    );
    expect(completion).toMatchObject({ id: 'a1', model: 'gpt-5-2026', text: '多謝 🙂', stopReason: 'stop_sequence', stopSequence: 'END' });
  });

  it('puts interleaved tool calls together, in the order of their numbers, and repairs no arguments', () => {
    const { toolCalls } = collect(
      { kind: 'tool_call_started', index: 1, id: 'c1', name: 'second' },
      { kind: 'tool_call_started', index: 0, id: 'c0', name: 'first' },
      { kind: 'tool_call_arguments', index: 1, json: '{"a":' },
      { kind: 'tool_call_arguments', index: 0, json: '{"broken' },
      { kind: 'tool_call_arguments', index: 1, json: '1}' },
    );
    expect(toolCalls).toEqual([
      { id: 'c0', name: 'first', arguments: '{"broken' },
      { id: 'c1', name: 'second', arguments: '{"a":1}' },
    ]);
  });

  it('replaces the counts that a later event names, and keeps the others', () => {
    const { usage } = collect({ kind: 'usage', usage: { inputTokens: 9, cacheReadTokens: 4, outputTokens: 1 } }, { kind: 'usage', usage: { outputTokens: 30 } });
    expect(usage).toEqual({ inputTokens: 9, cacheReadTokens: 4, cacheWriteTokens: 0, outputTokens: 30 });
  });
});
