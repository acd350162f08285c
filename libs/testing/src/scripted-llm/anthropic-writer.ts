import type { ContentBlock, Message } from '@anthropic-ai/sdk/resources/messages';
import type { ModelInfo } from '@anthropic-ai/sdk/resources/models';
import { anthropicProblem } from './anthropic-problems.js';
import { anthropicEnding, anthropicTextBlock, anthropicToolBlock, anthropicUsage } from './anthropic-parts.js';
import { anthropicFrame, writeAnthropicStream } from './anthropic-stream.js';
import type { CompleteAnswer, CompleteToolCall } from './complete-answer.js';
import type { LlmRequest } from './llm-request.js';
import type { VendorProblem, Writer } from './writer.js';

/** Anthropic's messages. Source: https://platform.claude.com/docs/en/api/messages */
export const anthropicWriter: Writer = {
  headers: (request) => ({ 'request-id': request.id, 'anthropic-organization-id': '00000000-0000-4000-8000-000000000000' }),
  completion: writeMessage,
  stream: writeAnthropicStream,
  models: writeModels,
  problem: anthropicProblem,
  errorBody,
  errorFrame: (problem, request) => anthropicFrame('error', errorBody(problem, request)),
  garbageFrame: 'event: content_block_delta\ndata: {"type":"content_blo\n\n',
};

function writeMessage(answer: CompleteAnswer, request: LlmRequest): unknown {
  return {
    id: `msg_${request.id.slice(4)}`,
    type: 'message',
    role: 'assistant',
    model: answer.model,
    content: contentOf(answer),
    container: null,
    diagnostics: null,
    ...anthropicEnding(answer),
    ...(answer.usage !== null && { usage: anthropicUsage(answer.usage) }),
  } satisfies Omit<Message, 'usage'>;
}

function contentOf(answer: CompleteAnswer): ContentBlock[] {
  const text = answer.chunks.join('');
  return [...(text === '' ? [] : [anthropicTextBlock(text)]), ...answer.toolCalls.map((call) => anthropicToolBlock(call, inputOf(call)))];
}

/** An unparsable input stays the string it is: a whole message has no other place for it. */
function inputOf(call: CompleteToolCall): unknown {
  try {
    return JSON.parse(call.arguments) as unknown;
  } catch {
    return call.arguments;
  }
}

function errorBody({ type, message }: VendorProblem, request: LlmRequest): unknown {
  return { type: 'error', error: { type, message }, request_id: request.id };
}

/** Source: https://platform.claude.com/docs/en/api/models-list */
function writeModels(ids: readonly string[]): unknown {
  const data = ids.map((id): ModelInfo => ({
    type: 'model',
    id,
    display_name: id,
    created_at: '2026-01-01T00:00:00Z',
    capabilities: null,
    deprecated_at: null,
    lifecycle: 'active',
    line: null,
    max_input_tokens: 200_000,
    max_tokens: 64_000,
    retires_at: null,
  }));
  return { data, has_more: false, first_id: ids[0] ?? null, last_id: ids.at(-1) ?? null };
}
