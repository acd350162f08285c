import { cpuTime } from '../../shared/bench/process-memory.js';
import { analyze } from '../../shared/bench/sandbox/throw-away-database.js';
import { percentilesOf } from '../../shared/bench/statistics.js';
import type { Lab } from '../lab.js';
import type { LoadResult } from '../load/load-job.js';
import { callOf } from '../targets/calls.js';
import { CASES, LOADS, type Case, type LoadKind, type SystemName } from './speed-cases.js';
import { startSpeedSystems, type SpeedSystems } from './speed-systems.js';

/** One job's figures: calls per second, milliseconds. */
export interface SpeedFigures {
  perSecond: number;
  whole: { p50: number; p95: number };
  /** Of streams. */
  firstToken: { p50: number; p95: number } | null;
  /** Processor time of the system's own process; null where it has none or it is not known. */
  cpuPerCall: number | null;
}

/** The rounds of one system, called in one way. */
export interface SpeedSeries {
  of: Case;
  load: LoadKind;
  system: SystemName;
  rounds: SpeedFigures[];
}

/** Calls all systems by turns, so that whatever else the machine does meets them alike. */
export async function measureSpeed(lab: Lab): Promise<SpeedSeries[]> {
  const { plan, sandbox, say } = lab;
  const systems = await startSpeedSystems(lab);
  const series = CASES.flatMap((of) => LOADS.flatMap((load) => of.systems.map((system): SpeedSeries => ({ of, load, system, rounds: [] }))));
  say('warming up');
  for (const one of series) await measureOne(lab, systems, one, plan.speed.warmUpSeconds);
  await analyze(sandbox.urls.database);
  for (let round = 1; round <= plan.speed.rounds; round += 1) {
    for (const one of series) {
      const figures = await measureOne(lab, systems, one, plan.speed.seconds);
      one.rounds.push(figures);
      say(`round ${round} of ${plan.speed.rounds}, ${describe(one, figures)}`);
    }
  }
  await lab.bills.check(sandbox.urls.database);
  await systems.stop();
  return series;
}

/** Of the profile, and of the warm-up before it. */
const PROFILE_SECONDS = 10;

/** Writes a CPU profile of the gateway, of as many calls at a time as are measured. */
export async function profileGateway(lab: Lab, file: string): Promise<void> {
  const systems = await startSpeedSystems(lab);
  const many: SpeedSeries = { of: CASES[0], load: { stream: false, many: true }, system: 'relay', rounds: [] };
  const run = (): Promise<SpeedFigures> => measureOne(lab, systems, many, PROFILE_SECONDS);
  await run();
  await systems.gateway.profile(file, run);
  await systems.stop();
}

async function measureOne({ load, plan, bills }: Lab, { servers, key }: SpeedSystems, { of, load: kind, system }: SpeedSeries, seconds: number): Promise<SpeedFigures> {
  const server = servers[system];
  const target = callOf(server, { format: of.format, model: of.model, stream: kind.stream });
  const cpu = (): Promise<number | null> | null => (server.pid === null ? null : cpuTime(server.pid));
  const before = await cpu();
  const result = await load.run({ kind: 'timed', target, connections: kind.many ? plan.speed.connections : 1, seconds });
  const after = await cpu();
  if (system === 'relay') bills.expectFrom(key, result);
  return { ...figuresOf(result, kind), cpuPerCall: before === null || after === null ? null : (after - before) / result.sent };
}

function figuresOf(result: LoadResult, { stream }: LoadKind): Omit<SpeedFigures, 'cpuPerCall'> {
  return {
    perSecond: result.completed / result.seconds,
    whole: quantiles(result.whole),
    firstToken: stream ? quantiles(result.firstToken) : null,
  };
}

function quantiles(times: number[]): { p50: number; p95: number } {
  const [p50, p95] = percentilesOf(times, 50, 95) as [number, number];
  return { p50, p95 };
}

function describe({ of, load, system }: SpeedSeries, { perSecond, whole, firstToken }: SpeedFigures): string {
  const how = `${load.stream ? 'streams, ' : ''}${load.many ? 'many' : 'one'} at a time`;
  return `${of.name}, ${how}, ${system}: ${perSecond.toFixed(0)} calls/s, p50 ${(firstToken ?? whole).p50.toFixed(2)} ms`;
}
