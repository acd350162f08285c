import type { CallOutcome, RoutingAttempt } from '#libs/contracts';
import type { OpenedCall, SettledCall } from '../model-call.js';
import type { Cost } from '../prices/price-list.js';

/** A row of api_usage as the statements take it, all rows of a batch together as one JSON parameter. */
export interface UsageRecord {
  id: string;
  source: string;
  task: string;
  agent_type: string | null;
  conversation_id: string | null;
  turn_id: string | null;
  virtual_key_id: string | null;
  channel_id: string | null;
  provider: string;
  requested_model: string;
  model: string;
  input_tokens: number;
  output_tokens: number;
  cache_read_tokens: number;
  cache_write_tokens: number;
  estimated: boolean;
  cost: string;
  priced: boolean;
  latency_ms: number;
  first_token_ms: number | null;
  outcome: CallOutcome;
  error_code: string | null;
  attempts: readonly RoutingAttempt[];
  created_at: Date;
}

/** A record to settle, with the answer to keep of a turn's step. */
export interface SettleRecord extends UsageRecord {
  answer: object | null;
}

/** The columns of a record with their types, as json_to_recordset wants them. */
export const RECORD_COLUMNS = `id uuid, source text, task text, agent_type text, conversation_id uuid, turn_id uuid, virtual_key_id uuid,
  channel_id uuid, provider text, requested_model text, model text, input_tokens integer, output_tokens integer, cache_read_tokens integer,
  cache_write_tokens integer, estimated boolean, cost numeric, priced boolean, latency_ms integer, first_token_ms integer, outcome text,
  error_code text, attempts jsonb, created_at timestamptz`;

/** Of a call that no channel has answered yet, or ever will have. */
export const UNKNOWN_PROVIDER = 'unknown';

// Both are written out in full: a spread at the head of a literal costs as much as the rest of a record.

export function settledRecord(call: SettledCall, { cost, priced }: Cost, answer: object | null): SettleRecord {
  const { tokens } = call;
  return {
    id: call.id,
    source: call.source,
    task: call.task,
    agent_type: call.agentType,
    conversation_id: call.conversationId,
    turn_id: call.turnId,
    virtual_key_id: call.virtualKeyId,
    channel_id: call.channelId,
    provider: call.provider,
    requested_model: call.requestedModel,
    model: call.model,
    input_tokens: tokens.inputTokens,
    output_tokens: tokens.outputTokens,
    cache_read_tokens: tokens.cacheReadTokens,
    cache_write_tokens: tokens.cacheWriteTokens,
    estimated: call.estimated,
    cost,
    priced,
    latency_ms: call.latencyMs,
    first_token_ms: call.firstTokenMs,
    outcome: call.outcome,
    error_code: call.errorCode,
    attempts: call.attempts,
    created_at: call.startedAt,
    answer,
  };
}

export function openRecord(call: OpenedCall): UsageRecord {
  return {
    id: call.id,
    source: call.source,
    task: call.task,
    agent_type: call.agentType,
    conversation_id: call.conversationId,
    turn_id: call.turnId,
    virtual_key_id: call.virtualKeyId,
    channel_id: null,
    provider: UNKNOWN_PROVIDER,
    requested_model: call.requestedModel,
    model: call.requestedModel,
    input_tokens: call.inputTokens,
    output_tokens: 0,
    cache_read_tokens: 0,
    cache_write_tokens: 0,
    estimated: true,
    cost: '0',
    priced: true,
    latency_ms: 0,
    first_token_ms: null,
    outcome: 'open',
    error_code: null,
    attempts: [],
    created_at: call.startedAt,
  };
}
