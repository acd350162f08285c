import type { ChatMessage, ContentPart, ImagePart, JsonObject, TextPart, ToolCall } from '../../completion.js';
import { isImage, isText, joined } from '../content.js';
import { writeImage } from './images.js';

/** Text goes as one string wherever the format allows it: many compatible servers take nothing else. */
export function writeMessages(system: readonly TextPart[], messages: readonly ChatMessage[]): JsonObject[] {
  const written: JsonObject[] = system.length > 0 ? [{ role: 'system', content: joined(system, '\n\n') }] : [];
  let shown: ImagePart[] = [];
  for (const message of messages) {
    if (message.role !== 'tool') shown = show(shown, written);
    written.push(writeMessage(message));
    if (message.role === 'tool') shown.push(...message.content.filter(isImage));
  }
  show(shown, written);
  return written;
}

/** A tool's result may only be text here: its images follow as the user's, after the last result in a row. */
function show(images: ImagePart[], written: JsonObject[]): ImagePart[] {
  if (images.length > 0) written.push({ role: 'user', content: images.map(writeImage) });
  return [];
}

function writeMessage(message: ChatMessage): JsonObject {
  switch (message.role) {
    case 'user':
      return { role: 'user', content: writeContent(message.content) };
    case 'assistant':
      return writeAnswer(joined(message.content, ''), message.toolCalls);
    case 'tool':
      return { role: 'tool', tool_call_id: message.toolCallId, content: writeResult(message.content, message.isError) };
  }
}

function writeContent(content: readonly ContentPart[]): string | JsonObject[] {
  const [only] = content;
  if (!only) return '';
  if (content.length === 1 && isText(only)) return only.text;
  return content.map((part) => (isText(part) ? { type: 'text', text: part.text } : writeImage(part)));
}

function writeAnswer(text: string, toolCalls: readonly ToolCall[]): JsonObject {
  if (toolCalls.length === 0) return { role: 'assistant', content: text };
  return { role: 'assistant', content: text === '' ? null : text, tool_calls: toolCalls.map(writeToolCall) };
}

export const writeToolCall = (call: ToolCall): JsonObject => ({
  id: call.id,
  type: 'function',
  function: { name: call.name, arguments: call.arguments },
});

/** The format has no mark for a failed call, so the model is told in words. */
function writeResult(content: readonly ContentPart[], isError: boolean): string {
  const text = joined(content, '\n');
  return isError ? `Error: ${text}` : text;
}
