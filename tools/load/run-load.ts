import { setMaxListeners } from 'node:events';
import { ApiClient } from '../shared/api-client.js';
import { explainFailure } from '../shared/explain-failure.js';
import { printable } from '../shared/printable.js';
import { EXIT_INTERRUPTED, runCommand } from '../shared/run-command.js';
import type { ToolIo } from '../shared/tool-io.js';
import { LOAD_USAGE, type LoadOptions, readLoadOptions } from './load-options.js';
import { Measurements } from './measurements.js';
import { showProgress } from './progress.js';
import { makeReport, type RunOutcome } from './report.js';
import { reportTable } from './report-table.js';
import { runUsers } from './virtual-users.js';

const REQUEST_TIMEOUT_MS = 30_000;

/** The load tool: arguments as on the command line; gives the exit code. */
export function runLoad(args: string[], io: ToolIo): Promise<number> {
  return runCommand({ usage: LOAD_USAGE, readOptions: readLoadOptions, run: load }, args, io);
}

async function load(options: LoadOptions, io: ToolIo): Promise<number> {
  const outcome = await measure(options, io);
  const report = makeReport(options, outcome, ({ example }) => explainFailure(example, options.baseUrl));
  const text = options.json ? JSON.stringify(report, null, 2) : printable(reportTable(report));
  io.stdout.write(`${text}\n`);
  if (outcome.interrupted) return EXIT_INTERRUPTED;
  return report.failed > 0 ? 1 : 0;
}

async function measure(options: LoadOptions, { stderr, interrupt }: ToolIo): Promise<RunOutcome> {
  // Every request in flight listens to the one signal.
  setMaxListeners(0, interrupt);
  const client = new ApiClient({ ...options, idleTimeoutMs: REQUEST_TIMEOUT_MS, keepAliveSockets: options.users });
  const measurements = new Measurements();
  const endProgress = showProgress(stderr, measurements, options.users * options.requests);
  const start = performance.now();
  try {
    await runUsers(client, options, measurements, interrupt);
  } finally {
    endProgress();
    client.close();
  }
  return { measurements, elapsedMs: performance.now() - start, interrupted: interrupt.aborted };
}
