import type { AgentType, Flow, HandoffReason, Intent, PartOutcome } from '#libs/contracts';
import type { Transaction } from '#libs/persistence';

/** A part of a turn whose agent is done with it. `reply` is empty for what goes to a human. */
export interface FinishedPart {
  index: number;
  count: number;
  split: string;
  text: string;
  intent: Intent;
  confidence: number;
  agentType: AgentType;
  outcome: PartOutcome;
  handoffReason: HandoffReason | null;
  reply: string;
  fromCache: boolean;
  flow: Flow | null;
}

interface PartRow {
  split: string;
  part_index: number;
  part_count: number;
  text: string;
  intent: Intent;
  confidence: number;
  agent_type: AgentType;
  outcome: PartOutcome;
  handoff_reason: HandoffReason | null;
  reply: string;
  from_cache: boolean;
  flow: Flow | null;
}

/** The turn's finished parts by division of the message and place in it. In a statement of its own, which sees what was committed while this transaction waited for the conversation. */
export async function readParts(transaction: Transaction, tenantId: string, turnId: string): Promise<FinishedPart[]> {
  const rows = await transaction.query<PartRow>(
    {
      name: 'turn-parts',
      text: `SELECT split, part_index, part_count, text, intent, confidence, agent_type, outcome, handoff_reason, reply, from_cache, flow
             FROM turn_parts WHERE tenant_id = $1 AND turn_id = $2 ORDER BY split, part_index`,
    },
    [tenantId, turnId],
  );
  return rows.map(({ part_index: index, part_count: count, agent_type: agentType, handoff_reason: handoffReason, from_cache: fromCache, ...row }) => ({ ...row, index, count, agentType, handoffReason, fromCache }));
}

/** The parts of the division of which most is finished; they come sorted by division. */
export function furthestSplit(parts: readonly FinishedPart[]): FinishedPart[] {
  const splits = new Set(parts.map(({ split }) => split));
  return [...splits].map((split) => parts.filter((part) => part.split === split)).reduce((best, one) => (one.length > best.length ? one : best), []);
}
