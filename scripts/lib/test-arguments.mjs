export const SUITES = ['unit', 'contract', 'integration', 'e2e'];

export const USAGE = `Usage: npm test [-- [--only <suites>] [<Jest's own arguments>]]

  npm test                             type check, lint, dependency directions, every suite, coverage
  npm test -- --only checks            the three checks alone
  npm test -- --only unit,contract     some suites alone: ${SUITES.join(', ')}
  npm test -- libs/stream -t 'resumes' tests by path and name, without the checks

Real servers: TEST_DATABASE_URL, TEST_RABBITMQ_URL, TEST_REDIS_URL. What a missing one would have
tested is skipped, unless CI=true or SWITCHBOARD_REQUIRE_SERVERS=1.
Coverage is judged when everything ran.`;

/**
 * What to run.
 * @returns `{ help, checks, suites, jestArguments, complete }`; complete: nothing was left out, so coverage can be judged
 * @throws Error on a suite that does not exist
 */
export function readTestArguments(args) {
  const { only, rest } = takeOnly(args);
  const unknown = only?.filter((name) => name !== 'checks' && !SUITES.includes(name)) ?? [];
  if (unknown.length > 0) throw new Error(`No such suite: ${unknown.join(', ')}\n\n${USAGE}`);
  return {
    help: rest.includes('--help'),
    checks: only ? only.includes('checks') : rest.length === 0,
    suites: only ? SUITES.filter((name) => only.includes(name)) : SUITES,
    jestArguments: rest,
    complete: !only && rest.length === 0,
  };
}

function takeOnly(args) {
  const at = args.findIndex((arg) => arg === '--only' || arg.startsWith('--only='));
  if (at < 0) return { rest: args };
  const inline = args[at].startsWith('--only=');
  const value = inline ? args[at].slice('--only='.length) : (args[at + 1] ?? '');
  return { only: value.split(','), rest: args.toSpliced(at, inline ? 1 : 2) };
}
