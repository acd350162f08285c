import type { AnswerFormat, CompletionRequest, JsonObject, TextPart, ToolDefinition } from '../../completion.js';
import { said } from '../json.js';
import { textPart } from '../content.js';
import { writeParts } from './blocks.js';
import { closedSchema } from './closed-schema.js';
import { writeSampling } from './sampling.js';
import { writeMessages } from './write-messages.js';

/** The vendor wants a limit; this one is given when the client gave none. */
const DEFAULT_MAX_TOKENS = 4096;

const JSON_ONLY = textPart('Answer with one valid JSON object and nothing else: no explanation, no code fence.');

export function writeRequest(request: CompletionRequest, options: { stream: boolean }): JsonObject {
  const system = writeSystem(request);
  return said({
    model: request.model,
    max_tokens: request.maxTokens ?? DEFAULT_MAX_TOKENS,
    system: system.length > 0 ? system : null,
    messages: writeMessages(request.messages),
    ...writeTools(request),
    ...writeSampling(request),
    stop_sequences: request.stop.length > 0 ? request.stop : null,
    output_config: writeAnswerFormat(request.answerFormat),
    metadata: request.user ? { user_id: request.user } : null,
    stream: options.stream ? true : null,
  });
}

/** There is no mode for JSON without a schema: the model is asked for it. */
function writeSystem({ system, answerFormat }: CompletionRequest): JsonObject[] {
  const parts: TextPart[] = answerFormat.kind === 'json' ? [...system, JSON_ONLY] : system;
  return writeParts(parts);
}

function writeTools(request: CompletionRequest): JsonObject {
  if (request.tools.length === 0) return {};
  return { tools: request.tools.map(writeTool), tool_choice: writeToolChoice(request) };
}

const writeTool = ({ name, description, parameters, strict }: ToolDefinition): JsonObject =>
  said({ name, description, input_schema: parameters, strict: strict ? true : null });

function writeToolChoice({ toolChoice, parallelToolCalls }: CompletionRequest): JsonObject | null {
  if (toolChoice === 'none') return { type: 'none' };
  const parallel = parallelToolCalls === null ? {} : { disable_parallel_tool_use: !parallelToolCalls };
  if (toolChoice === null) return parallelToolCalls === false ? { type: 'auto', ...parallel } : null;
  if (toolChoice === 'auto') return { type: 'auto', ...parallel };
  return toolChoice === 'required' ? { type: 'any', ...parallel } : { type: 'tool', name: toolChoice.name, ...parallel };
}

const writeAnswerFormat = (format: AnswerFormat): JsonObject | null =>
  format.kind === 'json_schema' ? { format: { type: 'json_schema', schema: closedSchema(format.schema) } } : null;
