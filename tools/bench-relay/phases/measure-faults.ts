import { setTimeout as sleep } from 'node:timers/promises';
import { percentilesOf } from '../../shared/bench/statistics.js';
import { ANSWERING, BROKEN, hanging } from '../far-end/behaviours.js';
import type { FarEnd } from '../far-end/far-end.js';
import type { Arrivals } from '../far-end/far-end-messages.js';
import type { Lab } from '../lab.js';
import { failedCalls, type Failures, type LoadResult, type Target } from '../load/load-job.js';
import { AdminClient } from '../targets/admin-client.js';
import { callOf } from '../targets/calls.js';
import type { Gateway } from '../targets/start-gateway.js';
import { PATIENCES, apiKeyOf, type Patience } from './fault-scenarios.js';

/** What became of calls of which two channels out of three are no good. Times in milliseconds. */
export interface FaultFigures {
  name: string;
  calls: number;
  seconds: number;
  failures: Failures;
  succeeded: number;
  p50: number;
  p99: number;
  max: number;
  bad: Record<BadChannel, BadChannelFigures>;
}

export interface BadChannelFigures {
  /** Callers' calls in each second since the start. */
  callsBySecond: number[];
  probes: number;
  /** From its recovery to the next call of a caller; null when none came in time. */
  backAfter: number | null;
}

export type BadChannel = 'broken' | 'hanging';
const CHANNELS = ['well', 'broken', 'hanging'] as const;
const RECOVERY_DEADLINE_MS = 120_000;
/** A modest load, while it is waited for the channels to come back. */
const MEANWHILE = { connections: 8, calls: 40, pauseMs: 50 };

/** Three channels of the same priority: one answers 500, one hangs, one is well; later all are. */
export async function measureFaults(lab: Lab, gateway: Gateway, farEnd: FarEnd): Promise<FaultFigures[]> {
  const figures: FaultFigures[] = [];
  for (const stream of [false, true]) {
    for (const patience of PATIENCES) {
      const measured = await measureOne(lab, gateway, farEnd, patience, stream);
      lab.say(`${measured.name}: ${measured.succeeded} of ${measured.calls} succeeded, p99 ${measured.p99.toFixed(0)} ms`);
      figures.push(measured);
    }
  }
  return figures;
}

async function measureOne(lab: Lab, gateway: Gateway, farEnd: FarEnd, patience: Patience, stream: boolean): Promise<FaultFigures> {
  const name = `${stream ? 'streams' : 'whole answers'}, ${patience.name}`;
  const model = `faulty-${stream ? 'stream' : 'whole'}-${PATIENCES.indexOf(patience)}`;
  await farEnd.behave(apiKeyOf(model, 'broken'), BROKEN);
  await farEnd.behave(apiKeyOf(model, 'hanging'), hanging(stream));
  const { target, key } = await openChannels(lab, gateway, farEnd, model, patience, stream);
  const { connections, wholeCalls, streams } = lab.plan.faults;
  const startedAt = Date.now();
  const result = await lab.load.try({ kind: 'counted', target, connections, calls: stream ? streams : wholeCalls });
  lab.bills.expectFrom(key, result);
  const badKeys = [apiKeyOf(model, 'broken'), apiKeyOf(model, 'hanging')] as const;
  const during = await farEnd.arrivals([...badKeys], startedAt);
  const back = await recover(lab, farEnd, target, badKeys, (more) => lab.bills.expectFrom(key, more));
  const figuresOf = (apiKey: string): BadChannelFigures => ({
    callsBySecond: countBySecond(during[apiKey]!, startedAt, result.seconds),
    probes: during[apiKey]!.probes.length,
    backAfter: back.get(apiKey) ?? null,
  });
  return { name, calls: result.sent, ...summaryOf(result), bad: { broken: figuresOf(badKeys[0]), hanging: figuresOf(badKeys[1]) } };
}

async function openChannels(lab: Lab, gateway: Gateway, farEnd: FarEnd, model: string, { timeouts }: Patience, stream: boolean): Promise<{ target: Target; key: { id: string; name: string } }> {
  const admin = new AdminClient(gateway.url, lab.home.apiKey);
  for (const channel of CHANNELS) {
    await admin.createChannel({ name: `${model}, ${channel}`, type: 'openai-compatible', base_url: `${farEnd.url}/v1`, keys: [apiKeyOf(model, channel)], models: [model], timeouts });
  }
  const { id, key } = await admin.createVirtualKey(model);
  return { target: callOf({ name: 'relay', url: gateway.url, key }, { format: 'openai', model, stream }), key: { id, name: model } };
}

/** Makes the bad channels well and goes on calling until each is called again. @returns milliseconds it took, by key */
async function recover(lab: Lab, farEnd: FarEnd, target: Target, apiKeys: readonly string[], onResult: (result: LoadResult) => void): Promise<Map<string, number>> {
  for (const apiKey of apiKeys) await farEnd.behave(apiKey, ANSWERING);
  const wellSince = Date.now();
  const back = new Map<string, number>();
  while (back.size < apiKeys.length && Date.now() - wellSince < RECOVERY_DEADLINE_MS) {
    onResult(await lab.load.try({ kind: 'counted', target, connections: MEANWHILE.connections, calls: MEANWHILE.calls }));
    const since = await farEnd.arrivals([...apiKeys], wellSince);
    for (const apiKey of apiKeys) {
      const [first] = since[apiKey]!.calls;
      if (first !== undefined && !back.has(apiKey)) back.set(apiKey, first - wellSince);
    }
    await sleep(MEANWHILE.pauseMs);
  }
  return back;
}

function summaryOf(result: LoadResult): Pick<FaultFigures, 'seconds' | 'failures' | 'succeeded' | 'p50' | 'p99' | 'max'> {
  const [p50, p99, max] = percentilesOf(result.whole, 50, 99, 100) as [number, number, number];
  return { seconds: result.seconds, failures: result.failures, succeeded: result.sent - failedCalls(result), p50, p99, max };
}

function countBySecond({ calls }: Arrivals, startedAt: number, seconds: number): number[] {
  const counts = Array.from({ length: Math.ceil(seconds) }, () => 0);
  for (const at of calls) {
    const second = Math.min(counts.length - 1, Math.floor((at - startedAt) / 1_000));
    counts[second]! += 1;
  }
  return counts;
}
