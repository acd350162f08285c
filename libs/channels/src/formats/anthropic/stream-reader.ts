import type { CompletionEvent, JsonObject } from '../../completion.js';
import { objectOf, stringOf } from '../json.js';
import { readStopReason } from './stop-reasons.js';
import { readUsage } from './usage.js';

/** Reads one stream of message events. Thoughts and the vendor's own tools are not the answer and left out. */
export function createReader(): (event: JsonObject) => CompletionEvent[] {
  const reader = new StreamReader();
  return (event) => reader.read(event);
}

interface OpenCall {
  index: number;
  saidArguments: boolean;
}

class StreamReader {
  /** By the index of their block, which counts text and thoughts as well. */
  readonly #calls = new Map<unknown, OpenCall>();

  read(event: JsonObject): CompletionEvent[] {
    switch (event.type) {
      case 'message_start':
        return readStart(objectOf(event.message) ?? {});
      case 'content_block_start':
        return this.#beginBlock(event.index, objectOf(event.content_block) ?? {});
      case 'content_block_delta':
        return this.#readDelta(event.index, objectOf(event.delta) ?? {});
      case 'content_block_stop':
        return this.#endBlock(event.index);
      case 'message_delta':
        return readEnd(event);
      default:
        return [];
    }
  }

  #beginBlock(blockIndex: unknown, block: JsonObject): CompletionEvent[] {
    if (block.type === 'text') return textEvents(block.text);
    if (block.type !== 'tool_use') return [];
    const call: OpenCall = { index: this.#calls.size, saidArguments: false };
    this.#calls.set(blockIndex, call);
    const started: CompletionEvent = { kind: 'tool_call_started', index: call.index, id: stringOf(block.id) ?? '', name: stringOf(block.name) ?? '' };
    const input = objectOf(block.input);
    return input && Object.keys(input).length > 0 ? [started, ...argumentsOf(call, JSON.stringify(input))] : [started];
  }

  #readDelta(blockIndex: unknown, delta: JsonObject): CompletionEvent[] {
    if (delta.type === 'text_delta') return textEvents(delta.text);
    const call = this.#calls.get(blockIndex);
    return call && delta.type === 'input_json_delta' ? argumentsOf(call, stringOf(delta.partial_json) ?? '') : [];
  }

  /** A call without arguments says nothing here; elsewhere an empty object is expected. */
  #endBlock(blockIndex: unknown): CompletionEvent[] {
    const call = this.#calls.get(blockIndex);
    return call && !call.saidArguments ? argumentsOf(call, '{}') : [];
  }
}

function readStart(message: JsonObject): CompletionEvent[] {
  return [
    { kind: 'started', id: stringOf(message.id) ?? '', model: stringOf(message.model) ?? '' },
    { kind: 'usage', usage: readUsage(message.usage) },
  ];
}

function readEnd(event: JsonObject): CompletionEvent[] {
  const delta = objectOf(event.delta);
  const usage: CompletionEvent = { kind: 'usage', usage: readUsage(event.usage) };
  if (typeof delta?.stop_reason !== 'string') return [usage];
  return [usage, { kind: 'stopped', reason: readStopReason(delta.stop_reason), stopSequence: stringOf(delta.stop_sequence) }];
}

const textEvents = (text: unknown): CompletionEvent[] => (typeof text === 'string' && text !== '' ? [{ kind: 'text', text }] : []);

function argumentsOf(call: OpenCall, json: string): CompletionEvent[] {
  if (json === '') return [];
  call.saidArguments = true;
  return [{ kind: 'tool_call_arguments', index: call.index, json }];
}
