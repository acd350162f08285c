import type { Plan } from './bench-options.js';
import type { LoadJob, LoadResult } from './load/load-job.js';
import { cpuTime } from '../shared/bench/process-memory.js';
import { percentilesOf } from '../shared/bench/statistics.js';
import type { System } from './targets/system.js';

/** One round's figures: milliseconds, turns per second; CPU of the system's own processes in milliseconds per turn. */
export interface Figures {
  perSecond: number;
  wholeTurn: { p50: number; p95: number };
  firstDelta: { p50: number; p95: number };
  cpuPerTurn: number | null;
}

export type RunLoad = (job: LoadJob) => Promise<LoadResult>;

/** The rounds of each system, by turns in flight. */
export type Rounds = Map<System, Map<number, Figures[]>>;

/** Loads each system for a while, so that both are compiled, connected and have tables that are not empty. */
export async function warmUp(systems: readonly System[], plan: Plan, load: RunLoad): Promise<void> {
  const inFlight = Math.max(...plan.closed.map((closed) => closed.inFlight));
  for (const { target } of systems) await load({ kind: 'closed', target, inFlight, seconds: plan.warmUp });
}

/** Loads the systems by turns, so that whatever else the machine does meets them alike. */
export async function measureRounds(systems: readonly System[], plan: Plan, load: RunLoad, say: (line: string) => void): Promise<Rounds> {
  const rounds: Rounds = new Map(systems.map((system) => [system, new Map(plan.closed.map(({ inFlight }) => [inFlight, []]))]));
  for (let round = 1; round <= plan.rounds; round += 1) {
    for (const { inFlight, seconds } of plan.closed) {
      for (const system of systems) {
        const figures = await measure(system, load, { kind: 'closed', target: system.target, inFlight, seconds });
        say(`round ${round} of ${plan.rounds}, ${inFlight} in flight, ${system.target.name}: ${describe(figures)}`);
        rounds.get(system)!.get(inFlight)!.push(figures);
      }
    }
  }
  return rounds;
}

/** Runs one job and counts what the system's processes worked for it. */
export async function measure(system: System, load: RunLoad, job: LoadJob): Promise<Figures> {
  const before = await totalCpu(system);
  const result = await load(job);
  const after = await totalCpu(system);
  const turns = result.wholeTurn.length;
  return {
    perSecond: result.completed / result.seconds,
    wholeTurn: quantiles(result.wholeTurn),
    firstDelta: quantiles(result.firstDelta),
    cpuPerTurn: before === null || after === null ? null : (after - before) / turns,
  };
}

async function totalCpu({ processes }: System): Promise<number | null> {
  const times = await Promise.all(processes.map(({ pid }) => cpuTime(pid)));
  return times.reduce((sum, time) => (sum === null || time === null ? null : sum + time), 0);
}

function quantiles(times: number[]): { p50: number; p95: number } {
  const [p50, p95] = percentilesOf(times, 50, 95) as [number, number];
  return { p50, p95 };
}

const describe = ({ perSecond, wholeTurn }: Figures): string => `${perSecond.toFixed(0)} turns/s, p50 ${wholeTurn.p50.toFixed(1)} ms, p95 ${wholeTurn.p95.toFixed(1)} ms`;
