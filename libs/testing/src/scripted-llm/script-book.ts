import type { LlmBehaviour } from './behaviours.js';
import type { LlmRequest } from './llm-request.js';

/** A behaviour, or what finds it for the request. */
export type BehaviourSource = LlmBehaviour | ((request: LlmRequest) => LlmBehaviour);

/** Which behaviour is whose turn: the queue first, then the key's, the model's and everybody's. */
export class ScriptBook {
  #queue: BehaviourSource[] = [];
  readonly #byKey = new Map<string, BehaviourSource>();
  readonly #byModel = new Map<string, BehaviourSource>();
  #always: BehaviourSource = { kind: 'answer' };

  enqueue(sources: BehaviourSource[]): void {
    this.#queue.push(...sources);
  }

  setForKey(key: string, source: BehaviourSource): void {
    this.#byKey.set(key, source);
  }

  setForModel(model: string, source: BehaviourSource): void {
    this.#byModel.set(model, source);
  }

  setAlways(source: BehaviourSource): void {
    this.#always = source;
  }

  clear(): void {
    this.#queue = [];
    this.#byKey.clear();
    this.#byModel.clear();
    this.#always = { kind: 'answer' };
  }

  behaviourFor(request: LlmRequest): LlmBehaviour {
    const source = this.#queued(request) ?? this.#byKey.get(request.apiKey ?? '') ?? this.#byModel.get(request.model ?? '') ?? this.#always;
    return typeof source === 'function' ? source(request) : source;
  }

  /** A list of models is asked for in passing, by probes: it does not use up what is meant for a call. */
  #queued(request: LlmRequest): BehaviourSource | undefined {
    return request.operation === 'models' ? undefined : this.#queue.shift();
  }
}
