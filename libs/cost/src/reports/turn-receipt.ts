import { Decimal } from 'decimal.js';
import type { RelayReceipt, TurnReceipt } from '#libs/contracts';

/** What of a turn matters to its receipt. */
export interface TurnFacts {
  id: string;
  conversation_id: string;
  state: 'queued' | 'accepted' | 'answered' | 'handed_off';
  agent_type: string | null;
  from_cache: boolean;
}

export function turnReceipt(turn: TurnFacts, calls: RelayReceipt[]): TurnReceipt {
  const ended = turn.state === 'answered' || turn.state === 'handed_off';
  return {
    turn_id: turn.id,
    conversation_id: turn.conversation_id,
    outcome: ended ? turn.state : null,
    answered_by: ended ? answeredBy(turn, calls) : null,
    calls,
    totals: {
      calls: calls.length,
      input_tokens: sum(calls, (call) => call.input_tokens),
      output_tokens: sum(calls, (call) => call.output_tokens),
      cost: calls.reduce((total, call) => total.plus(call.cost), new Decimal(0)).toFixed(),
    },
  };
}

/** A model only where the agent whose answer it was asked one, and was answered; the router's calls alone make no answer. */
function answeredBy({ state, agent_type, from_cache }: TurnFacts, calls: readonly RelayReceipt[]): TurnReceipt['answered_by'] {
  if (state === 'handed_off') return 'human';
  const byModel = calls.some((call) => call.outcome === 'completed' && call.agent_type === agent_type && call.provider !== 'local');
  return byModel && !from_cache ? 'model' : 'local';
}

const sum = (calls: readonly RelayReceipt[], of: (call: RelayReceipt) => number): number => calls.reduce((total, call) => total + of(call), 0);
