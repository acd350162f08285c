import type { CompletionEvent, JsonObject, Usage } from '../../completion.js';
import type { StreamWriter } from '../../wire-format.js';
import { withUsage } from '../total-usage.js';
import { writeStopReason } from './stop-reasons.js';
import { writeUsage } from './usage.js';

const DONE = 'data: [DONE]\n\n';

/** Writes one stream of `chat.completion.chunk`s. */
export class OpenAiStreamWriter implements StreamWriter {
  readonly #created = Math.floor(Date.now() / 1000);
  /** What all chunks begin with, written out once: a stream has thousands of them. */
  #head = '';
  readonly #tail: string;
  #usage: Usage | null = null;
  #finished = false;

  constructor(private readonly options: { includeUsage: boolean }) {
    this.#tail = options.includeUsage ? ',"usage":null}\n\n' : '}\n\n';
    this.#begin('', '');
  }

  write(event: CompletionEvent): string {
    switch (event.kind) {
      case 'started':
        this.#begin(event.id, event.model);
        return this.#chunk({ role: 'assistant', content: '', refusal: null });
      case 'text':
        return this.#chunk({ content: event.text });
      case 'tool_call_started':
        return this.#chunk({ tool_calls: [{ index: event.index, id: event.id, type: 'function', function: { name: event.name, arguments: '' } }] });
      case 'tool_call_arguments':
        return this.#chunk({ tool_calls: [{ index: event.index, function: { arguments: event.json } }] });
      case 'usage':
        this.#usage = withUsage(this.#usage, event.usage);
        return '';
      case 'stopped':
        this.#finished = true;
        return this.#chunk({}, writeStopReason(event.reason));
    }
  }

  end(): string {
    const finish = this.#finished ? '' : this.write({ kind: 'stopped', reason: 'end', stopSequence: null });
    const usage = this.options.includeUsage && this.#usage ? `${this.#head}[],"usage":${JSON.stringify(writeUsage(this.#usage))}}\n\n` : '';
    return `${finish}${usage}${DONE}`;
  }

  #begin(id: string, model: string): void {
    const head = JSON.stringify({ id, object: 'chat.completion.chunk', created: this.#created, model });
    this.#head = `data: ${head.slice(0, -1)},"choices":`;
  }

  #chunk(delta: JsonObject, finishReason: string | null = null): string {
    return `${this.#head}[{"index":0,"delta":${JSON.stringify(delta)},"logprobs":null,"finish_reason":${JSON.stringify(finishReason)}}]${this.#tail}`;
  }
}
