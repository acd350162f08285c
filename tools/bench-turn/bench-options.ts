import { parseFlags } from '../shared/flags.js';
import type { ServerUrls } from '../shared/bench/sandbox/open-sandbox.js';
import { serverUrls } from '../shared/bench/server-urls.js';

export interface BenchOptions {
  servers: ServerUrls;
  plan: Plan;
  /** Puts the table into docs/benchmarks.md. */
  write: boolean;
}

/** How much is measured; times in seconds. */
export interface Plan {
  quick: boolean;
  rounds: number;
  warmUp: number;
  /** Of each round at 1, 64 and 256 turns in flight. */
  closed: { inFlight: number; seconds: number }[];
  open: { perSecond: number; seconds: number };
  allInOne: { starts: number; turns: number };
}

const FULL: Plan = {
  quick: false,
  rounds: 3,
  warmUp: 10,
  closed: [
    { inFlight: 1, seconds: 8 },
    { inFlight: 64, seconds: 10 },
    { inFlight: 256, seconds: 10 },
  ],
  open: { perSecond: 100, seconds: 60 },
  allInOne: { starts: 3, turns: 3_000 },
};

const QUICK: Plan = {
  quick: true,
  rounds: 1,
  warmUp: 4,
  closed: [
    { inFlight: 1, seconds: 3 },
    { inFlight: 64, seconds: 4 },
    { inFlight: 256, seconds: 4 },
  ],
  open: { perSecond: 100, seconds: 10 },
  allInOne: { starts: 1, turns: 500 },
};

export const BENCH_USAGE = `Usage: npm run bench:turn -- [flags]

Measures a turn through the platform beside the least that a durable turn needs, both on the real
servers of DATABASE_URL, RABBITMQ_URL and REDIS_URL (default: this machine, default ports). Works in
a database, a RabbitMQ vhost and a Redis database of its own and removes them afterwards; without a
local rabbitmqctl in the vhost of RABBITMQ_URL, where no other platform may run meanwhile.

  --quick       short rounds: whether it works, not how fast it is
  --write       also puts the table into docs/benchmarks.md
  -h, --help    this text

Exit code: 0 measured (whatever came out), 1 a turn or a server failed, 2 bad flags, 130 interrupted.`;

const FLAGS = {
  quick: { type: 'boolean', default: false },
  write: { type: 'boolean', default: false },
  help: { type: 'boolean', short: 'h' },
} as const;

/** The options of a run, or undefined when the usage was asked for. Throws UsageError. */
export async function readBenchOptions(args: string[], env: NodeJS.ProcessEnv): Promise<BenchOptions | undefined> {
  const flags = parseFlags(args, FLAGS);
  if (flags.help) return undefined;
  return {
    servers: serverUrls(env),
    plan: flags.quick ? QUICK : FULL,
    write: flags.write,
  };
}
