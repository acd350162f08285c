import { startScriptedLlm, type LlmBehaviour, type LlmRequest } from '../../../libs/testing/src/scripted-llm/index.js';
import { HELD_MODEL } from '../dialogue.js';
import { ANSWERING, HOLDING } from './behaviours.js';
import type { Arrivals, ArrivalsByKey, FarEndMessage } from './far-end-messages.js';

/** The far end of the benchmark, a process of its own: says its URL to its parent, then does as it is told. */
const behaviours = new Map<string, LlmBehaviour>();
/** Of the keys that have, or had, a behaviour of their own: the others are called too often. */
const arrivals = new Map<string, Arrivals>();

const llm = await startScriptedLlm({ keepRequests: 0 });
llm.always((request) => {
  note(request);
  return behaviours.get(request.apiKey ?? '') ?? (request.model?.startsWith(HELD_MODEL) ? HOLDING : ANSWERING);
});

function note({ apiKey, at, body }: LlmRequest): void {
  const known = arrivals.get(apiKey ?? '');
  if (known) (body?.['max_tokens'] === 1 ? known.probes : known.calls).push(at);
}

function obey(message: FarEndMessage): object {
  if (message.kind === 'arrivals') return arrivalsOf(message.apiKeys, message.since);
  behaviours.set(message.apiKey, message.behaviour);
  if (!arrivals.has(message.apiKey)) arrivals.set(message.apiKey, { calls: [], probes: [] });
  return {};
}

function arrivalsOf(apiKeys: string[], since: number): ArrivalsByKey {
  const later = (times: number[]): number[] => times.filter((time) => time >= since);
  const of = ({ calls, probes }: Arrivals): Arrivals => ({ calls: later(calls), probes: later(probes) });
  return Object.fromEntries(apiKeys.map((key) => [key, of(arrivals.get(key) ?? { calls: [], probes: [] })]));
}

process.on('message', (message: FarEndMessage) => process.send!(obey(message)));
process.once('disconnect', () => process.exit());
// Ctrl-C reaches the whole group: the parent ends this process itself.
process.on('SIGINT', () => undefined);
process.send!({ url: llm.url });
