import type { Problem } from './behaviours.js';
import type { CompleteAnswer } from './complete-answer.js';
import type { LlmRequest } from './llm-request.js';

/** One vendor's format. What it makes is JSON to be, or frames of server-sent events with their blank lines. */
export interface Writer {
  headers(request: LlmRequest): Record<string, string>;
  completion(answer: CompleteAnswer, request: LlmRequest): unknown;
  stream(answer: CompleteAnswer, request: LlmRequest): StreamFrames;
  models(ids: readonly string[]): unknown;
  problem(problem: Problem): VendorProblem;
  errorBody(problem: VendorProblem, request: LlmRequest): unknown;
  /** The frame that ends a stream with an error. */
  errorFrame(problem: VendorProblem, request: LlmRequest): string;
  /** A frame whose data is no JSON. */
  garbageFrame: string;
}

export interface StreamFrames {
  /** What comes before the first token. */
  opening: string;
  /** One entry for each piece of text or of tool arguments. */
  chunks: string[];
  closing: string;
}

/** A problem in the vendor's words. */
export interface VendorProblem {
  status: number;
  message: string;
  type: string;
  code: string | null;
  param: string | null;
  headers: Record<string, string>;
}

/** @param details what differs from a problem without code, field and headers */
export const vendorProblem = (status: number, type: string, message: string, details: Partial<VendorProblem> = {}): VendorProblem => ({
  status,
  type,
  message,
  code: null,
  param: null,
  headers: {},
  ...details,
});

export const retryAfterHeader = (retryAfter: number | string | undefined): Record<string, string> =>
  retryAfter === undefined ? {} : { 'retry-after': String(retryAfter) };
