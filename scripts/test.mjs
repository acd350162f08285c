import { ensureBuilt, ensureInstalled } from './lib/ensure-ready.mjs';
import { readTestArguments, USAGE } from './lib/test-arguments.mjs';
import { runChecks } from './lib/test-checks.mjs';
import { findMissingServers } from './lib/test-servers.mjs';
import { judgeCoverage, runSuites } from './lib/test-suites.mjs';
import { countLine } from './lib/test-tally.mjs';

const isSet = (value) => value !== undefined && !['', '0', 'false'].includes(value);

/** `npm test` (see USAGE). The last line of its output is the count, however it ends. */
async function main() {
  const wanted = argumentsOrExit();
  const tally = { passed: 0, failed: 0, skipped: 0 };
  process.once('exit', (code) => console.log(countLine(tally, code)));
  try {
    await ensureInstalled();
    await ensureBuilt();
    if (wanted.checks) await runChecks(tally);
    if (wanted.suites.length > 0) await runWithServers(wanted, tally);
  } catch (error) {
    console.error(error);
    tally.failed += 1;
  }
  process.exitCode = tally.failed > 0 ? 1 : 0;
}

function argumentsOrExit() {
  try {
    const wanted = readTestArguments(process.argv.slice(2));
    if (!wanted.help) return wanted;
    console.log(USAGE);
    process.exit(0);
  } catch (error) {
    console.error(error.message);
    process.exit(2);
  }
}

async function runWithServers(wanted, tally) {
  const needed = wanted.suites.some((suite) => suite !== 'unit');
  const missing = needed ? await findMissingServers() : [];
  const nothingSkipped = isSet(process.env.CI) || isSet(process.env.SWITCHBOARD_REQUIRE_SERVERS);
  if (nothingSkipped && missing.length > 0) {
    explain(missing, 'FAIL');
    tally.failed += missing.length;
    return;
  }
  await runSuites(tally, { ...wanted, missingServers: missing.map(({ name }) => name), coverage: wanted.complete });
  if (nothingSkipped && wanted.complete && tally.skipped > 0) {
    console.log(`FAIL nothing may be skipped here, and ${tally.skipped} were`);
    tally.failed += 1;
  }
  if (wanted.complete && missing.length === 0) await judgeCoverage(tally);
  if (missing.length > 0) explain(missing, 'SKIP');
  if (wanted.complete && missing.length > 0) console.log('SKIP coverage: not judged while tests are skipped');
}

function explain(missing, word) {
  for (const { label, variable, install, reason } of missing) {
    console.log(`${word} tests that need ${label}: ${reason}\n     to run them: ${install}; or set ${variable}`);
  }
}

await main();
