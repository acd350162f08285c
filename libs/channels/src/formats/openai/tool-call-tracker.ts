import type { CompletionEvent, JsonObject } from '../../completion.js';
import { objectOf, stringOf } from '../json.js';

/**
 * Which call a piece of a stream belongs to. OpenAI numbers the calls; some compatible servers number
 * all of them zero, or none, and tell them apart by their ids alone.
 */
export class ToolCallTracker {
  readonly #known = new Map<unknown, { index: number; id: string }>();
  #count = 0;

  get count(): number {
    return this.#count;
  }

  read(piece: JsonObject): CompletionEvent[] {
    const called = objectOf(piece.function);
    const id = stringOf(piece.id) || null;
    const known = this.#known.get(piece.index ?? 0);
    const events: CompletionEvent[] = [];
    const call = known && (id === null || id === known.id) ? known : this.#begin(piece, id, events);
    const json = stringOf(called?.arguments);
    if (json) events.push({ kind: 'tool_call_arguments', index: call.index, json });
    return events;
  }

  #begin(piece: JsonObject, id: string | null, events: CompletionEvent[]): { index: number; id: string } {
    const index = this.#count++;
    const call = { index, id: id ?? `call_${index}` };
    this.#known.set(piece.index ?? 0, call);
    events.push({ kind: 'tool_call_started', index, id: call.id, name: stringOf(objectOf(piece.function)?.name) ?? '' });
    return call;
  }
}
