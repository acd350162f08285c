import type { Completion, JsonObject, ToolCall } from '../../completion.js';
import { garbled } from '../garbled.js';
import { listOf, objectOf, stringOf } from '../json.js';
import { messageText } from './message-text.js';
import { readStopReason } from './stop-reasons.js';
import { readUsage } from './usage.js';

/** Reasoning is not the answer and left out. @throws ProviderError garbled */
export function readCompletion(body: JsonObject): Completion {
  const choice = objectOf(listOf(body.choices)[0]);
  const message = objectOf(choice?.message);
  if (!choice || !message) throw garbled('The answer has no message');
  const toolCalls = listOf(message.tool_calls).map(readToolCall);
  const refusal = stringOf(message.refusal);
  return {
    id: stringOf(body.id) ?? '',
    model: stringOf(body.model) ?? '',
    text: messageText(message.content) || (refusal ?? ''),
    toolCalls,
    stopReason: refusal ? 'refused' : readStopReason(choice.finish_reason, toolCalls.length > 0),
    stopSequence: null,
    usage: readUsage(body.usage),
  };
}

function readToolCall(value: unknown, index: number): ToolCall {
  const call = objectOf(value);
  const called = objectOf(call?.function);
  const name = stringOf(called?.name);
  if (!name) throw garbled('A tool call of the answer has no function');
  return { id: stringOf(call?.id) || `call_${index}`, name, arguments: stringOf(called?.arguments) ?? '' };
}
