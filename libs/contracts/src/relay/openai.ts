import { z } from 'zod';
import { CacheMarker, NOT_CARRIED_OVER, RelayModel, contentOf, knownBy } from './content.js';

/** What the relay itself reads of a call to /v1/chat/completions; the rest goes to a channel of the same format untouched. */
export const OpenAiChatEnvelope = z.looseObject({
  model: RelayModel,
  messages: z.array(z.unknown()).min(1),
  stream: z.boolean().nullish(),
  stream_options: z.looseObject({ include_usage: z.boolean().nullish() }).nullish(),
  max_tokens: z.int().positive().nullish(),
  max_completion_tokens: z.int().positive().nullish(),
});
export type OpenAiChatEnvelope = z.infer<typeof OpenAiChatEnvelope>;

const TextPart = z.object({
  type: z.literal('text'),
  text: z.string(),
  cache_control: CacheMarker.describe('as several gateways of OpenAI’s format take it'),
  prompt_cache_breakpoint: CacheMarker,
});
const RefusalPart = z.object({ type: z.literal('refusal'), refusal: z.string() });
const ImagePart = z.object({ type: z.literal('image_url'), image_url: z.object({ url: z.string().min(1) }) });

const TextContent = contentOf(z.discriminatedUnion('type', [TextPart], knownBy('type')));
const UserContent = contentOf(z.discriminatedUnion('type', [TextPart, ImagePart], knownBy('type')));
const AssistantContent = contentOf(z.discriminatedUnion('type', [TextPart, RefusalPart], knownBy('type')));

const FunctionCall = z.object({
  type: z.literal('function', `only functions: another kind ${NOT_CARRIED_OVER}`).default('function'),
  id: z.string().min(1),
  function: z.object({ name: z.string().min(1), arguments: z.string() }),
});

const Message = z.discriminatedUnion(
  'role',
  [
    z.object({ role: z.literal('system'), content: TextContent }),
    z.object({ role: z.literal('developer'), content: TextContent }),
    z.object({ role: z.literal('user'), content: UserContent }),
    z.object({
      role: z.literal('assistant'),
      content: AssistantContent.nullish(),
      refusal: z.string().nullish(),
      tool_calls: z.array(FunctionCall).nullish(),
    }),
    z.object({ role: z.literal('tool'), tool_call_id: z.string().min(1), content: TextContent }),
  ],
  knownBy('role'),
);

const Tool = z.discriminatedUnion(
  'type',
  [
    z.object({
      type: z.literal('function'),
      function: z.object({
        name: z.string().min(1),
        description: z.string().nullish(),
        parameters: z.record(z.string(), z.unknown()).nullish(),
        strict: z.boolean().nullish(),
      }),
    }),
  ],
  knownBy('type'),
);

const NamedTool = z.object({ type: z.literal('function'), function: z.object({ name: z.string().min(1) }) });
const AllowedTools = z.object({
  type: z.literal('allowed_tools'),
  allowed_tools: z.object({ mode: z.enum(['auto', 'required']), tools: z.array(NamedTool) }),
});
const ToolChoice = z.union([z.enum(['auto', 'none', 'required']), z.discriminatedUnion('type', [NamedTool, AllowedTools], knownBy('type'))]);

const ResponseFormat = z.discriminatedUnion(
  'type',
  [
    z.object({ type: z.literal('text') }),
    z.object({ type: z.literal('json_object') }),
    z.object({
      type: z.literal('json_schema'),
      json_schema: z.object({
        name: z.string().default('answer'),
        schema: z.record(z.string(), z.unknown()).nullish(),
        strict: z.boolean().nullish(),
      }),
    }),
  ],
  knownBy('type'),
);

/**
 * A chat completion request as far as it can be said in another vendor's format; hints without
 * an equivalent there (seed, penalties, service tier, …) are dropped, what would change the answer is refused.
 * @see https://platform.openai.com/docs/api-reference/chat/create
 */
export const OpenAiChatRequest = z.object({
  model: RelayModel,
  messages: z.array(Message).min(1),
  tools: z.array(Tool).nullish(),
  tool_choice: ToolChoice.nullish(),
  parallel_tool_calls: z.boolean().nullish(),
  max_tokens: z.int().positive().nullish(),
  max_completion_tokens: z.int().positive().nullish(),
  temperature: z.number().min(0).max(2).nullish(),
  top_p: z.number().min(0).max(1).nullish(),
  stop: z.union([z.string().transform((stop) => [stop]), z.array(z.string())]).nullish(),
  response_format: ResponseFormat.nullish(),
  user: z.string().nullish(),
  safety_identifier: z.string().nullish(),
  n: z.literal(1, `more than one choice ${NOT_CARRIED_OVER}`).nullish(),
  logprobs: z.literal(false, NOT_CARRIED_OVER).nullish(),
  top_logprobs: z.literal(0, NOT_CARRIED_OVER).nullish(),
  audio: z.null(NOT_CARRIED_OVER).optional(),
  modalities: z.array(z.literal('text', `other than text ${NOT_CARRIED_OVER}`)).nullish(),
  functions: z.array(z.unknown()).max(0, `${NOT_CARRIED_OVER}; use tools`).nullish(),
  web_search_options: z.null(NOT_CARRIED_OVER).optional(),
});
export type OpenAiChatRequest = z.infer<typeof OpenAiChatRequest>;

const TokenIds = z.array(z.int().min(0)).min(1);

/** A call to /v1/embeddings; passed on as it is. */
export const OpenAiEmbeddingsRequest = z.looseObject({
  model: RelayModel,
  input: z.union([z.string().min(1), z.array(z.string().min(1)).min(1).max(2048), TokenIds, z.array(TokenIds).min(1).max(2048)]),
  encoding_format: z.enum(['float', 'base64']).nullish(),
});
export type OpenAiEmbeddingsRequest = z.infer<typeof OpenAiEmbeddingsRequest>;
