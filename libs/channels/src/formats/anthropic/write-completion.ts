import type { Completion, JsonObject, ToolCall } from '../../completion.js';
import { garbled } from '../garbled.js';
import { parsedObject } from '../json.js';
import { message, toolUseBlock } from './message.js';
import { writeStopReason } from './stop-reasons.js';
import { writeUsage } from './usage.js';

/**
 * A call's input must be an object here. What the model wrote is never repaired or replaced: arguments
 * that are no JSON object make the whole answer an error that says so.
 * @throws ProviderError garbled
 */
export function writeCompletion(completion: Completion): JsonObject {
  const text = completion.text === '' ? [] : [{ type: 'text', text: completion.text, citations: null }];
  return message({
    id: completion.id,
    model: completion.model,
    content: [...text, ...completion.toolCalls.map(writeToolUse)],
    stop_reason: writeStopReason(completion.stopReason),
    stop_sequence: completion.stopSequence,
    usage: writeUsage(completion.usage),
  });
}

function writeToolUse(call: ToolCall): JsonObject {
  const input = call.arguments === '' ? {} : parsedObject(call.arguments);
  if (!input) throw garbled(`The model called the tool ${JSON.stringify(call.name)} with arguments that are not a JSON object`);
  return toolUseBlock(call.id, call.name, input);
}
