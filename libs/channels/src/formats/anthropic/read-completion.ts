import type { Completion, JsonObject, ToolCall, Usage } from '../../completion.js';
import { garbled } from '../garbled.js';
import { objectOf, stringOf } from '../json.js';
import { withUsage } from '../total-usage.js';
import { readStopReason } from './stop-reasons.js';
import { readUsage } from './usage.js';

/** Thoughts are not the answer and left out. @throws ProviderError garbled */
export function readCompletion(body: JsonObject): Completion {
  if (!Array.isArray(body.content)) throw garbled('The answer has no content');
  const blocks = body.content.map((block) => objectOf(block) ?? {});
  return {
    id: stringOf(body.id) ?? '',
    model: stringOf(body.model) ?? '',
    text: blocks.map((block) => (block.type === 'text' ? (stringOf(block.text) ?? '') : '')).join(''),
    toolCalls: blocks.filter((block) => block.type === 'tool_use').map(readToolUse),
    stopReason: readStopReason(body.stop_reason),
    stopSequence: stringOf(body.stop_sequence),
    usage: readWholeUsage(body.usage),
  };
}

function readToolUse(block: JsonObject): ToolCall {
  const [id, name] = [stringOf(block.id), stringOf(block.name)];
  if (!id || !name) throw garbled('A tool call of the answer has no id or no name');
  return { id, name, arguments: JSON.stringify(block.input ?? {}) };
}

/** Null when the vendor did not say. */
export function readWholeUsage(value: unknown): Usage | null {
  const told = readUsage(value);
  return told.inputTokens === undefined && told.outputTokens === undefined ? null : withUsage(null, told);
}
