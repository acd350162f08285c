import type { Completion, CompletionEvent, ToolCall, Usage } from './completion.js';

/** Puts the pieces of a streamed completion together. */
export class CompletionCollector {
  #id = '';
  #model = '';
  readonly #text: string[] = [];
  readonly #calls = new Map<number, ToolCall>();
  #usage: Usage | null = null;
  #stopReason: Completion['stopReason'] = 'end';
  #stopSequence: string | null = null;

  add(event: CompletionEvent): void {
    switch (event.kind) {
      case 'started':
        this.#id = event.id;
        this.#model = event.model;
        return;
      case 'text':
        this.#text.push(event.text);
        return;
      case 'tool_call_started':
        this.#calls.set(event.index, { id: event.id, name: event.name, arguments: '' });
        return;
      case 'tool_call_arguments':
        this.#calls.get(event.index)!.arguments += event.json;
        return;
      case 'usage':
        this.#usage = { inputTokens: 0, cacheReadTokens: 0, cacheWriteTokens: 0, outputTokens: 0, ...this.#usage, ...event.usage };
        return;
      case 'stopped':
        this.#stopReason = event.reason;
        this.#stopSequence = event.stopSequence;
    }
  }

  completion(): Completion {
    return {
      id: this.#id,
      model: this.#model,
      text: storable(this.#text.join('')),
      toolCalls: [...this.#calls.entries()].sort(([a], [b]) => a - b).map(([, call]) => ({ ...call, arguments: storable(call.arguments) })),
      stopReason: this.#stopReason,
      stopSequence: this.#stopSequence,
      usage: this.#usage,
    };
  }
}

/** PostgreSQL cannot keep NUL or half of a surrogate pair, and no reader misses them. */
// oxlint-disable-next-line no-control-regex
const storable = (text: string): string => text.replace(/\u0000|\p{Surrogate}/gu, '');
