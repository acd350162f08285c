import type { Flow, HandoffReason, Intent } from '#libs/contracts';
import type { Statement } from '#libs/persistence';

/** What an AiAgent decided for a turn: the one union in which every agent's work ends. */
export type AgentStep =
  | {
      kind: 'reply';
      text: string;
      fromCache: boolean;
      /** Says only that there is no answer. */
      unanswered?: boolean;
      /** What the reply asks for: the contact's next message is read in its light. */
      flow?: Flow;
      alongside?: { statement: Statement; values: unknown[] };
    }
  /** Another AiAgent should answer. */
  | { kind: 'transfer'; intent: Exclude<Intent, 'faq' | 'other'> }
  | { kind: 'hand-off'; reason: HandoffReason };
