import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { EXIT_INTERRUPTED, runCommand } from '../shared/run-command.js';
import type { ToolIo } from '../shared/tool-io.js';
import { BENCH_USAGE, readBenchOptions, type BenchOptions } from './bench-options.js';
import { Children } from './children.js';
import { startLoadGenerator } from './load/start-load-generator.js';
import { measure, measureRounds, warmUp } from './measure-rounds.js';
import { describeMachine } from './report/describe-machine.js';
import { makeRows, type Measured } from './report/make-rows.js';
import { renderReport } from './report/render-report.js';
import { writeBenchmarks } from './report/write-benchmarks.js';
import { openSandbox, type Sandbox } from './sandbox/open-sandbox.js';
import { analyze } from './sandbox/throw-away-database.js';
import { measureAllInOne } from './targets/all-in-one.js';
import { startBareSystem } from './targets/bare-system.js';
import { readDemoArticles } from './targets/demo-questions.js';
import { startPlatformSystem } from './targets/platform-system.js';

/** The benchmark: arguments as on the command line; gives the exit code. */
export function runBench(args: string[], io: ToolIo): Promise<number> {
  return runCommand({ usage: BENCH_USAGE, readOptions: readBenchOptions, run: bench }, args, io);
}

async function bench(options: BenchOptions, io: ToolIo): Promise<number> {
  const say = (line: string): void => void io.stderr.write(`${line}\n`);
  const children = new Children();
  const folder = await mkdtemp(join(tmpdir(), 'switchboard-bench-'));
  let sandbox: Sandbox | undefined;
  const interrupted = new Promise<never>((_, reject) => io.interrupt.addEventListener('abort', () => reject(new Error('interrupted')), { once: true }));
  try {
    sandbox = await openSandbox(options.servers);
    const machine = await describeMachine(sandbox);
    const measured = await Promise.race([measureAll(options, children, sandbox, folder, say), interrupted]);
    const report = renderReport(machine, options.plan, makeRows(measured));
    io.stdout.write(`\n${report}\n`);
    if (options.write) await writeBenchmarks(report);
    return 0;
  } catch (error) {
    if (io.interrupt.aborted) return EXIT_INTERRUPTED;
    say(`${(error as Error).stack}`);
    return 1;
  } finally {
    await children.stop();
    await sandbox?.remove().catch((error: Error) => say(`not removed: ${error.message}`));
    await rm(folder, { recursive: true, force: true });
  }
}

async function measureAll({ plan }: BenchOptions, children: Children, sandbox: Sandbox, folder: string, say: (line: string) => void): Promise<Measured> {
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
