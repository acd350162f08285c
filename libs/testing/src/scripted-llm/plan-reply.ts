import { anthropicWriter } from './anthropic-writer.js';
import type { AnswerContent, ContentRefused, LlmBehaviour, Problem, Raw } from './behaviours.js';
import { completeAnswer } from './complete-answer.js';
import type { LlmRequest } from './llm-request.js';
import { writeEmbeddings } from './openai-embeddings.js';
import { openAiWriter } from './openai-writer.js';
import { planBrokenReply } from './plan-broken-reply.js';
import { atOnce, planStream } from './plan-stream.js';
import { wholeReply, type Reply } from './reply.js';
import type { Writer } from './writer.js';

const JSON_TYPE = { 'content-type': 'application/json' };

/** What `behaviour` means for this request, in its format. */
export function planReply(behaviour: LlmBehaviour, request: LlmRequest, models: readonly string[]): Reply {
  const writer = writerOf(request);
  switch (behaviour.kind) {
    case 'answer':
      return planAnswer(behaviour, request, models);
    case 'content-refused':
      return behaviour.as === 'error' ? planProblem(behaviour, request) : planAnswer(refusalOf(behaviour), request, models);
    case 'overloaded-in-stream':
      return request.streaming ? planBrokenReply(behaviour, request, writer, '') : planProblem({ kind: 'overloaded' }, request);
    case 'hang':
    case 'cut':
    case 'garbage-chunk':
      return planBrokenReply(behaviour, request, writer, request.streaming ? '' : bodyOf({}, request, models));
    case 'wrong-content-type':
      return wholeReply(behaviour.status ?? 200, { 'content-type': behaviour.contentType }, behaviour.body);
    case 'redirect':
      return wholeReply(behaviour.status ?? 307, { location: behaviour.to }, '');
    case 'raw':
      return planRaw(behaviour);
    default:
      return planProblem(behaviour, request);
  }
}

const writerOf = (request: LlmRequest): Writer => (request.format === 'openai' ? openAiWriter : anthropicWriter);

function planAnswer(content: AnswerContent, request: LlmRequest, models: readonly string[]): Reply {
  const writer = writerOf(request);
  if (request.streaming) return planStream(content, request, writer);
  const headers = { ...JSON_TYPE, ...writer.headers(request) };
  return wholeReply(200, headers, bodyOf(content, request, models), { delayMs: content.firstByteDelayMs ?? 0 });
}

function bodyOf(content: AnswerContent, request: LlmRequest, models: readonly string[]): string {
  const writer = writerOf(request);
  if (request.operation === 'models') return JSON.stringify(writer.models(models));
  const answer = completeAnswer(content, request);
  return JSON.stringify(request.operation === 'embeddings' ? writeEmbeddings(request, answer.usage?.input ?? null) : writer.completion(answer, request));
}

function planProblem(behaviour: Problem, request: LlmRequest): Reply {
  const writer = writerOf(request);
  const problem = writer.problem(behaviour);
  const headers = { ...JSON_TYPE, ...writer.headers(request), ...problem.headers };
  return wholeReply(problem.status, headers, JSON.stringify(writer.errorBody(problem, request)));
}

const refusalOf = ({ text = '' }: ContentRefused): AnswerContent => ({ text, stopReason: 'refused' });

function planRaw({ status = 200, headers = {}, body, lines }: Raw): Reply {
  if (lines !== undefined) return planLines(status, headers, lines);
  return wholeReply(status, { ...JSON_TYPE, ...headers }, typeof body === 'string' ? body : (JSON.stringify(body) ?? ''));
}

/** Each event goes out on its own, as from the vendor. */
function planLines(status: number, headers: Record<string, string>, lines: readonly string[]): Reply {
  const events = `${lines.join('\n')}\n`.split(/(?<=\n\n)/);
  return { kind: 'http', status, headers: { 'content-type': 'text/event-stream', ...headers }, delayMs: 0, parts: events.map(atOnce), ending: 'end' };
}
