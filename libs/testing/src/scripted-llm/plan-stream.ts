import type { AnswerContent } from './behaviours.js';
import { completeAnswer } from './complete-answer.js';
import type { LlmRequest } from './llm-request.js';
import type { HttpReply, ReplyPart } from './reply.js';
import type { StreamFrames, Writer } from './writer.js';

/** The parts of a stream's reply, still apart, so that it can be broken between any two of them. */
export interface StreamPlan {
  reply: Omit<HttpReply, 'parts' | 'ending'>;
  frames: StreamFrames;
  chunks: ReplyPart[];
}

/** A stream to its end. */
export function planStream(content: AnswerContent, request: LlmRequest, writer: Writer): HttpReply {
  const { reply, frames, chunks } = draftStream(content, request, writer);
  return { ...reply, parts: [atOnce(frames.opening), ...chunks, atOnce(frames.closing)], ending: 'end' };
}

export function draftStream(content: AnswerContent, request: LlmRequest, writer: Writer): StreamPlan {
  const frames = writer.stream(completeAnswer(content, request), request);
  const headers = { 'content-type': 'text/event-stream; charset=utf-8', 'cache-control': 'no-cache', ...writer.headers(request) };
  return {
    reply: { kind: 'http', status: 200, headers, delayMs: content.firstByteDelayMs ?? 0 },
    frames,
    chunks: frames.chunks.map((text, index) => ({ text, pauseMs: pauseBefore(index, content.chunkDelayMs) })),
  };
}

export const atOnce = (text: string): ReplyPart => ({ text, pauseMs: 0 });

function pauseBefore(index: number, delay: number | number[] = 0): number {
  if (Array.isArray(delay)) return delay[index] ?? 0;
  return index === 0 ? 0 : delay;
}
