import { setTimeout as sleep } from 'node:timers/promises';
import type { Cluster } from './cluster.js';
import type { Customers } from './customers.js';
import { findOutcomeProblems } from './find-outcome-problems.js';
import { findStreamProblems, followTurn, type FollowedTurn } from './follow-turn.js';
import { readLedger, type Ledger } from './ledger.js';

/** Turns whose events are read once more when all is over, besides those followed live. */
const SAMPLE = 25;
const POLL_MS = 250;

/** Where messages were sent to: the real apps, or all-in-one. */
export type UnderTest = Pick<Cluster, 'url' | 'query' | 'unsettled' | 'waitingEnvelopes' | 'crashes'>;

export interface Review {
  problems: string[];
  summary: string;
}

/** Waits until no turn is without an outcome and no envelope waits; after `withinMs` it goes on all the same, and the review tells what is left. */
export async function untilQuiet(platform: UnderTest, withinMs: number): Promise<void> {
  const deadline = performance.now() + withinMs;
  while (performance.now() < deadline) {
    const { turns, envelopes } = await platform.unsettled();
    if (turns + envelopes === 0 && Object.keys(await platform.waitingEnvelopes()).length === 0) return;
    await sleep(POLL_MS);
  }
}

/** Compares what was sent, and what its senders were told, with what the database and the event streams say. */
export async function reviewOutcomes(platform: UnderTest, customers: Customers): Promise<Review> {
  const ledger = await readLedger(platform.query);
  const live = await Promise.all(customers.followed);
  const sample = ledger.turns.filter((_, index) => index % Math.ceil(ledger.turns.length / SAMPLE) === 0);
  const later = await Promise.all(sample.map(({ id }) => followTurn(platform.url, id)));
  const waiting = Object.entries(await platform.waitingEnvelopes());
  const problems = [
    ...findOutcomeProblems(customers.sent, ledger),
    ...[...live, ...later].flatMap((followed) => findStreamProblems(followed, replyTo(followed, ledger))),
    ...waiting.map(([queue, count]) => `${count} envelopes wait in ${queue}`),
    ...platform.crashes(),
  ];
  return { problems, summary: summarize(ledger, customers, live) };
}

const replyTo = ({ turnId }: FollowedTurn, { messages }: Ledger): string | null => messages.find(({ turn_id: id, author }) => id === turnId && author === 'ai_agent')?.body ?? null;

function summarize({ turns }: Ledger, customers: Customers, live: readonly FollowedTurn[]): string {
  const count = (accept: (turn: Ledger['turns'][number]) => boolean): number => turns.filter(accept).length;
  return [
    `${customers.sent.length} messages (sent again: ${list(customers.retries)}) in ${turns.length} turns`,
    `${count(({ state }) => state === 'answered')} answered, ${count((turn) => turn.state === 'handed_off' && turn.reply_message_id !== null)} handed off, ${count((turn) => turn.state === 'handed_off' && turn.reply_message_id === null)} left to the human`,
    `handed off because: ${list(countBy(turns.flatMap(({ handoff_reason: reason }) => reason ?? [])))}`,
    `${count(({ attempts }) => attempts > 1)} turns taken up by the sweeper; ${live.length} streams followed over ${live.reduce((sum, { connections }) => sum + connections, 0)} connections`,
  ].join('; ');
}

/** Counts in a line, for the summary. */
export const list = (counts: ReadonlyMap<string, number>): string => [...counts].map(([what, times]) => `${what} ${times}`).join(', ') || 'never';

function countBy(values: readonly string[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1);
  return counts;
}
