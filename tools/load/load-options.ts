import { type Connection, CONNECTION_USAGE, connectionFlags, resolveConnection } from '../shared/connection.js';
import { countFlag, parseFlags } from '../shared/flags.js';
import { UsageError } from '../shared/usage-error.js';

export interface LoadOptions extends Connection {
  users: number;
  /** Of each user. */
  requests: number;
  json: boolean;
}

const PROFILES = {
  low: { users: 10, requests: 5 },
  medium: { users: 50, requests: 10 },
  high: { users: 100, requests: 10 },
};

// Every response time is kept until the end; these keep that below some 10 MB.
const MAX_USERS = 1_000;
const MAX_REQUESTS = 1_000;

export const LOAD_USAGE = `Usage: npm run load -- [flags]

Measures POST /api/v1/chat with users who write side by side, each one question after another.

  --profile NAME    low (10 users x 5 requests, the default), medium (50 x 10), high (100 x 10)
  --users N         users, 1 to ${MAX_USERS}; overrides the profile
  --requests N      requests of each user, 1 to ${MAX_REQUESTS}; overrides the profile
${CONNECTION_USAGE}
  --json            the result as JSON
  -h, --help        this text

Exit code: 0 all answered, 1 a request failed, 2 bad flags, 130 interrupted.`;

const FLAGS = {
  ...connectionFlags,
  profile: { type: 'string', default: 'low' },
  users: { type: 'string' },
  requests: { type: 'string' },
  json: { type: 'boolean', default: false },
} as const;

/** The options of a run, or undefined when the usage was asked for. Throws UsageError. */
export async function readLoadOptions(args: string[], env: NodeJS.ProcessEnv): Promise<LoadOptions | undefined> {
  const flags = parseFlags(args, FLAGS);
  if (flags.help) return undefined;
  const profile = profileNamed(flags.profile);
  return {
    users: flags.users === undefined ? profile.users : countFlag('users', flags.users, MAX_USERS),
    requests: flags.requests === undefined ? profile.requests : countFlag('requests', flags.requests, MAX_REQUESTS),
    json: flags.json,
    ...(await resolveConnection(flags, env)),
  };
}

function profileNamed(name: string): { users: number; requests: number } {
  if (Object.hasOwn(PROFILES, name)) return PROFILES[name as keyof typeof PROFILES];
  throw new UsageError(`--profile takes ${Object.keys(PROFILES).join(', ')}, not "${name}"`);
}
