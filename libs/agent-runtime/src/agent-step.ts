import type { HandoffReason } from '#libs/contracts';
import type { Statement } from '#libs/persistence';

/** What an AiAgent decided for a turn: the one union in which every agent's work ends. */
export type AgentStep =
  | { kind: 'reply'; text: string; fromCache: boolean; alongside?: { statement: Statement; values: unknown[] } }
  | { kind: 'hand-off'; reason: HandoffReason };
