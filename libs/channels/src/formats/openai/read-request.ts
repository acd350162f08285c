import { OpenAiChatRequest } from '#libs/contracts';
import type { AnswerFormat, CompletionRequest, JsonObject } from '../../completion.js';
import { readAs } from '../read-as.js';
import { readConversation, readInstructions } from './read-messages.js';
import { readTools } from './read-tools.js';

/** @throws AppError invalid_request naming the field that is wrong or cannot be carried over */
export function readRequest(body: JsonObject): CompletionRequest {
  const request = readAs(OpenAiChatRequest, body);
  return {
    model: request.model,
    system: readInstructions(request.messages),
    messages: readConversation(request.messages),
    ...readTools(request),
    parallelToolCalls: request.parallel_tool_calls ?? null,
    maxTokens: request.max_completion_tokens ?? request.max_tokens ?? null,
    temperature: request.temperature ?? null,
    topP: request.top_p ?? null,
    stop: request.stop ?? [],
    answerFormat: readAnswerFormat(request.response_format),
    user: request.user ?? request.safety_identifier ?? null,
  };
}

function readAnswerFormat(format: OpenAiChatRequest['response_format']): AnswerFormat {
  switch (format?.type) {
    case 'json_object':
      return { kind: 'json' };
    case 'json_schema':
      return { kind: 'json_schema', name: format.json_schema.name, schema: format.json_schema.schema ?? { type: 'object' }, strict: format.json_schema.strict ?? false };
    case 'text':
    case undefined:
      return { kind: 'text' };
  }
}
