import type { StopReason } from '../../completion.js';

const READ: Readonly<Record<string, StopReason>> = {
  stop: 'end',
  length: 'max_tokens',
  tool_calls: 'tool_calls',
  function_call: 'tool_calls',
  content_filter: 'refused',
  // DeepSeek ran short of capacity in the middle of the answer: it is cut off, like at a limit.
  insufficient_system_resource: 'max_tokens',
};

const WRITTEN: Readonly<Record<StopReason, string>> = {
  end: 'stop',
  stop_sequence: 'stop',
  max_tokens: 'length',
  tool_calls: 'tool_calls',
  refused: 'content_filter',
};

/** Several compatible servers say `stop` when the model called tools. */
export function readStopReason(finishReason: unknown, calledTools: boolean): StopReason {
  const reason = READ[String(finishReason)] ?? 'end';
  return reason === 'end' && calledTools ? 'tool_calls' : reason;
}

export const writeStopReason = (reason: StopReason): string => WRITTEN[reason];
