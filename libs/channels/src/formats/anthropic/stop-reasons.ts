import type { StopReason } from '../../completion.js';

const READ: Readonly<Record<string, StopReason>> = {
  end_turn: 'end',
  // The vendor's own tools took long: the answer so far is whole in itself.
  pause_turn: 'end',
  max_tokens: 'max_tokens',
  model_context_window_exceeded: 'max_tokens',
  stop_sequence: 'stop_sequence',
  tool_use: 'tool_calls',
  refusal: 'refused',
};

const WRITTEN: Readonly<Record<StopReason, string>> = {
  end: 'end_turn',
  max_tokens: 'max_tokens',
  stop_sequence: 'stop_sequence',
  tool_calls: 'tool_use',
  refused: 'refusal',
};

export const readStopReason = (reason: unknown): StopReason => READ[String(reason)] ?? 'end';
export const writeStopReason = (reason: StopReason): string => WRITTEN[reason];
