import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { inRoot } from './root.mjs';
import { run } from './run.mjs';
import { addResult } from './test-tally.mjs';

// Native ESM keeps a worker's heap from suite to suite; above this it is replaced.
const JEST = ['--experimental-vm-modules', '--disable-warning=ExperimentalWarning', 'node_modules/jest/bin/jest.js', '--workerIdleMemoryLimit=400MB'];

/**
 * Runs Jest on the suites and counts its tests.
 * @param missingServers names of the servers whose tests skip themselves
 * @param coverage whether to measure it
 */
export async function runSuites(tally, { suites, jestArguments, missingServers, coverage }) {
  const folder = await mkdtemp(join(tmpdir(), 'switchboard-test-'));
  try {
    const outputFile = join(folder, 'result.json');
    const args = [...JEST, '--selectProjects', ...suites, '--json', `--outputFile=${outputFile}`];
    // The threshold is judged by judgeCoverage, so that Jest's own exit code speaks of tests alone.
    if (coverage) args.push('--coverage', '--coverageThreshold={}');
    const env = { ...process.env, SWITCHBOARD_TEST_MISSING: missingServers.join(',') };
    const exitCode = await run(process.execPath, [...args, ...jestArguments], { env });
    addResult(tally, JSON.parse(await readFile(outputFile, 'utf8').catch(() => 'null')), exitCode);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** Counts the covered lines against jest.config.mjs as one test. */
export async function judgeCoverage(tally) {
  const { default: config } = await import('../../jest.config.mjs');
  const wanted = config.coverageThreshold.global.lines;
  const summary = JSON.parse(await readFile(inRoot('coverage/coverage-summary.json'), 'utf8').catch(() => 'null'));
  const covered = summary?.total.lines.pct ?? 0;
  const enough = covered >= wanted;
  console.log(`${enough ? 'PASS' : 'FAIL'} coverage: ${covered} % of the lines, wanted ${wanted} %`);
  if (enough) tally.passed += 1;
  else tally.failed += 1;
}
