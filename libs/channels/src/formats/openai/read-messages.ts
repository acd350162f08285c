import type { OpenAiChatRequest } from '#libs/contracts';
import type { ChatMessage, ContentPart, TextPart } from '../../completion.js';
import { textPart } from '../content.js';
import { readImage } from './images.js';

type Message = OpenAiChatRequest['messages'][number];
type UserPart = Extract<Message, { role: 'user' }>['content'][number];
type AssistantMessage = Extract<Message, { role: 'assistant' }>;
type Instruction = Extract<Message, { role: 'system' | 'developer' }>;

const isInstruction = (message: Message): message is Instruction => message.role === 'system' || message.role === 'developer';

/** System and developer messages, wherever they stand: other vendors take instructions at the beginning only. */
export const readInstructions = (messages: readonly Message[]): TextPart[] =>
  messages.filter(isInstruction).flatMap((message) => message.content.map(readText));

export const readConversation = (messages: readonly Message[]): ChatMessage[] =>
  messages.flatMap((message) => (isInstruction(message) ? [] : [readMessage(message)]));

function readMessage(message: Exclude<Message, Instruction>): ChatMessage {
  switch (message.role) {
    case 'user':
      return { role: 'user', content: message.content.map(readPart) };
    case 'assistant':
      return { role: 'assistant', content: readAnswer(message), toolCalls: (message.tool_calls ?? []).map(({ id, function: called }) => ({ id, ...called })) };
    case 'tool':
      return { role: 'tool', toolCallId: message.tool_call_id, content: message.content.map(readText), isError: false };
  }
}

const readPart = (part: UserPart): ContentPart => (part.type === 'text' ? readText(part) : readImage(part.image_url.url));

const readText = (part: Extract<UserPart, { type: 'text' }>): TextPart => textPart(part.text, part.cache_control ?? part.prompt_cache_breakpoint);

/** What the model refused to do, it said as well. */
function readAnswer(message: AssistantMessage): TextPart[] {
  const parts = (message.content ?? []).map((part) => (part.type === 'text' ? readText(part) : textPart(part.refusal)));
  return message.refusal ? [...parts, textPart(message.refusal)] : parts;
}
