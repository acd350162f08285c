import type { Completion, CompletionEvent, CompletionRequest, JsonObject } from './completion.js';

export type WireFormatName = 'openai' | 'anthropic';

/**
 * One vendor format of chat completions: between its JSON and the platform's own words, both ways.
 * `read…` takes what came from the other side (validated), `write…` makes what is sent there.
 */
export interface WireFormat {
  readonly name: WireFormatName;

  /** A client's request body. @throws AppError invalid_request naming the field that cannot be carried over */
  readRequest(body: JsonObject): CompletionRequest;
  /** The body for a channel of this format. `stream` also asks for the usage at its end. */
  writeRequest(request: CompletionRequest, options: { stream: boolean }): JsonObject;

  /** A channel's whole answer. @throws ProviderError garbled */
  readCompletion(body: JsonObject): Completion;
  /** The whole answer for a client of this format. */
  writeCompletion(completion: Completion): JsonObject;

  /** Reads one stream: a new reader per stream, called with each event in order. */
  createReader(): (event: JsonObject) => CompletionEvent[];
  /** Writes one stream: a new writer per stream. */
  createWriter(options: { includeUsage: boolean }): StreamWriter;
}

export interface StreamWriter {
  /** The frames of server-sent events, complete with their blank lines, that say `event`; may be none yet. */
  write(event: CompletionEvent): string;
  /** What ends the stream. */
  end(): string;
}
