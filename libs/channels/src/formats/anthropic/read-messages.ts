import type { AnthropicMessagesRequest } from '#libs/contracts';
import type { ChatMessage, ContentPart, TextPart, ToolCall } from '../../completion.js';
import { textPart } from '../content.js';

type Message = AnthropicMessagesRequest['messages'][number];
type Block<Role extends Message['role']> = Extract<Message, { role: Role }>['content'][number];
type UserBlock = Block<'user'>;
type ToolResultBlock = Extract<UserBlock, { type: 'tool_result' }>;

/** The system prompt and system messages within the conversation, in order. */
export function readInstructions(request: AnthropicMessagesRequest): TextPart[] {
  const within = request.messages.flatMap((message) => (message.role === 'system' ? message.content : []));
  return [...(request.system ?? []), ...within].map((block) => textPart(block.text, block.cache_control));
}

export function readConversation(messages: readonly Message[]): ChatMessage[] {
  return messages.flatMap((message): ChatMessage[] => {
    if (message.role === 'user') return readUser(message.content);
    return message.role === 'assistant' ? [readAnswer(message.content)] : [];
  });
}

/** Results of tools are messages of their own here, and come before what the user says with them. */
function readUser(blocks: readonly UserBlock[]): ChatMessage[] {
  const results = blocks.flatMap((block) => (block.type === 'tool_result' ? [readToolResult(block)] : []));
  const said = blocks.flatMap((block) => (block.type === 'tool_result' ? [] : [readPart(block)]));
  return said.length > 0 || results.length === 0 ? [...results, { role: 'user', content: said }] : results;
}

function readToolResult(block: ToolResultBlock): ChatMessage {
  const content = (block.content ?? []).map(readPart);
  const last = content.at(-1);
  if (block.cache_control && last?.kind === 'text') last.cacheUpToHere = true;
  return { role: 'tool', toolCallId: block.tool_use_id, content, isError: block.is_error ?? false };
}

function readPart(block: Exclude<UserBlock, ToolResultBlock>): ContentPart {
  if (block.type === 'text') return textPart(block.text, block.cache_control);
  const { source } = block;
  if (source.type === 'url') return { kind: 'image', source: { kind: 'url', url: source.url } };
  return { kind: 'image', source: { kind: 'data', mediaType: source.media_type, base64: source.data } };
}

/** Without the thoughts: they are of use only to the model that had them. */
function readAnswer(blocks: readonly Block<'assistant'>[]): ChatMessage {
  const content = blocks.flatMap((block): TextPart[] => (block.type === 'text' ? [textPart(block.text, block.cache_control)] : []));
  const toolCalls = blocks.flatMap((block): ToolCall[] =>
    block.type === 'tool_use' ? [{ id: block.id, name: block.name, arguments: JSON.stringify(block.input ?? {}) }] : [],
  );
  return { role: 'assistant', content, toolCalls };
}
