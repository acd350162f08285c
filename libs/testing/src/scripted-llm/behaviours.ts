/** How the scripted LLM server treats one request. The server writes it in the vendor format that was asked. */
export type LlmBehaviour = Answer | Problem | OverloadedInStream | Hang | Cut | GarbageChunk | WrongContentType | Redirect | Raw;

/** Problems that are an HTTP error of the vendor, with its status, headers and body. */
export type Problem = RateLimited | OutOfCredit | VendorError | Unauthorized | InvalidRequest | ContentRefused | Overloaded;

/** Tokens of a call. The three kinds of input do not overlap: their sum is all that was read. */
export interface ScriptedUsage {
  input: number;
  output: number;
  cacheRead?: number;
  cacheWrite?: number;
}

export interface ScriptedToolCall {
  id?: string;
  name: string;
  /** As the model wrote it: need not be valid JSON. */
  arguments: string;
}

export type ScriptedStopReason = 'end' | 'max_tokens' | 'tool_calls' | 'stop_sequence' | 'refused';

export interface AnswerContent {
  /** Streamed word by word; `chunks` says exactly what each delta carries. */
  text?: string;
  chunks?: string[];
  toolCalls?: ScriptedToolCall[];
  /** 'missing': the vendor says nothing about tokens, whatever was asked. */
  usage?: ScriptedUsage | 'missing';
  stopReason?: ScriptedStopReason;
  /** The model that says it answered; the requested one unless given. */
  model?: string;
  /** Milliseconds before anything is sent, headers included. */
  firstByteDelayMs?: number;
  /** Milliseconds before each chunk but the first; as a list, before chunk 0, 1, 2, … (none beyond its end). */
  chunkDelayMs?: number | number[];
}

export interface Answer extends AnswerContent {
  kind: 'answer';
}

export interface RateLimited {
  kind: 'rate-limited';
  /** Seconds, or an HTTP date; no header without. */
  retryAfter?: number | string;
}

/** OpenAI: 429 insufficient_quota. Anthropic: 400 with a balance too low. With 402: billing_error, and what other vendors answer. */
export interface OutOfCredit {
  kind: 'out-of-credit';
  status?: 402;
}

export interface VendorError {
  kind: 'error';
  status: number;
  message?: string;
  type?: string;
  code?: string;
  headers?: Record<string, string>;
}

export interface Unauthorized {
  kind: 'unauthorized';
}

export interface InvalidRequest {
  kind: 'invalid-request';
  message: string;
  param?: string;
}

/** As an `answer` that stops early (finish_reason content_filter, stop_reason refusal) or as an `error` 400. */
export interface ContentRefused {
  kind: 'content-refused';
  as?: 'answer' | 'error';
  /** What was said before the refusal. */
  text?: string;
  /** OpenAI's error code: content_policy_violation unless given; also known: content_filter, invalid_prompt. */
  code?: string;
}

export interface Overloaded {
  kind: 'overloaded';
}

/** An answer that does not come to its end. A chunk is one piece of text or of tool arguments. */
interface Broken {
  afterChunks: number;
  /** What is being answered; by default words, two more than `afterChunks`. */
  answer?: AnswerContent;
}

/** A 200 whose stream ends with the vendor's error event; 503 or 529 where no stream was asked. */
export interface OverloadedInStream extends Broken {
  kind: 'overloaded-in-stream';
}

/** Says no more until the client goes. Without a stream, `next-chunk` stops in the middle of the body. */
export type Hang = { kind: 'hang'; before: 'headers' | 'first-token' } | ({ kind: 'hang'; before: 'next-chunk' } & Broken);

/** Closes the connection. Without a stream, `afterChunks` means in the middle of the body. */
export type Cut = ({ kind: 'cut' } & Broken) | { kind: 'cut'; before: 'headers' };

/** One SSE data line that is no JSON, between good ones; without a stream, a body that is no JSON. */
export interface GarbageChunk extends Broken {
  kind: 'garbage-chunk';
}

export interface WrongContentType {
  kind: 'wrong-content-type';
  contentType: string;
  body: string;
  /** 200 unless given. */
  status?: number;
}

export interface Redirect {
  kind: 'redirect';
  to: string;
  /** 307 unless given. */
  status?: number;
}

/** An answer word for word: `body` (an object is sent as JSON) or the `lines` of an event stream. */
export interface Raw {
  kind: 'raw';
  status?: number;
  headers?: Record<string, string>;
  body?: unknown;
  lines?: readonly string[];
}
