import { setTimeout as sleep } from 'node:timers/promises';
import type { TurnEvent } from '#libs/contracts';
import { SseParser } from '../../../tools/shared/sse-parser.js';
import { API_KEY } from './platform.js';

/** What a reader of a turn's event stream has seen when it gave up or was through. */
export interface FollowedTurn {
  turnId: string;
  events: { id: string; event: TurnEvent }[];
  connections: number;
}

const GIVE_UP_MS = 90_000;
const RECONNECT_MS = 200;

/** Reads a turn's events to the last one, and comes back with Last-Event-ID whenever the connection is lost. */
export async function followTurn(url: string, turnId: string): Promise<FollowedTurn> {
  const followed: FollowedTurn = { turnId, events: [], connections: 0 };
  const deadline = AbortSignal.timeout(GIVE_UP_MS);
  while (!deadline.aborted && !isComplete(followed)) {
    await readOnce(url, followed, deadline).catch(() => undefined);
    if (!isComplete(followed)) await sleep(RECONNECT_MS);
  }
  return followed;
}

const isComplete = ({ events }: FollowedTurn): boolean => events.at(-1)?.event.event === 'conversation_completed';

async function readOnce(url: string, followed: FollowedTurn, signal: AbortSignal): Promise<void> {
  const last = followed.events.at(-1)?.id;
  const response = await fetch(`${url}/api/v1/turns/${followed.turnId}/events`, { headers: { 'x-api-key': API_KEY, ...(last && { 'last-event-id': last }) }, signal });
  if (!response.ok || !response.body) return void (await response.body?.cancel());
  followed.connections += 1;
  const parser = new SseParser();
  for await (const chunk of response.body) {
    for (const { id, data } of parser.push(chunk)) followed.events.push({ id, event: JSON.parse(data) as TurnEvent });
  }
}

/** The text that the deltas make; the last that starts at 0 begins it anew. */
function textOf(followed: FollowedTurn): string {
  let text = '';
  for (const { event } of followed.events) if (event.event === 'message_delta') text = text.slice(0, event.data.offset) + event.data.delta;
  return text;
}

/** What is wrong with the events a reader got; empty when they are the whole turn, once each. */
export function findStreamProblems(followed: FollowedTurn, reply: string | null): string[] {
  const { turnId, events } = followed;
  const names = events.map(({ event }) => event.event);
  const completed = events.flatMap(({ event }) => (event.event === 'conversation_completed' ? [event.data] : []));
  const problems = [
    names[0] === 'conversation_started' || `begins with ${names[0] ?? 'nothing'}`,
    (completed.length === 1 && names.at(-1) === 'conversation_completed') || `is told complete ${completed.length} times: ${names.join(', ')}`,
    new Set(events.map(({ id }) => id)).size === events.length || 'has an event twice',
    textOf(followed) === completed[0]?.message || 'has deltas that do not make the message',
    reply === null || completed[0]?.message === reply || 'tells another reply than was stored',
  ];
  return problems.flatMap((problem) => (problem === true ? [] : [`the stream of turn ${turnId} ${String(problem)}`]));
}
