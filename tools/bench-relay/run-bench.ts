import { mkdir } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { describeMachine } from '../shared/bench/describe-machine.js';
import { onWorkbench, type Workbench } from '../shared/bench/workbench.js';
import { writeBenchmarks } from '../shared/bench/write-benchmarks.js';
import { runCommand } from '../shared/run-command.js';
import type { ToolIo } from '../shared/tool-io.js';
import { BENCH_USAGE, readBenchOptions, type BenchOptions, type Part, type Plan } from './bench-options.js';
import { Bills } from './bills.js';
import { startFarEnd } from './far-end/far-end.js';
import type { Lab } from './lab.js';
import { startLoad } from './load/start-load.js';
import { measureFaults } from './phases/measure-faults.js';
import { measureMemory } from './phases/measure-memory.js';
import { measureRefusals } from './phases/measure-refusals.js';
import { measureSpeed, profileGateway } from './phases/measure-speed.js';
import { renderReport, type Measured } from './report/render-report.js';
import { makeGatewayHome, startGateway } from './targets/start-gateway.js';

/** The benchmark: arguments as on the command line; gives the exit code. */
export function runBench(args: string[], io: ToolIo): Promise<number> {
  return runCommand({ usage: BENCH_USAGE, readOptions: readBenchOptions, run: bench }, args, io);
}

const bench = ({ servers, plan, parts, write, profile }: BenchOptions, io: ToolIo): Promise<number> =>
  onWorkbench(servers, io, async (workbench) => {
    const machine = await describeMachine(workbench.sandbox);
    const lab = await openLab(workbench, plan);
    if (profile !== null) return writeProfile(lab, profile);
    const report = renderReport(machine, plan, await measureAll(lab, parts));
    io.stdout.write(`\n${report}\n`);
    if (write) await writeBenchmarks('relay', report);
  });

async function openLab(workbench: Workbench, plan: Plan): Promise<Lab> {
  return { ...workbench, plan, home: await makeGatewayHome(workbench), load: startLoad(workbench.children), bills: new Bills() };
}

async function measureAll(lab: Lab, parts: readonly Part[]): Promise<Measured> {
  const speed = parts.includes('speed') ? await measureSpeed(lab) : null;
  const memory = parts.includes('memory') ? await measureMemory(lab) : null;
  const faults = parts.includes('faults') ? await measureBadChannels(lab) : null;
  return { speed, memory, faults, billed: await lab.bills.check(lab.sandbox.urls.database) };
}

async function measureBadChannels(lab: Lab): Promise<Measured['faults']> {
  const farEnd = await startFarEnd(lab.children);
  const gateway = await startGateway(lab.children, lab.home);
  const runs = await measureFaults(lab, gateway, farEnd);
  lab.say('only bad channels');
  const refusals = await measureRefusals(lab, gateway, farEnd);
  await lab.bills.check(lab.sandbox.urls.database);
  await Promise.all([gateway.stop(), farEnd.stop()]);
  return { runs, refusals };
}

async function writeProfile(lab: Lab, folder: string): Promise<void> {
  await mkdir(resolve(folder), { recursive: true });
  const file = join(resolve(folder), `gateway-${Date.now()}.cpuprofile`);
  await profileGateway(lab, file);
  lab.say(`written: ${file}`);
}
