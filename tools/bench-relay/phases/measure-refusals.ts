import type { LlmBehaviour } from '../../../libs/testing/src/scripted-llm/index.js';
import { BROKEN, hanging } from '../far-end/behaviours.js';
import type { FarEnd } from '../far-end/far-end.js';
import type { Lab } from '../lab.js';
import type { LoadResult, Target } from '../load/load-job.js';
import { startLoad } from '../load/start-load.js';
import { AdminClient } from '../targets/admin-client.js';
import { callOf } from '../targets/calls.js';
import type { Gateway } from '../targets/start-gateway.js';
import { PATIENCES, apiKeyOf, type Patience } from './fault-scenarios.js';

/** What callers got while every channel was bad. Times in milliseconds. */
export interface RefusalFigures {
  name: string;
  /** Statuses and codes with how often they came. */
  answers: Record<string, number>;
  /** Of a call alone, then of the slowest of many, then of one after these. */
  first: number;
  slowest: number;
  last: number;
}

const CONSTELLATIONS: { name: string; behaviours: LlmBehaviour[] }[] = [
  { name: 'three answer 500', behaviours: [BROKEN, BROKEN, BROKEN] },
  { name: 'three hang', behaviours: [hanging(false), hanging(false), hanging(false)] },
  { name: 'one answers 500, one hangs', behaviours: [BROKEN, hanging(false)] },
];
const MANY = 16;

/** Calls models of which no channel is well. All at the same time: it is waiting that takes the time. */
export async function measureRefusals(lab: Lab, gateway: Gateway, farEnd: FarEnd): Promise<RefusalFigures[]> {
  const models: DeadModel[] = [];
  for (const constellation of CONSTELLATIONS) {
    for (const patience of PATIENCES) models.push(await openChannels(lab, gateway, farEnd, { ...constellation, patience, model: `dead-${models.length}` }));
  }
  return Promise.all(models.map((model) => measureOne(lab, model)));
}

interface DeadModel {
  name: string;
  target: Target;
  key: { id: string; name: string };
}

async function openChannels(lab: Lab, gateway: Gateway, farEnd: FarEnd, { name, behaviours, patience, model }: { name: string; behaviours: LlmBehaviour[]; patience: Patience; model: string }): Promise<DeadModel> {
  const admin = new AdminClient(gateway.url, lab.home.apiKey);
  for (const [index, behaviour] of behaviours.entries()) {
    const apiKey = apiKeyOf(model, String(index));
    await farEnd.behave(apiKey, behaviour);
    await admin.createChannel({ name: `${model}, ${index}`, type: 'openai-compatible', base_url: `${farEnd.url}/v1`, keys: [apiKey], models: [model], timeouts: patience.timeouts });
  }
  const { id, key } = await admin.createVirtualKey(model);
  const target = callOf({ name: 'relay', url: gateway.url, key }, { format: 'openai', model, stream: false });
  return { name: `${name}, ${patience.name}`, target, key: { id, name: model } };
}

async function measureOne(lab: Lab, { name, target, key }: DeadModel): Promise<RefusalFigures> {
  // Jobs of one load process come one after the other.
  const load = startLoad(lab.children);
  const call = (count: number): Promise<LoadResult> => load.try({ kind: 'counted', target, connections: count, calls: count });
  const results = [await call(1), await call(MANY), await call(1)] as const;
  lab.bills.expectFrom(key, ...results);
  const [first, slowest, last] = results.map(({ whole }) => Math.max(...whole)) as [number, number, number];
  return { name, answers: total(results), first, slowest, last };
}

function total(results: readonly LoadResult[]): Record<string, number> {
  const answers: Record<string, number> = {};
  for (const { failures, completed } of results) {
    for (const [answer, count] of Object.entries(failures)) answers[answer] = (answers[answer] ?? 0) + count;
    if (completed > 0) answers['200'] = (answers['200'] ?? 0) + completed;
  }
  return answers;
}
