import { parseFlags } from '../shared/flags.js';
import type { ServerUrls } from '../shared/bench/sandbox/open-sandbox.js';
import { serverUrls } from '../shared/bench/server-urls.js';
import { UsageError } from '../shared/usage-error.js';

export const PARTS = ['speed', 'memory', 'faults'] as const;
export type Part = (typeof PARTS)[number];

export interface BenchOptions {
  servers: ServerUrls;
  plan: Plan;
  parts: readonly Part[];
  /** Puts the tables into docs/benchmarks.md. */
  write: boolean;
  /** Folder for a CPU profile of the gateway at 64 connections, which then is all that is run. */
  profile: string | null;
}

/** How much is measured. */
export interface Plan {
  quick: boolean;
  speed: {
    rounds: number;
    /** Of each job; of the warm-up's jobs. */
    seconds: number;
    warmUpSeconds: number;
    connections: number;
  };
  memory: { rounds: number; streams: number };
  faults: { connections: number; wholeCalls: number; streams: number };
}

const FULL: Plan = {
  quick: false,
  speed: { rounds: 5, seconds: 3, warmUpSeconds: 2, connections: 64 },
  memory: { rounds: 3, streams: 1_000 },
  faults: { connections: 64, wholeCalls: 10_000, streams: 2_000 },
};

const QUICK: Plan = {
  quick: true,
  speed: { rounds: 1, seconds: 1, warmUpSeconds: 2, connections: 64 },
  memory: { rounds: 1, streams: 200 },
  faults: { connections: 64, wholeCalls: 2_000, streams: 400 },
};

export const BENCH_USAGE = `Usage: npm run bench:relay -- [flags]

Measures the gateway's relay of model calls beside calling the model's server directly and beside a
bare proxy; then with 1,000 streams open, and with channels that fail. The model's server is a scripted
one on this machine. Works on the real servers of DATABASE_URL, RABBITMQ_URL and REDIS_URL (default:
this machine, default ports), in a database, a RabbitMQ vhost and a Redis database of its own, and
removes them afterwards.

  --quick             short rounds: whether it works, not how fast it is
  --only <parts>      some of ${PARTS.join(',')}
  --write             also puts the tables into docs/benchmarks.md
  --profile <folder>  only writes a CPU profile of the gateway at 64 connections there
  -h, --help          this text

Exit code: 0 measured (whatever came out), 1 a call went wrong, was lost or billed twice, or a server
failed, 2 bad flags, 130 interrupted.`;

const FLAGS = {
  quick: { type: 'boolean', default: false },
  only: { type: 'string', default: PARTS.join(',') },
  write: { type: 'boolean', default: false },
  profile: { type: 'string' },
  help: { type: 'boolean', short: 'h' },
} as const;

/** The options of a run, or undefined when the usage was asked for. Throws UsageError. */
export async function readBenchOptions(args: string[], env: NodeJS.ProcessEnv): Promise<BenchOptions | undefined> {
  const flags = parseFlags(args, FLAGS);
  if (flags.help) return undefined;
  const parts = partsOf(flags.only);
  if (flags.write && (parts.length < PARTS.length || flags.profile)) throw new UsageError('--write takes a whole run, without --only and --profile');
  return { servers: serverUrls(env), plan: flags.quick ? QUICK : FULL, parts, write: flags.write, profile: flags.profile ?? null };
}

function partsOf(list: string): Part[] {
  const names = list.split(',');
  const unknown = names.find((name) => !PARTS.includes(name as Part));
  if (unknown !== undefined) throw new UsageError(`--only takes some of ${PARTS.join(',')}, not "${unknown}"`);
  return PARTS.filter((part) => names.includes(part));
}
