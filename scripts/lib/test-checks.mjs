import { existsSync } from 'node:fs';
import { inRoot } from './root.mjs';
import { run } from './run.mjs';

const SOURCES = ['apps', 'libs', 'migrations', 'scripts', 'test', 'tools'];

const CHECKS = [
  { name: 'types', args: ['node_modules/typescript-native/bin/tsc', '-p', 'tsconfig.json'] },
  { name: 'lint', args: ['node_modules/oxlint/bin/oxlint', '-c', '.oxlintrc.json', '--type-aware', '--report-unused-disable-directives'] },
  {
    name: 'dependency directions',
    args: ['node_modules/dependency-cruiser/bin/dependency-cruise.mjs', '--config', '.dependency-cruiser.cjs', ...SOURCES.filter((folder) => existsSync(inRoot(folder)))],
  },
];

/** Runs the checks that need no test, one after the other: each counts as one test. */
export async function runChecks(tally) {
  for (const { name, args } of CHECKS) {
    const started = performance.now();
    const failed = (await run(process.execPath, args)) !== 0;
    const seconds = ((performance.now() - started) / 1_000).toFixed(1);
    console.log(`${failed ? 'FAIL' : 'PASS'} ${name} (${seconds} s)`);
    if (failed) tally.failed += 1;
    else tally.passed += 1;
  }
}
