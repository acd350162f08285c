import type { JsonObject, Usage } from '../completion.js';

/** Measures one answer from the vendor's raw JSON, whichever format its caller is given. */
export interface Meter {
  /**
   * One event of a stream.
   * `begins`: it carries something the model produced (text, a tool call, a thought), and nothing can be taken back.
   * `stopped`: the vendor has said that the answer is whole.
   */
  event(event: JsonObject): MeteredEvent;
  /** An answer that came in one piece. @throws ProviderError garbled when it is none */
  whole(answer: JsonObject): void;
  /** Null when the vendor did not say. */
  usage(): Usage | null;
  /** Whether `usage` is the vendor's last word. A stream that broke may know its input and not its output. */
  usageIsFinal(): boolean;
  /** The model that answered, as the vendor names it. */
  model(): string | null;
  /** Of everything that was produced, in UTF-16 code units. */
  length(): number;
  /** What the model produced, thoughts and tool calls included, to estimate its tokens by; of a very long answer the beginning. */
  text(): string;
}

export interface MeteredEvent {
  begins: boolean;
  stopped: boolean;
}
