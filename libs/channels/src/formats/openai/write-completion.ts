import type { Completion, JsonObject } from '../../completion.js';
import { writeStopReason } from './stop-reasons.js';
import { writeUsage } from './usage.js';
import { writeToolCall } from './write-messages.js';

export function writeCompletion(completion: Completion): JsonObject {
  const { toolCalls, text, usage } = completion;
  const message = {
    role: 'assistant',
    content: text === '' && toolCalls.length > 0 ? null : text,
    refusal: null,
    ...(toolCalls.length > 0 ? { tool_calls: toolCalls.map(writeToolCall) } : {}),
  };
  return {
    id: completion.id,
    object: 'chat.completion',
    created: Math.floor(Date.now() / 1000),
    model: completion.model,
    choices: [{ index: 0, message, logprobs: null, finish_reason: writeStopReason(completion.stopReason) }],
    ...(usage ? { usage: writeUsage(usage) } : {}),
  };
}
