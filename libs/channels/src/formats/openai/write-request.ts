import type { AnswerFormat, CompletionRequest, JsonObject, ToolDefinition } from '../../completion.js';
import { said } from '../json.js';
import { isReasoningModel } from './reasoning-models.js';
import { writeMessages } from './write-messages.js';

/** Cache marks have no place here: these vendors keep what they have read by themselves. */
export function writeRequest(request: CompletionRequest, options: { stream: boolean }): JsonObject {
  return said({
    model: request.model,
    messages: writeMessages(request.system, request.messages),
    ...writeTools(request),
    ...writeSampling(request),
    stop: request.stop.length > 0 ? request.stop : null,
    response_format: writeAnswerFormat(request.answerFormat),
    user: request.user,
    ...(options.stream ? { stream: true, stream_options: { include_usage: true } } : {}),
  });
}

function writeSampling({ model, maxTokens, temperature, topP }: CompletionRequest): JsonObject {
  return isReasoningModel(model) ? { max_completion_tokens: maxTokens } : { max_tokens: maxTokens, temperature, top_p: topP };
}

function writeTools({ tools, toolChoice, parallelToolCalls }: CompletionRequest): JsonObject {
  if (tools.length === 0) return {};
  const choice = toolChoice === null || typeof toolChoice === 'string' ? toolChoice : { type: 'function', function: { name: toolChoice.name } };
  return { tools: tools.map(writeTool), tool_choice: choice, parallel_tool_calls: parallelToolCalls };
}

const writeTool = ({ name, description, parameters, strict }: ToolDefinition): JsonObject => ({
  type: 'function',
  function: said({ name, description, parameters, strict }),
});

function writeAnswerFormat(format: AnswerFormat): JsonObject | null {
  switch (format.kind) {
    case 'text':
      return null;
    case 'json':
      return { type: 'json_object' };
    case 'json_schema':
      return { type: 'json_schema', json_schema: { name: format.name, schema: format.schema, strict: format.strict } };
  }
}
