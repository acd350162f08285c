import type {
  Message,
  RawContentBlockDelta,
  RawContentBlockStartEvent,
  RawMessageDeltaEvent,
  RawMessageStartEvent,
  RawMessageStreamEvent,
} from '@anthropic-ai/sdk/resources/messages';
import { anthropicDeltaUsage, anthropicEnding, anthropicTextBlock, anthropicToolBlock, anthropicUsage } from './anthropic-parts.js';
import type { CompleteAnswer, CompleteToolCall } from './complete-answer.js';
import type { LlmRequest } from './llm-request.js';
import type { StreamFrames } from './writer.js';

interface StreamedBlock {
  start: RawContentBlockStartEvent['content_block'];
  deltas: RawContentBlockDelta[];
}

/** Blocks one after the other. Source: https://platform.claude.com/docs/en/build-with-claude/streaming */
export function writeAnthropicStream(answer: CompleteAnswer, request: LlmRequest): StreamFrames {
  const blocks = [...(answer.chunks.length > 0 ? [textBlock(answer.chunks)] : []), ...answer.toolCalls.map(toolBlock)];
  const [first] = blocks;
  return {
    opening: `${messageStart(answer, request)}${first ? blockStart(first, 0) : ''}${anthropicFrame('ping', { type: 'ping' })}`,
    chunks: blocks.flatMap(blockFrames),
    closing: `${messageDelta(answer)}${event({ type: 'message_stop' })}`,
  };
}

export const anthropicFrame = (name: string, data: unknown): string => `event: ${name}\ndata: ${JSON.stringify(data)}\n\n`;

const event = (data: RawMessageStreamEvent): string => anthropicFrame(data.type, data);

const textBlock = (chunks: string[]): StreamedBlock => ({ start: anthropicTextBlock(''), deltas: chunks.map((text) => ({ type: 'text_delta', text })) });

/** Also a call without arguments has a delta. */
const toolBlock = (call: CompleteToolCall): StreamedBlock => ({
  start: anthropicToolBlock(call, {}),
  deltas: (call.pieces.length > 0 ? call.pieces : ['']).map((piece) => ({ type: 'input_json_delta', partial_json: piece })),
});

/** One entry per delta: the block opens with the first (the opening has that of block 0) and closes with the last. */
function blockFrames(block: StreamedBlock, index: number): string[] {
  return block.deltas.map((delta, position) => {
    const before = position === 0 && index > 0 ? blockStart(block, index) : '';
    const after = position === block.deltas.length - 1 ? event({ type: 'content_block_stop', index }) : '';
    return `${before}${event({ type: 'content_block_delta', index, delta })}${after}`;
  });
}

const blockStart = (block: StreamedBlock, index: number): string => event({ type: 'content_block_start', index, content_block: block.start });

function messageStart(answer: CompleteAnswer, request: LlmRequest): string {
  const message: Omit<Message, 'usage'> = {
    id: `msg_${request.id.slice(4)}`,
    type: 'message',
    role: 'assistant',
    model: answer.model,
    content: [],
    container: null,
    diagnostics: null,
    stop_reason: null,
    stop_sequence: null,
    stop_details: null,
  };
  const usage = answer.usage && { usage: anthropicUsage({ ...answer.usage, output: 1 }) };
  return anthropicFrame('message_start', { type: 'message_start', message: { ...message, ...usage } } satisfies Partly<RawMessageStartEvent, 'message'>);
}

/** The counts here are of the whole message, not of what came since its start. */
function messageDelta(answer: CompleteAnswer): string {
  const delta = { container: null, ...anthropicEnding(answer) };
  const usage = answer.usage && { usage: anthropicDeltaUsage(answer.usage) };
  return anthropicFrame('message_delta', { type: 'message_delta', delta, ...usage } satisfies Omit<RawMessageDeltaEvent, 'usage'>);
}

/** The vendor's type but for one field, which may lack its usage. */
type Partly<T, Field extends keyof T> = Omit<T, Field> & Record<Field, unknown>;
