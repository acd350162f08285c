import { join } from 'node:path';
import { describeMachine } from '../shared/bench/describe-machine.js';
import { analyze } from '../shared/bench/sandbox/throw-away-database.js';
import { onWorkbench, type Workbench } from '../shared/bench/workbench.js';
import { writeBenchmarks } from '../shared/bench/write-benchmarks.js';
import { runCommand } from '../shared/run-command.js';
import type { ToolIo } from '../shared/tool-io.js';
import { BENCH_USAGE, readBenchOptions, type BenchOptions, type Plan } from './bench-options.js';
import { startLoadGenerator } from './load/start-load-generator.js';
import { measure, measureRounds, warmUp } from './measure-rounds.js';
import { makeRows, type Measured } from './report/make-rows.js';
import { renderReport } from './report/render-report.js';
import { measureAllInOne } from './targets/all-in-one.js';
import { startBareSystem } from './targets/bare-system.js';
import { readDemoArticles } from './targets/demo-questions.js';
import { startPlatformSystem } from './targets/platform-system.js';

/** The benchmark: arguments as on the command line; gives the exit code. */
export function runBench(args: string[], io: ToolIo): Promise<number> {
  return runCommand({ usage: BENCH_USAGE, readOptions: readBenchOptions, run: bench }, args, io);
}

const bench = ({ servers, plan, write }: BenchOptions, io: ToolIo): Promise<number> =>
  onWorkbench(servers, io, async (workbench) => {
    const machine = await describeMachine(workbench.sandbox);
    const measured = await measureAll(plan, workbench);
    const report = renderReport(machine, plan, makeRows(measured));
    io.stdout.write(`\n${report}\n`);
    if (write) await writeBenchmarks('turn', report);
  });

async function measureAll(plan: Plan, { children, sandbox, folder, say }: Workbench): Promise<Measured> {
  const articles = await readDemoArticles();
  const load = startLoadGenerator(children);
  say('starting the bare chain and the platform');
  const bare = await startBareSystem(children, sandbox, articles.map(({ question }) => question));
  const platform = await startPlatformSystem(children, sandbox, join(folder, 'apps'), articles);
  say('warming up');
  await warmUp([bare, platform], plan, load);
  await analyze(sandbox.urls.database);
  const rounds = await measureRounds([bare, platform], plan, load, say);
  say(`${plan.open.perSecond} turns per second for ${plan.open.seconds} s`);
  const open = await measure(platform, load, { kind: 'open', target: platform.target, ...plan.open });
  await Promise.all([...bare.processes, ...platform.processes].map((child) => child.stop()));
  say('all-in-one');
  const allInOne = await measureAllInOne(children, load, join(folder, 'all-in-one'), articles, plan.allInOne);
  return { bare: rounds.get(bare)!, platform: rounds.get(platform)!, open, allInOne };
}
