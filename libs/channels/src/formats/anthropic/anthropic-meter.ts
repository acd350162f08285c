import type { JsonObject, Usage } from '../../completion.js';
import { garbled } from '../garbled.js';
import { listOf, objectOf, stringOf } from '../json.js';
import { MOST_KEPT, type Meter, type MeteredEvent } from '../measuring.js';
import { withUsage } from '../total-usage.js';
import { readWholeUsage } from './read-completion.js';
import { readUsage } from './usage.js';

export class AnthropicMeter implements Meter {
  readonly #produced: string[] = [];
  #length = 0;
  #usage: Usage | null = null;
  #model: string | null = null;
  #stopped = false;
  #final = false;

  event(event: JsonObject): MeteredEvent {
    const before = this.#length;
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
    return { begins: this.#length > before, stopped: this.#stopped };
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
    return this.#length;
  }

  text(): string {
    return this.#produced.join('');
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
    this.#add(block.text);
    this.#add(block.thinking);
    this.#add(block.name);
    const input = objectOf(block.input);
    if (input && Object.keys(input).length > 0) this.#add(JSON.stringify(input));
  }

  #collectDelta(delta: JsonObject | null): void {
    this.#add(delta?.text);
    this.#add(delta?.thinking);
    this.#add(delta?.partial_json);
  }

  #add(piece: unknown): void {
    if (typeof piece !== 'string' || piece === '') return;
    if (this.#length < MOST_KEPT) this.#produced.push(piece);
    this.#length += piece.length;
  }
}
