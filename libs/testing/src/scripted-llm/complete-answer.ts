import type { AnswerContent, ScriptedStopReason, ScriptedUsage } from './behaviours.js';
import type { LlmRequest } from './llm-request.js';

/** An answer with nothing left to a default. */
export interface CompleteAnswer {
  chunks: string[];
  toolCalls: CompleteToolCall[];
  /** Null: the vendor does not say. */
  usage: Required<ScriptedUsage> | null;
  stopReason: ScriptedStopReason;
  model: string;
}

export interface CompleteToolCall {
  id: string;
  name: string;
  arguments: string;
  /** The arguments as they are streamed. */
  pieces: string[];
}

const DEFAULT_TEXT = 'This is what the scripted model says.';
const DEFAULT_USAGE: ScriptedUsage = { input: 20, output: 10 };

export function completeAnswer(content: AnswerContent, request: LlmRequest): CompleteAnswer {
  const toolCalls = (content.toolCalls ?? []).map((call, index) => ({
    id: call.id ?? `${request.format === 'openai' ? 'call' : 'toolu'}_${request.id.slice(4)}${index}`,
    name: call.name,
    arguments: call.arguments,
    pieces: split(call.arguments, ARGUMENT_PIECE),
  }));
  return {
    chunks: content.chunks ?? split(content.text ?? (toolCalls.length > 0 ? '' : DEFAULT_TEXT), WORD),
    toolCalls,
    usage: content.usage === 'missing' ? null : { cacheRead: 0, cacheWrite: 0, ...(content.usage ?? DEFAULT_USAGE) },
    stopReason: content.stopReason ?? (toolCalls.length > 0 ? 'tool_calls' : 'end'),
    model: content.model ?? request.model ?? 'scripted-model',
  };
}

/** Words with the space before them, and pieces of what is written without spaces. */
const WORD = /\s*\S{1,8}|\s+/gu;
/** Small enough that no client gets away with parsing a piece. */
const ARGUMENT_PIECE = /.{1,12}/gsu;

const split = (text: string, piece: RegExp): string[] => text.match(piece) ?? [];
