import type { CallOutcome, RoutingAttempt } from '#libs/contracts';

/** Tokens of a call. The three kinds of input do not overlap. */
export interface TokenCounts {
  inputTokens: number;
  outputTokens: number;
  cacheReadTokens: number;
  cacheWriteTokens: number;
}

/** Who pays for a model call, and what for. */
export interface CallSubject {
  tenantId: string;
  /** Identity of the call: it is settled once, however often it is reported. */
  id: string;
  source: 'agent' | 'relay' | 'probe' | 'test';
  /** A ModelTask of an agent; of the relay the operation. */
  task: string;
  agentType: string | null;
  conversationId: string | null;
  turnId: string | null;
  virtualKeyId: string | null;
  requestedModel: string;
  startedAt: Date;
}

/** A call that begins. `inputTokens` is an estimate, and what is billed if the process dies in it. */
export interface OpenedCall extends CallSubject {
  inputTokens: number;
}

/** A call that is over, whatever became of it. */
export interface SettledCall extends CallSubject {
  channelId: string | null;
  provider: string;
  model: string;
  tokens: TokenCounts;
  /** The vendor gave no counts. */
  estimated: boolean;
  latencyMs: number;
  firstTokenMs: number | null;
  outcome: Exclude<CallOutcome, 'open' | 'interrupted'>;
  errorCode: string | null;
  attempts: readonly RoutingAttempt[];
}
