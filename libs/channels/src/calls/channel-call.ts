import type { CallSubject } from '#libs/cost';
import type { JsonObject } from '../completion.js';
import type { ChannelRequest } from '../selection/channel-request.js';
import type { WireFormatName } from '../wire-format.js';

/** One model call, on whichever channel will answer it. */
export interface ChannelCall {
  subject: CallSubject;
  request: ChannelRequest;
  /**
   * The request's body for a channel of this format and a model of this name.
   * @throws AppError invalid_request when it cannot be carried over to the format
   */
  bodyFor(format: WireFormatName, vendorModel: string): JsonObject;
  /** Aborts when whoever asked has gone. */
  signal: AbortSignal;
  /** How long the answer may take to begin, where that is less than usual. Milliseconds. */
  beforeAnswerMs?: number;
  /** What is kept of a completed answer together with its bill; asked for once the stream has been read. */
  stepAnswer?: () => JsonObject;
}

/** How far a call may go before its answer begins. Times in milliseconds. */
export const CALL_BOUNDS = {
  attempts: 8,
  /** How often the line of channels is gone through: a second time only for failures that pass. */
  rounds: 2,
  pauseBetweenRoundsMs: 250,
  beforeAnswerMs: 60_000,
  /** With less time left no other channel is tried: it would have no fair chance. */
  leastAttemptMs: 3_000,
} as const;

/** What a call used. */
export interface CallUsage {
  inputTokens: number;
  outputTokens: number;
  cacheReadTokens: number;
  cacheWriteTokens: number;
  estimated: boolean;
  /** US dollars. */
  cost: string;
}

interface Answer {
  format: WireFormatName;
  /** As the caller named it. */
  model: string;
  vendorModel: string;
  /** When the call is in the ledger, what it used. Rejects when it could not be written. */
  settled: Promise<CallUsage>;
}

export interface WholeAnswer extends Answer {
  body: JsonObject;
}

export interface StreamedAnswer extends Answer {
  /** The vendor's events as they arrive; throws a ProviderError when the stream breaks. Leaving it ends the call and settles it. */
  events: AsyncIterable<JsonObject>;
}
