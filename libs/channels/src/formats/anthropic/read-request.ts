import { AnthropicMessagesRequest } from '#libs/contracts';
import type { AnswerFormat, CompletionRequest, JsonObject, ToolDefinition } from '../../completion.js';
import { readAs } from '../read-as.js';
import { readConversation, readInstructions } from './read-messages.js';

/** @throws AppError invalid_request naming the field that is wrong or cannot be carried over */
export function readRequest(body: JsonObject): CompletionRequest {
  const request = readAs(AnthropicMessagesRequest, body);
  return {
    model: request.model,
    system: readInstructions(request),
    messages: readConversation(request.messages),
    tools: (request.tools ?? []).map(readTool),
    ...readToolChoice(request.tool_choice),
    maxTokens: request.max_tokens,
    temperature: request.temperature ?? null,
    topP: request.top_p ?? null,
    stop: request.stop_sequences ?? [],
    answerFormat: readAnswerFormat(request),
    user: request.metadata?.user_id ?? null,
  };
}

const readTool = (tool: NonNullable<AnthropicMessagesRequest['tools']>[number]): ToolDefinition => ({
  name: tool.name,
  description: tool.description ?? null,
  parameters: tool.input_schema,
  ...(typeof tool.strict === 'boolean' ? { strict: tool.strict } : {}),
});

function readToolChoice(choice: AnthropicMessagesRequest['tool_choice']): Pick<CompletionRequest, 'toolChoice' | 'parallelToolCalls'> {
  if (!choice || choice.type === 'none') return { toolChoice: choice ? 'none' : null, parallelToolCalls: null };
  const disabled = choice.disable_parallel_tool_use ?? null;
  const parallelToolCalls = disabled === null ? null : !disabled;
  if (choice.type === 'tool') return { toolChoice: { name: choice.name }, parallelToolCalls };
  return { toolChoice: choice.type === 'any' ? 'required' : 'auto', parallelToolCalls };
}

function readAnswerFormat({ output_config: config, output_format: former }: AnthropicMessagesRequest): AnswerFormat {
  const format = config?.format ?? former;
  return format ? { kind: 'json_schema', name: 'answer', schema: format.schema, strict: true } : { kind: 'text' };
}
