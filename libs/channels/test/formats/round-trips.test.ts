import { describe, expect, it } from '@jest/globals';
import type { Completion, StopReason } from '../../src/completion.js';
import { ANTHROPIC_FORMAT } from '../../src/formats/anthropic/anthropic-format.js';
import { OPENAI_FORMAT } from '../../src/formats/openai/openai-format.js';
import { randomChatRequest, randomFrom } from './random-conversations.js';

const ROUNDS = 300;
const WHOLE = { stream: false };

describe('what is said in one format and the other', () => {
  it('comes back from Anthropic’s as it went in', () => {
    const random = randomFrom(20_261_120);
    for (let round = 0; round < ROUNDS; round += 1) {
      const request = OPENAI_FORMAT.readRequest(randomChatRequest(random));
      expect(ANTHROPIC_FORMAT.readRequest(ANTHROPIC_FORMAT.writeRequest(request, WHOLE))).toEqual(request);
    }
  });

  it('comes back from OpenAI’s as it went in, but for cache marks', () => {
    const random = randomFrom(7);
    for (let round = 0; round < ROUNDS; round += 1) {
      const request = OPENAI_FORMAT.readRequest(withoutMarks(randomChatRequest(random)));
      expect(OPENAI_FORMAT.readRequest(OPENAI_FORMAT.writeRequest(request, WHOLE))).toEqual(request);
    }
  });

  it('never mixes the sides up: Anthropic’s messages take turns, and every call has its result right after', () => {
    const random = randomFrom(99);
    for (let round = 0; round < ROUNDS; round += 1) {
      const { messages } = ANTHROPIC_FORMAT.writeRequest(OPENAI_FORMAT.readRequest(randomChatRequest(random)), WHOLE) as { messages: Message[] };
      messages.forEach((message, at) => {
        expect(message.role).toBe(at % 2 === 0 ? 'user' : 'assistant');
        const calls = message.content.filter((block) => block.type === 'tool_use').map((block) => block.id);
        if (calls.length > 0) expect(messages[at + 1]?.content.slice(0, calls.length).map((block) => block.tool_use_id)).toEqual(calls);
      });
    }
  });

  it.each(['end', 'max_tokens', 'tool_calls', 'stop_sequence', 'refused'] as StopReason[])('keeps a whole answer that ends with %s', (stopReason) => {
    const completion: Completion = {
      id: 'answer-1',
      model: 'm',
      text: 'Here 你好',
      toolCalls: stopReason === 'tool_calls' ? [{ id: 'call_1', name: 'find', arguments: '{"a":[1,{"b":null}]}' }] : [],
      stopReason,
      stopSequence: stopReason === 'stop_sequence' ? 'END' : null,
      usage: { inputTokens: 10, cacheReadTokens: 20, cacheWriteTokens: 30, outputTokens: 40 },
    };
    expect(ANTHROPIC_FORMAT.readCompletion(ANTHROPIC_FORMAT.writeCompletion(completion))).toEqual(completion);
    const known = stopReason === 'stop_sequence' ? { ...completion, stopReason: 'end', stopSequence: null } : completion;
    expect(OPENAI_FORMAT.readCompletion(OPENAI_FORMAT.writeCompletion(completion))).toEqual(known);
  });
});

interface Message {
  role: string;
  content: { type: string; id?: string; tool_use_id?: string }[];
}

const withoutMarks = <Value>(value: Value): Value => JSON.parse(JSON.stringify(value, (key, inner: unknown) => (key === 'cache_control' ? undefined : inner))) as Value;
