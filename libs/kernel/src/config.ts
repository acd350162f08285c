import { z } from 'zod';
import { ConfigurationError } from './errors.js';
import { MasterKeys } from './master-keys.js';

const number = (fallback: number, min = 0) => z.coerce.number().int().min(min).default(fallback);
const url = (...protocols: string[]) =>
  z.url({ protocol: new RegExp(`^(${protocols.join('|')})$`), hostname: /^.*$/ }).optional();
const flag = z
  .enum(['true', 'false', '1', '0'])
  .default('false')
  .transform((value) => value === 'true' || value === '1');

/** Every environment variable the platform reads, with its default. docs/configuration.md is generated from it. */
export const EnvironmentSchema = z.object({
  NODE_ENV: z.string().default('development').describe('`production` refuses embedded parts and made-up secrets'),
  PORT: number(3000).describe('port of the gateway (and of all-in-one)'),
  HOST: z.string().default('0.0.0.0').describe('address the gateway listens on'),
  OPS_PORT: number(0).describe('port of `/health` and `/metrics` of the apps other than the gateway; 0 picks a free one and logs it'),
  DATA_DIR: z.string().min(1).default('.data').describe('folder of the embedded parts and made-up secrets'),
  DATABASE_URL: url('postgres', 'postgresql').describe('PostgreSQL as the owner of the schema: migrates, and makes the role the apps connect as; absent: embedded PostgreSQL under DATA_DIR'),
  DATABASE_APP_URL: url('postgres', 'postgresql').describe('PostgreSQL as the apps connect to it; absent: derived from DATABASE_URL with the role `switchboard_app`'),
  DATABASE_POOL_SIZE: number(10, 1).describe('connections per process'),
  RABBITMQ_URL: url('amqp', 'amqps').describe('absent: the in-process bus'),
  REDIS_URL: url('redis', 'rediss').describe('absent: streams, limits and jobs run in-process or on PostgreSQL'),
  ELASTICSEARCH_URL: url('http', 'https').describe('where FAQ articles are searched; a name and a password may be in it; absent: in the memory of each process that searches'),
  ALLOW_EMBEDDED_IN_PRODUCTION: flag.describe('start on embedded parts although NODE_ENV is production'),
  SWITCHBOARD_DEMO_API_KEY: z.string().min(8).max(200).optional().describe('fixes the demo tenant’s API key (all scopes); in production the demo tenant exists only when this is set'),
  SWITCHBOARD_DEMO_DATA: z.enum(['all', 'none']).default('all').describe('`none`: the demo tenant without demo articles'),
  JWT_SECRET: z.string().min(32).optional().describe('signs the staff’s access tokens; absent outside production: made up once and kept under DATA_DIR'),
  SWITCHBOARD_MASTER_KEYS: MasterKeys.optional().describe('what the keys of channels are sealed under: `id:base64 of 32 bytes`, comma-separated; the first seals, all open (rotation); absent outside production: one is made up once and kept under DATA_DIR; absent in production: no keys can be kept'),
  ACCESS_TOKEN_SECONDS: number(900, 60).describe('life of a staff access token'),
  REFRESH_TOKEN_SECONDS: number(1_209_600, 60).describe('life of a refresh token'),
  LIMIT_IP_PER_MINUTE: number(30_000, 1).describe('requests of one address in a minute'),
  LIMIT_GLOBAL_PER_MINUTE: number(120_000, 1).describe('requests of everybody in a minute'),
  LIMIT_CONTACT_PER_MINUTE: number(60, 1).describe('messages of one contact in a minute'),
  TRUST_PROXY: z.string().default('false').describe('addresses of reverse proxies whose X-Forwarded-For is believed (`true`, `false`, or a comma-separated list of addresses and CIDR ranges)'),
  BODY_LIMIT_BYTES: number(1_048_576, 1024).describe('largest request body'),
  OUTBOUND_ALLOWED_HOSTS: z.string().default('').describe('hosts that URLs configured by tenants (providers of models and the like) may lead to although they are not public: comma-separated `host`, `host:port`, `*.suffix`, addresses and CIDR ranges; empty: public hosts only'),
  RELAY_BODY_LIMIT_BYTES: number(20_971_520, 1024).describe('largest body of a call to the LLM relay; images travel in it'),
  CACHE_MEMORY_BYTES: number(33_554_432, 65_536).describe('memory of the cache of answers in each process'),
  REPLY_TIMEOUT_MS: number(55_000, 100).describe('how long POST /api/v1/chat waits for the answer'),
  TURN_DEADLINE_MS: number(90_000, 1000).describe('a turn without outcome for so long is tried again, then handed to a human'),
  FAQ_QUERY_RETENTION_DAYS: number(90, 32).describe('days that questions to the FAQ are kept one by one, without personal data; their daily sums stay'),
  RETRY_DELAYS_MS: z.string().default('500,5000,30000').transform((list) => list.split(',').map(Number)).pipe(z.array(z.number().int().positive()).min(1)).describe('waits before each further attempt of a failed consumer'),
  CONSUMER_CONCURRENCY: number(64, 1).describe('envelopes one consumer works on at a time'),
  OUTBOX_GRACE_MS: number(5_000, 100).describe('age at which the sweeper publishes what nobody confirmed'),
  LOG_LEVEL: z.enum(['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent']).default('info'),
  OTEL_EXPORTER_OTLP_ENDPOINT: url('http', 'https').describe('where traces go (OTLP over HTTP); absent: no tracing'),
});

export type Config = z.infer<typeof EnvironmentSchema>;

/** Nest's injection token of the Config. */
export const CONFIG = Symbol('CONFIG');

/**
 * Reads and validates the environment. An empty variable counts as absent.
 * @throws ConfigurationError naming every variable that is wrong, without its value
 */
export function loadConfig(environment: NodeJS.ProcessEnv = process.env): Config {
  const given = Object.fromEntries(Object.entries(environment).filter(([, value]) => value !== ''));
  const parsed = EnvironmentSchema.safeParse(given);
  if (!parsed.success) {
    const problems = parsed.error.issues.map((issue) => `  ${issue.path.join('.')}: ${issue.message}`);
    throw new ConfigurationError(`The environment is not valid:\n${problems.join('\n')}`);
  }
  refuseEmbeddedInProduction(parsed.data);
  return parsed.data;
}

export const isProduction = (config: Config): boolean => config.NODE_ENV === 'production';

function refuseEmbeddedInProduction(config: Config): void {
  if (!isProduction(config) || config.ALLOW_EMBEDDED_IN_PRODUCTION) return;
  const missing = [
    config.DATABASE_URL || config.DATABASE_APP_URL ? [] : ['DATABASE_URL'],
    config.RABBITMQ_URL ? [] : ['RABBITMQ_URL'],
    config.REDIS_URL ? [] : ['REDIS_URL'],
  ].flat();
  if (missing.length === 0) return;
  throw new ConfigurationError(
    `In production these must be set, or ALLOW_EMBEDDED_IN_PRODUCTION=true: ${missing.join(', ')}`,
  );
}
