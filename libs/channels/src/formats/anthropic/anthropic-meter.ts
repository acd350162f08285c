import type { JsonObject, Usage } from '../../completion.js';
import { garbled } from '../garbled.js';
import { listOf, objectOf, stringOf } from '../json.js';
import type { Meter, MeteredEvent } from '../measuring.js';
import { ProducedText } from '../produced-text.js';
import { withUsage } from '../total-usage.js';
import { readWholeUsage } from './read-completion.js';
import { readUsage } from './usage.js';

export class AnthropicMeter implements Meter {
  readonly #produced = new ProducedText();
  #usage: Usage | null = null;
  #model: string | null = null;
  #stopped = false;
  #final = false;

  event(event: JsonObject): MeteredEvent {
    const before = this.#produced.length;
    switch (event.type) {
      case 'message_start':
        this.#start(objectOf(event.message));
        break;
      case 'content_block_start':
        this.#collectBlock(objectOf(event.content_block));
        break;
      case 'content_block_delta':
        this.#collectDelta(objectOf(event.delta));
        break;
      case 'message_delta':
        this.#end(event);
        break;
    }
    return { begins: this.#produced.length > before, stopped: this.#stopped };
  }

  whole(answer: JsonObject): void {
    if (!Array.isArray(answer.content)) throw garbled('The answer holds nothing that was asked for');
    for (const block of listOf(answer.content)) this.#collectBlock(objectOf(block));
    this.#model = stringOf(answer.model);
    this.#usage = readWholeUsage(answer.usage);
    this.#stopped = true;
    this.#final = this.#usage !== null;
  }

  usage(): Usage | null {
    return this.#usage;
  }

  usageIsFinal(): boolean {
    return this.#final;
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

  #start(message: JsonObject | null): void {
    this.#model = stringOf(message?.model);
    this.#usage = readWholeUsage(message?.usage);
  }

  #end(event: JsonObject): void {
    this.#stopped ||= typeof objectOf(event.delta)?.stop_reason === 'string';
    const told = readUsage(event.usage);
    if (told.outputTokens === undefined) return;
    this.#usage = withUsage(this.#usage, told);
    this.#final = this.#stopped;
  }

  #collectBlock(block: JsonObject | null): void {
    if (!block) return;
    this.#produced.add(block.text);
    this.#produced.add(block.thinking);
    this.#produced.add(block.name);
    const input = objectOf(block.input);
    if (input && Object.keys(input).length > 0) this.#produced.add(JSON.stringify(input));
  }

  #collectDelta(delta: JsonObject | null): void {
    this.#produced.add(delta?.text);
    this.#produced.add(delta?.thinking);
    this.#produced.add(delta?.partial_json);
  }
}
