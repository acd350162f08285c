import type { JsonObject, Usage } from '../../completion.js';
import { garbled } from '../garbled.js';
import { listOf, objectOf, stringOf } from '../json.js';
import { MOST_KEPT, type Meter, type MeteredEvent } from '../measuring.js';
import { messageText } from './message-text.js';
import { readUsage } from './usage.js';

export class OpenAiMeter implements Meter {
  readonly #produced: string[] = [];
  #length = 0;
  #usage: Usage | null = null;
  #model: string | null = null;
  #stopped = false;

  event(chunk: JsonObject): MeteredEvent {
    const before = this.#length;
    for (const item of listOf(chunk.choices)) {
      const choice = objectOf(item);
      this.#collect(objectOf(choice?.delta));
      if (typeof choice?.finish_reason === 'string') this.#stopped = true;
    }
    this.#note(chunk);
    return { begins: this.#length > before, stopped: this.#stopped };
  }

  whole(answer: JsonObject): void {
    if (!Array.isArray(answer.choices) && !Array.isArray(answer.data)) throw garbled('The answer holds nothing that was asked for');
    for (const choice of listOf(answer.choices)) this.#collect(objectOf(objectOf(choice)?.message));
    this.#note(answer);
    this.#stopped = true;
  }

  usage(): Usage | null {
    return this.#usage;
  }

  /** Some servers tell a count with every chunk: only with the end is it the last. */
  usageIsFinal(): boolean {
    return this.#usage !== null && this.#stopped;
  }

  model(): string | null {
    return this.#model;
  }

  length(): number {
    return this.#length;
  }

  text(): string {
    return this.#produced.join('');
  }

  #note(json: JsonObject): void {
    if (json.usage) this.#usage = readUsage(json.usage) ?? this.#usage;
    this.#model ??= stringOf(json.model);
  }

  #collect(message: JsonObject | null): void {
    if (!message) return;
    this.#add(messageText(message.content));
    this.#add(message.refusal);
    // As DeepSeek and most others name it, and as OpenRouter does.
    this.#add(message.reasoning_content ?? message.reasoning);
    for (const call of listOf(message.tool_calls)) {
      const called = objectOf(objectOf(call)?.function);
      this.#add(called?.name);
      this.#add(called?.arguments);
    }
  }

  #add(piece: unknown): void {
    if (typeof piece !== 'string' || piece === '') return;
    if (this.#length < MOST_KEPT) this.#produced.push(piece);
    this.#length += piece.length;
  }
}
