import type { HandoffReason, Intent } from '#libs/contracts';
import type { Statement } from '#libs/persistence';

/** What an AiAgent decided for a turn: the one union in which every agent's work ends. */
export type AgentStep =
  | { kind: 'reply'; text: string; fromCache: boolean; alongside?: { statement: Statement; values: unknown[] } }
  /** Another AiAgent should answer. */
  | { kind: 'transfer'; intent: Exclude<Intent, 'faq' | 'other'> }
  | { kind: 'hand-off'; reason: HandoffReason };
