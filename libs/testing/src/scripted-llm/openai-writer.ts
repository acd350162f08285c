import type { ChatCompletion, ChatCompletionChunk, ChatCompletionMessageToolCall } from 'openai/resources/chat/completions';
import type { CompletionUsage } from 'openai/resources/completions';
import type { Model } from 'openai/resources/models';
import type { ScriptedStopReason, ScriptedUsage } from './behaviours.js';
import type { CompleteAnswer, CompleteToolCall } from './complete-answer.js';
import type { LlmRequest } from './llm-request.js';
import { openAiProblem } from './openai-problems.js';
import type { VendorProblem, Writer } from './writer.js';

type Delta = ChatCompletionChunk.Choice.Delta;

const FINISH_REASONS = {
  end: 'stop',
  stop_sequence: 'stop',
  max_tokens: 'length',
  tool_calls: 'tool_calls',
  refused: 'content_filter',
} as const satisfies Record<ScriptedStopReason, string>;

/** OpenAI's chat completions. Source: https://platform.openai.com/docs/api-reference/chat */
export const openAiWriter: Writer = {
  headers: (request) => ({ 'x-request-id': request.id, 'openai-version': '2020-10-01', 'openai-processing-ms': '5' }),
  completion: writeCompletion,
  stream: writeStream,
  models: (ids) => ({ object: 'list', data: ids.map((id): Model => ({ id, object: 'model', created: 1_700_000_000, owned_by: 'scripted' })) }),
  problem: openAiProblem,
  errorBody,
  errorFrame: (problem) => frame(errorBody(problem)),
  garbageFrame: 'data: {"id":"chatcmpl-\n\n',
};

function writeCompletion(answer: CompleteAnswer, request: LlmRequest): ChatCompletion {
  const text = answer.chunks.join('');
  const message = {
    role: 'assistant' as const,
    content: text === '' && answer.toolCalls.length > 0 ? null : text,
    refusal: null,
    annotations: [],
    ...(answer.toolCalls.length > 0 && { tool_calls: answer.toolCalls.map(writeToolCall) }),
  };
  return {
    ...envelope(answer, request),
    object: 'chat.completion',
    choices: [{ index: 0, message, logprobs: null, finish_reason: FINISH_REASONS[answer.stopReason] }],
    ...(answer.usage !== null && { usage: writeUsage(answer.usage) }),
  };
}

/** The usage comes in a chunk of its own without choices, and only where the client asked for it. */
function writeStream(answer: CompleteAnswer, request: LlmRequest): ReturnType<Writer['stream']> {
  const options = request.body?.['stream_options'] as { include_usage?: boolean } | null | undefined;
  const usage = options?.include_usage === true ? answer.usage : null;
  const shared = { ...envelope(answer, request), object: 'chat.completion.chunk' as const, ...(usage !== null && { usage: null }) };
  const chunk = (delta: Delta, finishReason: ChatCompletionChunk.Choice['finish_reason'] = null): string =>
    frame({ ...shared, choices: [{ index: 0, delta, logprobs: null, finish_reason: finishReason }] } satisfies ChatCompletionChunk);

  const onlyTools = answer.chunks.length === 0 && answer.toolCalls.length > 0;
  const texts = answer.chunks.map((content) => chunk({ content }));
  const tools = answer.toolCalls.flatMap((call, index) => toolDeltas(call, index).map((deltas) => deltas.map((delta) => chunk(delta)).join('')));
  const summary: ChatCompletionChunk | null = usage && { ...shared, choices: [], usage: writeUsage(usage) };
  return {
    opening: chunk({ role: 'assistant', content: onlyTools ? null : '', refusal: null }),
    chunks: [...texts, ...tools],
    closing: `${chunk({}, FINISH_REASONS[answer.stopReason])}${summary ? frame(summary) : ''}data: [DONE]\n\n`,
  };
}

/** A list of deltas for each piece of the arguments: the call's name comes before the first of them. */
function toolDeltas(call: CompleteToolCall, index: number): Delta[][] {
  const start: Delta = { tool_calls: [{ index, id: call.id, type: 'function', function: { name: call.name, arguments: '' } }] };
  const [first, ...others] = call.pieces.map((piece): Delta => ({ tool_calls: [{ index, function: { arguments: piece } }] }));
  return [first ? [start, first] : [start], ...others.map((delta) => [delta])];
}

const envelope = (answer: CompleteAnswer, request: LlmRequest) => ({
  id: `chatcmpl-${request.id.slice(4)}`,
  created: Math.floor(request.at / 1_000),
  model: answer.model,
  service_tier: 'default' as const,
  system_fingerprint: 'fp_scripted',
});

const writeToolCall = (call: CompleteToolCall): ChatCompletionMessageToolCall => ({
  id: call.id,
  type: 'function',
  function: { name: call.name, arguments: call.arguments },
});

/** prompt_tokens counts everything that was read, whatever came from the cache or went there. */
function writeUsage({ input, output, cacheRead, cacheWrite }: Required<ScriptedUsage>): CompletionUsage {
  const prompt = input + cacheRead + cacheWrite;
  return {
    prompt_tokens: prompt,
    completion_tokens: output,
    total_tokens: prompt + output,
    prompt_tokens_details: { cached_tokens: cacheRead, audio_tokens: 0, ...(cacheWrite > 0 && { cache_write_tokens: cacheWrite }) },
    completion_tokens_details: { reasoning_tokens: 0, audio_tokens: 0, accepted_prediction_tokens: 0, rejected_prediction_tokens: 0 },
  };
}

function errorBody({ message, type, param, code }: VendorProblem): unknown {
  return { error: { message, type, param, code } };
}

const frame = (data: unknown): string => `data: ${JSON.stringify(data)}\n\n`;
