import type { JsonObject, Usage } from '../../completion.js';
import { garbled } from '../garbled.js';
import { listOf, objectOf, stringOf } from '../json.js';
import type { Meter, MeteredEvent } from '../measuring.js';
import { ProducedText } from '../produced-text.js';
import { messageText } from './message-text.js';
import { readUsage } from './usage.js';

export class OpenAiMeter implements Meter {
  readonly #produced = new ProducedText();
  #usage: Usage | null = null;
  #model: string | null = null;
  #stopped = false;

  event(chunk: JsonObject): MeteredEvent {
    const before = this.#produced.length;
    for (const item of listOf(chunk.choices)) {
      const choice = objectOf(item);
      this.#collect(objectOf(choice?.delta));
      if (typeof choice?.finish_reason === 'string') this.#stopped = true;
    }
    this.#note(chunk);
    return { begins: this.#produced.length > before, stopped: this.#stopped };
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
    return this.#produced.length;
  }

  text(): string {
    return this.#produced.text();
  }

  #note(json: JsonObject): void {
    if (json.usage) this.#usage = readUsage(json.usage) ?? this.#usage;
    this.#model ??= stringOf(json.model);
  }

  #collect(message: JsonObject | null): void {
    if (!message) return;
    this.#produced.add(messageText(message.content));
    this.#produced.add(message.refusal);
    // As DeepSeek and most others name it, and as OpenRouter does.
    this.#produced.add(message.reasoning_content ?? message.reasoning);
    for (const call of listOf(message.tool_calls)) {
      const called = objectOf(objectOf(call)?.function);
      this.#produced.add(called?.name);
      this.#produced.add(called?.arguments);
    }
  }
}
