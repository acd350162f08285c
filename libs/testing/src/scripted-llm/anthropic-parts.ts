import type { Message, MessageDeltaUsage, StopReason, TextBlock, ToolUseBlock, Usage } from '@anthropic-ai/sdk/resources/messages';
import type { ScriptedStopReason, ScriptedUsage } from './behaviours.js';
import type { CompleteAnswer, CompleteToolCall } from './complete-answer.js';

const STOP_REASONS = {
  end: 'end_turn',
  stop_sequence: 'stop_sequence',
  max_tokens: 'max_tokens',
  tool_calls: 'tool_use',
  refused: 'refusal',
} as const satisfies Record<ScriptedStopReason, StopReason>;

export const anthropicTextBlock = (text: string): TextBlock => ({ type: 'text', text, citations: null });

export const anthropicToolBlock = (call: CompleteToolCall, input: unknown): ToolUseBlock => ({
  type: 'tool_use',
  id: call.id,
  name: call.name,
  input,
  caller: { type: 'direct' },
});

/** How a message ended, as a whole message and the end of a stream both say it. */
export const anthropicEnding = ({ stopReason }: CompleteAnswer): Pick<Message, 'stop_reason' | 'stop_sequence' | 'stop_details'> => ({
  stop_reason: STOP_REASONS[stopReason],
  stop_sequence: null,
  stop_details: stopReason === 'refused' ? { type: 'refusal', category: null, explanation: null } : null,
});

/** input_tokens counts only what neither came from the cache nor went there. */
export const anthropicUsage = (usage: Required<ScriptedUsage>): Usage => ({
  ...anthropicDeltaUsage(usage),
  input_tokens: usage.input,
  cache_creation: { ephemeral_5m_input_tokens: usage.cacheWrite, ephemeral_1h_input_tokens: 0 },
  inference_geo: null,
  service_tier: 'standard',
  speed: null,
});

export const anthropicDeltaUsage = ({ input, output, cacheRead, cacheWrite }: Required<ScriptedUsage>): MessageDeltaUsage => ({
  input_tokens: input,
  cache_creation_input_tokens: cacheWrite,
  cache_read_input_tokens: cacheRead,
  output_tokens: output,
  output_tokens_details: null,
  server_tool_use: null,
});
