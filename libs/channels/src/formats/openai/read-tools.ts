import type { OpenAiChatRequest } from '#libs/contracts';
import type { CompletionRequest, ToolDefinition } from '../../completion.js';

type Tool = NonNullable<OpenAiChatRequest['tools']>[number];

/** `allowed_tools` narrows the list and says whether one of it must be called. */
export function readTools(request: OpenAiChatRequest): Pick<CompletionRequest, 'tools' | 'toolChoice'> {
  const tools = (request.tools ?? []).map(readTool);
  const choice = request.tool_choice ?? null;
  if (choice === null || typeof choice === 'string') return { tools, toolChoice: choice };
  if (choice.type === 'function') return { tools, toolChoice: { name: choice.function.name } };
  const allowed = new Set(choice.allowed_tools.tools.map((tool) => tool.function.name));
  return { tools: tools.filter((tool) => allowed.has(tool.name)), toolChoice: choice.allowed_tools.mode };
}

function readTool({ function: { name, description, parameters, strict } }: Tool): ToolDefinition {
  return {
    name,
    description: description ?? null,
    parameters: parameters ?? { type: 'object', properties: {} },
    ...(typeof strict === 'boolean' ? { strict } : {}),
  };
}
