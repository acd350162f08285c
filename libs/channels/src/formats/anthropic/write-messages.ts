import type { ChatMessage, JsonObject } from '../../completion.js';
import { writeParts, writeToolResult, writeToolUse } from './blocks.js';

type Side = 'user' | 'assistant';

/** Messages of one side that follow each other become one; results of tools stand before anything else in it. */
export function writeMessages(messages: readonly ChatMessage[]): JsonObject[] {
  return inTurns(messages)
    .map(({ side, messages: together }) => ({ role: side, content: writeContent(together) }))
    .filter(({ content }) => content.length > 0);
}

function inTurns(messages: readonly ChatMessage[]): { side: Side; messages: ChatMessage[] }[] {
  const turns: { side: Side; messages: ChatMessage[] }[] = [];
  for (const message of messages) {
    const side = message.role === 'assistant' ? 'assistant' : 'user';
    const last = turns.at(-1);
    if (last?.side === side) last.messages.push(message);
    else turns.push({ side, messages: [message] });
  }
  return turns;
}

function writeContent(messages: readonly ChatMessage[]): JsonObject[] {
  const results: JsonObject[] = [];
  const rest: JsonObject[] = [];
  for (const message of messages) {
    if (message.role === 'tool') results.push(writeToolResult(message.toolCallId, message.content, message.isError));
    else rest.push(...writeParts(message.content));
    if (message.role === 'assistant') rest.push(...message.toolCalls.map(writeToolUse));
  }
  return [...results, ...rest];
}
