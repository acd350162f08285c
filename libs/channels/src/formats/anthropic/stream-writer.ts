import type { CompletionEvent, StopReason, Usage } from '../../completion.js';
import type { StreamWriter } from '../../wire-format.js';
import { namedFrame } from '../server-sent-events.js';
import { withUsage } from '../total-usage.js';
import { BlockSequence } from './block-sequence.js';
import { message } from './message.js';
import { writeStopReason } from './stop-reasons.js';
import { writeUsage } from './usage.js';

/**
 * Writes one stream: message_start, the blocks one after the other, message_delta, message_stop.
 * Usage goes into message_delta, because other vendors tell it last.
 */
export class AnthropicStreamWriter implements StreamWriter {
  readonly #blocks = new BlockSequence();
  #begun = false;
  #usage: Usage | null = null;
  #stop: { reason: StopReason; stopSequence: string | null } = { reason: 'end', stopSequence: null };

  write(event: CompletionEvent): string {
    switch (event.kind) {
      case 'started':
        return this.#begin(event.id, event.model);
      case 'text':
        return this.#blocks.text(event.text);
      case 'tool_call_started':
        return this.#blocks.beginCall(event.index, event.id, event.name);
      case 'tool_call_arguments':
        return this.#blocks.arguments(event.index, event.json);
      case 'usage':
        this.#usage = withUsage(this.#usage, event.usage);
        return '';
      case 'stopped':
        this.#stop = event;
        return '';
    }
  }

  end(): string {
    const delta = { stop_reason: writeStopReason(this.#stop.reason), stop_sequence: this.#stop.stopSequence, stop_details: null, container: null };
    return [
      this.#begun ? '' : this.#begin('', ''),
      this.#blocks.close(),
      namedFrame({ type: 'message_delta', delta, usage: writeUsage(this.#usage) }),
      namedFrame({ type: 'message_stop' }),
    ].join('');
  }

  #begin(id: string, model: string): string {
    this.#begun = true;
    return namedFrame({ type: 'message_start', message: message({ id, model, content: [], usage: writeUsage(null) }) });
  }
}
