import type { AnswerContent, Cut, GarbageChunk, Hang, OverloadedInStream } from './behaviours.js';
import type { LlmRequest } from './llm-request.js';
import { atOnce, draftStream } from './plan-stream.js';
import { wholeReply, type HttpReply, type Reply } from './reply.js';
import type { Writer } from './writer.js';

type BrokenBehaviour = OverloadedInStream | Hang | Cut | GarbageChunk;

/** @param body the whole answer, where no stream was asked */
export function planBrokenReply(behaviour: BrokenBehaviour, request: LlmRequest, writer: Writer, body: string): Reply {
  if ('before' in behaviour && behaviour.before === 'headers') return { kind: behaviour.kind === 'hang' ? 'silence' : 'hang-up' };
  return request.streaming ? breakStream(behaviour, request, writer) : breakBody(behaviour, request, writer, body);
}

function breakStream(behaviour: BrokenBehaviour, request: LlmRequest, writer: Writer): HttpReply {
  const sent = 'afterChunks' in behaviour ? behaviour.afterChunks : 0;
  const content = ('answer' in behaviour ? behaviour.answer : undefined) ?? words(sent + 2);
  const { reply, frames, chunks } = draftStream(content, request, writer);
  const parts = [atOnce(frames.opening), ...chunks.slice(0, sent)];
  switch (behaviour.kind) {
    case 'hang':
      return { ...reply, parts, ending: 'silence' };
    case 'cut':
      return { ...reply, parts, ending: 'hang-up' };
    case 'overloaded-in-stream':
      return { ...reply, parts: [...parts, atOnce(writer.errorFrame(writer.problem({ kind: 'overloaded' }), request))], ending: 'end' };
    case 'garbage-chunk':
      return { ...reply, parts: [...parts, atOnce(writer.garbageFrame), ...chunks.slice(sent), atOnce(frames.closing)], ending: 'end' };
  }
}

function breakBody(behaviour: BrokenBehaviour, request: LlmRequest, writer: Writer, body: string): HttpReply {
  const headers = { 'content-type': 'application/json', ...writer.headers(request) };
  const half = body.slice(0, body.length / 2);
  if (behaviour.kind === 'garbage-chunk') return wholeReply(200, headers, half);
  const sent = 'before' in behaviour && behaviour.before === 'first-token' ? '' : half;
  return wholeReply(200, headers, body, { sent, ending: behaviour.kind === 'hang' ? 'silence' : 'hang-up' });
}

const words = (count: number): AnswerContent => ({ chunks: Array.from({ length: count }, (_, index) => `word${index} `) });
