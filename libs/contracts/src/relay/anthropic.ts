import { z } from 'zod';
import { CacheMarker, NOT_CARRIED_OVER, RelayModel, contentOf, knownBy } from './content.js';

/** What the relay itself reads of a call to /v1/messages; the rest goes to a channel of the same format untouched. */
export const AnthropicMessagesEnvelope = z.looseObject({
  model: RelayModel,
  messages: z.array(z.unknown()).min(1),
  max_tokens: z.int().min(0),
  stream: z.boolean().nullish(),
});
export type AnthropicMessagesEnvelope = z.infer<typeof AnthropicMessagesEnvelope>;

const TextBlock = z.object({ type: z.literal('text'), text: z.string(), cache_control: CacheMarker });
const ImageBlock = z.object({
  type: z.literal('image'),
  source: z.discriminatedUnion(
    'type',
    [
      z.object({ type: z.literal('base64'), media_type: z.string().min(1), data: z.string().min(1) }),
      z.object({ type: z.literal('url'), url: z.string().min(1) }),
    ],
    knownBy('type'),
  ),
});
const ToolResultBlock = z.object({
  type: z.literal('tool_result'),
  tool_use_id: z.string().min(1),
  content: contentOf(z.discriminatedUnion('type', [TextBlock, ImageBlock], knownBy('type'))).optional(),
  is_error: z.boolean().nullish(),
  cache_control: CacheMarker,
});
const ToolUseBlock = z.object({ type: z.literal('tool_use'), id: z.string().min(1), name: z.string().min(1), input: z.unknown() });

// Thoughts belong to the model that had them: accepted, and left out when another vendor's model goes on.
const ThinkingBlock = z.object({ type: z.literal('thinking') });
const RedactedThinkingBlock = z.object({ type: z.literal('redacted_thinking') });

const SystemContent = contentOf(z.discriminatedUnion('type', [TextBlock], knownBy('type')));
const UserContent = contentOf(z.discriminatedUnion('type', [TextBlock, ImageBlock, ToolResultBlock], knownBy('type')));
const AssistantContent = contentOf(
  z.discriminatedUnion('type', [TextBlock, ToolUseBlock, ThinkingBlock, RedactedThinkingBlock], knownBy('type')),
);

const Message = z.discriminatedUnion(
  'role',
  [
    z.object({ role: z.literal('user'), content: UserContent }),
    z.object({ role: z.literal('assistant'), content: AssistantContent }),
    z.object({ role: z.literal('system'), content: SystemContent }),
  ],
  knownBy('role'),
);

const Tool = z.object({
  type: z.literal('custom', `a tool that the vendor runs itself ${NOT_CARRIED_OVER}`).nullish(),
  name: z.string().min(1),
  description: z.string().nullish(),
  input_schema: z.record(z.string(), z.unknown()),
  strict: z.boolean().nullish(),
});

const oneAtATime = { disable_parallel_tool_use: z.boolean().nullish() };
const ToolChoice = z.discriminatedUnion(
  'type',
  [
    z.object({ type: z.literal('auto'), ...oneAtATime }),
    z.object({ type: z.literal('any'), ...oneAtATime }),
    z.object({ type: z.literal('tool'), name: z.string().min(1), ...oneAtATime }),
    z.object({ type: z.literal('none') }),
  ],
  knownBy('type'),
);

const JsonSchemaFormat = z.object({ type: z.literal('json_schema'), schema: z.record(z.string(), z.unknown()) });

/**
 * A message request as far as it can be said in another vendor's format; hints without an equivalent
 * there (thinking, top_k, service tier, …) are dropped, what would change the answer is refused.
 * Fields of both versions of the API, 2023-06-01 and 2026-10-21.
 * @see https://platform.claude.com/docs/en/api/messages
 */
export const AnthropicMessagesRequest = z.object({
  model: RelayModel,
  messages: z.array(Message).min(1),
  max_tokens: z.int().positive(),
  system: SystemContent.nullish(),
  tools: z.array(Tool).nullish(),
  tool_choice: ToolChoice.nullish(),
  temperature: z.number().min(0).max(1).nullish(),
  top_p: z.number().min(0).max(1).nullish(),
  stop_sequences: z.array(z.string()).nullish(),
  metadata: z.object({ user_id: z.string().nullish() }).nullish(),
  output_config: z.object({ format: JsonSchemaFormat.nullish() }).nullish(),
  output_format: JsonSchemaFormat.nullish().describe('the name of output_config.format while it was in beta'),
  container: z.null(NOT_CARRIED_OVER).optional(),
  mcp_servers: z.array(z.unknown()).max(0, NOT_CARRIED_OVER).nullish(),
});
export type AnthropicMessagesRequest = z.infer<typeof AnthropicMessagesRequest>;
