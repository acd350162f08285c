import type { LlmBehaviour } from '../../../libs/testing/src/scripted-llm/index.js';

/** What the far end is told and asked. Every message is answered once. */
export type FarEndMessage =
  | { kind: 'behave'; apiKey: string; behaviour: LlmBehaviour }
  /** Which calls came with these keys since then, in milliseconds since 1970. */
  | { kind: 'arrivals'; apiKeys: string[]; since: number };

/** When calls came in: milliseconds since 1970. */
export interface Arrivals {
  calls: number[];
  /** Of the platform itself, which asks a channel for one token to see whether it is well. */
  probes: number[];
}

export type ArrivalsByKey = Record<string, Arrivals>;
