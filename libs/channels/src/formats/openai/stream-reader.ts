import type { CompletionEvent, JsonObject } from '../../completion.js';
import { listOf, objectOf, stringOf } from '../json.js';
import { messageText } from './message-text.js';
import { readStopReason } from './stop-reasons.js';
import { ToolCallTracker } from './tool-call-tracker.js';
import { readUsage } from './usage.js';

/** Reads one stream of chunks. Reasoning is not the answer and left out. */
export function createReader(): (chunk: JsonObject) => CompletionEvent[] {
  const reader = new StreamReader();
  return (chunk) => reader.read(chunk);
}

class StreamReader {
  readonly #calls = new ToolCallTracker();
  #started = false;
  #refused = false;

  read(chunk: JsonObject): CompletionEvent[] {
    const events: CompletionEvent[] = this.#started ? [] : [this.#start(chunk)];
    const choice = objectOf(listOf(chunk.choices)[0]);
    const delta = objectOf(choice?.delta);
    if (delta) this.#readDelta(delta, events);
    if (typeof choice?.finish_reason === 'string') events.push(this.#stop(choice.finish_reason));
    const usage = readUsage(chunk.usage);
    if (usage) events.push({ kind: 'usage', usage });
    return events;
  }

  #start(chunk: JsonObject): CompletionEvent {
    this.#started = true;
    return { kind: 'started', id: stringOf(chunk.id) ?? '', model: stringOf(chunk.model) ?? '' };
  }

  #readDelta(delta: JsonObject, events: CompletionEvent[]): void {
    const refusal = stringOf(delta.refusal);
    if (refusal) this.#refused = true;
    const text = messageText(delta.content) || refusal;
    if (text) events.push({ kind: 'text', text });
    for (const call of listOf(delta.tool_calls)) events.push(...this.#calls.read(objectOf(call) ?? {}));
  }

  #stop(finishReason: string): CompletionEvent {
    const reason = this.#refused ? 'refused' : readStopReason(finishReason, this.#calls.count > 0);
    return { kind: 'stopped', reason, stopSequence: null };
  }
}
