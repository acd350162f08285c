import { createHash } from 'node:crypto';
import type { ContentPart, ImagePart, JsonObject, TextPart, ToolCall } from '../../completion.js';
import { isText } from '../content.js';
import { parsedObject } from '../json.js';

const CACHE_MARK = { cache_control: { type: 'ephemeral' } };

export const writeText = (part: TextPart): JsonObject => ({ type: 'text', text: part.text, ...(part.cacheUpToHere ? CACHE_MARK : {}) });

function writeImage({ source }: ImagePart): JsonObject {
  if (source.kind === 'url') return { type: 'image', source: { type: 'url', url: source.url } };
  return { type: 'image', source: { type: 'base64', media_type: source.mediaType, data: source.base64 } };
}

/** Empty text is refused by the vendor and says nothing. */
export const writeParts = (parts: readonly ContentPart[]): JsonObject[] =>
  parts.filter((part) => !isText(part) || part.text !== '').map((part) => (isText(part) ? writeText(part) : writeImage(part)));

/**
 * A call of the past. What no object can be read from is kept, as text under a name of its own, so that
 * the model still sees what was called and why the tool complained.
 */
export const writeToolUse = (call: ToolCall): JsonObject => ({
  type: 'tool_use',
  id: toolUseId(call.id),
  name: call.name,
  input: call.arguments === '' ? {} : (parsedObject(call.arguments) ?? { unreadable_arguments: call.arguments }),
});

/** Within a result only the whole can be marked for the cache. */
export function writeToolResult(toolCallId: string, content: readonly ContentPart[], isError: boolean): JsonObject {
  const marked = content.some((part) => isText(part) && part.cacheUpToHere);
  return {
    type: 'tool_result',
    tool_use_id: toolUseId(toolCallId),
    content: writeParts(content.map((part) => (isText(part) ? { ...part, cacheUpToHere: false } : part))),
    ...(isError ? { is_error: true } : {}),
    ...(marked ? CACHE_MARK : {}),
  };
}

/** Other vendors' ids may hold what this one refuses (`functions.find:0`); the same id always becomes the same. */
function toolUseId(id: string): string {
  if (/^[\w-]{1,64}$/.test(id)) return id;
  return `toolu_${createHash('sha256').update(id).digest('hex').slice(0, 24)}`;
}
