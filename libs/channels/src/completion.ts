/**
 * A model call in the platform's own words. Agents speak it; the wire formats of the vendors are read
 * into it and written from it, so that any format can reach a channel of any other.
 */
export interface CompletionRequest {
  model: string;
  /** What the model is told before the conversation; empty when nothing. */
  system: TextPart[];
  messages: ChatMessage[];
  tools: ToolDefinition[];
  /** Null: the vendor's default. */
  toolChoice: 'auto' | 'none' | 'required' | { name: string } | null;
  parallelToolCalls: boolean | null;
  maxTokens: number | null;
  temperature: number | null;
  topP: number | null;
  stop: string[];
  answerFormat: AnswerFormat;
  /** An opaque id of the person asking, for the vendor's abuse detection. */
  user: string | null;
}

export interface TextPart {
  kind: 'text';
  text: string;
  /** Everything up to and including this part may be kept by the vendor and read again at a lower price. */
  cacheUpToHere?: boolean;
}

export interface ImagePart {
  kind: 'image';
  source: { kind: 'url'; url: string } | { kind: 'data'; mediaType: string; base64: string };
}

export type ContentPart = TextPart | ImagePart;

export type ChatMessage =
  | { role: 'user'; content: ContentPart[] }
  | { role: 'assistant'; content: TextPart[]; toolCalls: ToolCall[] }
  | { role: 'tool'; toolCallId: string; content: ContentPart[]; isError: boolean };

export interface ToolDefinition {
  name: string;
  description: string | null;
  /** JSON Schema of the arguments. */
  parameters: JsonObject;
  strict?: boolean;
}

export interface ToolCall {
  id: string;
  name: string;
  /** JSON as the model wrote it: it may be invalid, and is never repaired. */
  arguments: string;
}

export type AnswerFormat = { kind: 'text' } | { kind: 'json' } | { kind: 'json_schema'; name: string; schema: JsonObject; strict: boolean };

export interface Completion {
  id: string;
  /** The model that answered, as the vendor names it. */
  model: string;
  text: string;
  toolCalls: ToolCall[];
  stopReason: StopReason;
  /** The stop sequence that was met, with stopReason `stop_sequence`, where the vendor tells. */
  stopSequence: string | null;
  /** Null when the vendor did not say. */
  usage: Usage | null;
}

export type StopReason = 'end' | 'max_tokens' | 'tool_calls' | 'stop_sequence' | 'refused';

/** Tokens of a call. The three kinds of input do not overlap: their sum is all that was read. */
export interface Usage {
  inputTokens: number;
  cacheReadTokens: number;
  cacheWriteTokens: number;
  outputTokens: number;
}

/** What a streamed completion says, in order; its pieces add up to the Completion. */
export type CompletionEvent =
  | { kind: 'started'; id: string; model: string }
  | { kind: 'text'; text: string }
  | { kind: 'tool_call_started'; index: number; id: string; name: string }
  | { kind: 'tool_call_arguments'; index: number; json: string }
  /** Counts known so far; a later one replaces the fields it names. */
  | { kind: 'usage'; usage: Partial<Usage> }
  | { kind: 'stopped'; reason: StopReason; stopSequence: string | null };

export type JsonObject = { [key: string]: unknown };
