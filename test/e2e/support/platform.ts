import { access, mkdtemp, rm } from 'node:fs/promises';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Type } from '@nestjs/common';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { AllInOneModule } from '../../../apps/all-in-one/src/all-in-one.module.js';
import { GatewayModule, createHttpApp, serve } from '#apps/gateway';
import { Scope } from '#libs/contracts';
import { ApiKeys } from '#libs/identity';
import { loadConfig, newId, projectPath, randomToken } from '#libs/kernel';
import { ArticleStore, loadDemoArticles } from '#libs/knowledge';
import { ALL_QUEUES } from '#libs/messaging';
import { Logger } from '#libs/observability';
import { Database } from '#libs/persistence';
import { rootModule } from '#libs/runtime';
import { collectingLogger, createTestDatabase, createTestRedisDatabase, createTestVhost, type TestDatabase, type TestRedisDatabase } from '#libs/testing';
import { ApiClient } from './api-client.js';

type Environment = Record<string, string>;

export interface PlatformOptions {
  /** `real`: RabbitMQ and Redis; `embedded`: bus and stream in this process. PostgreSQL is real in both. */
  parts?: 'real' | 'embedded';
  environment?: Environment;
  /** Replaces the collecting logger. */
  logger?: Logger;
}

/** A tenant with an API key of all scopes. */
export interface TestTenant {
  id: string;
  slug: string;
  key: string;
  api: ApiClient;
}

/** The platform in this process, on servers of its own, listening on a free port. */
export interface Platform {
  app: NestFastifyApplication;
  url: string;
  /** With the demo tenant's API key. */
  api: ApiClient;
  key: string;
  postgres: TestDatabase;
  redis: TestRedisDatabase | null;
  /** Log lines of all instances. */
  lines: Record<string, unknown>[];
  /** What the start told the person at the terminal. */
  announcement: string;
  /** Starts one more gateway on the same servers. */
  startGateway(environment?: Environment): Promise<RunningInstance>;
  /** Environment of a gateway that reaches one of the servers at another address. */
  through(part: 'database' | 'broker' | 'cache', address: string): Environment;
  createTenant(options?: { articles?: boolean }): Promise<TestTenant>;
  close(): Promise<void>;
}

export interface RunningInstance {
  app: NestFastifyApplication;
  url: string;
  announcement: string;
  client(key: string): ApiClient;
  close(): Promise<void>;
}

export async function startPlatform({ parts = 'real', environment = {}, logger: ownLogger }: PlatformOptions = {}): Promise<Platform> {
  await requireIntentModel();
  const collected = collectingLogger();
  const logger = ownLogger ?? collected.logger;
  const key = `sb_test_${randomToken(16)}`;
  const [postgres, vhost, redis, dataDir] = await Promise.all([
    createTestDatabase(),
    parts === 'real' ? createTestVhost() : null,
    parts === 'real' ? createTestRedisDatabase() : null,
    mkdtemp(join(tmpdir(), 'switchboard-e2e-')),
  ]);
  const base: Environment = {
    DATABASE_URL: postgres.owner,
    ...(vhost && { RABBITMQ_URL: vhost.url }),
    ...(redis && { REDIS_URL: redis.url }),
    DATA_DIR: dataDir,
    HOST: '127.0.0.1',
    PORT: '0',
    SWITCHBOARD_DEMO_API_KEY: key,
    RETRY_DELAYS_MS: '50,100',
    ...environment,
  };
  const closers: (() => Promise<void>)[] = [];
  const instance = async (module: Type, queues: typeof ALL_QUEUES, more: Environment): Promise<RunningInstance> => {
    const running = await startInstance(module, queues, { ...base, ...more }, logger);
    closers.unshift(running.close);
    return running;
  };
  const main = await instance(AllInOneModule, ALL_QUEUES, {});
  return {
    app: main.app,
    url: main.url,
    api: main.client(key),
    key,
    postgres,
    redis,
    lines: collected.lines,
    announcement: main.announcement,
    startGateway: (more = {}) => instance(GatewayModule, [], { SWITCHBOARD_DEMO_DATA: 'none', ...more }),
    through: (part, address) => {
      const variable = ({ database: 'DATABASE_URL', broker: 'RABBITMQ_URL', cache: 'REDIS_URL' } as const)[part];
      const url = new URL(base[variable]!);
      url.host = new URL(address).host;
      return { [variable]: url.toString() };
    },
    createTenant: (options) => createTenant(main, options),
    close: async () => {
      for (const close of closers) await close();
      await Promise.all([postgres.drop(), vhost?.drop(), redis?.drop(), rm(dataDir, { recursive: true, force: true })]);
    },
  };
}

async function startInstance(module: Type, queues: typeof ALL_QUEUES, environment: Environment, logger: Logger): Promise<RunningInstance> {
  const config = loadConfig(environment);
  const app = await createHttpApp(rootModule(module, config, logger), config, logger);
  const announcement = await captureText(() => serve(app, queues, config, logger));
  const url = `http://127.0.0.1:${(app.getHttpServer().address() as AddressInfo).port}`;
  let closing: Promise<void> | undefined;
  return { app, url, announcement, client: (key) => new ApiClient(url, key), close: () => (closing ??= app.close()) };
}

/** What is written to stdout meanwhile and is no log line; those go where they would have gone. */
async function captureText(work: () => Promise<void>): Promise<string> {
  const { stdout } = process;
  const written: string[] = [];
  const write = stdout.write;
  stdout.write = ((chunk: string) => (chunk.startsWith('{') ? write.call(stdout, chunk) : Boolean(written.push(chunk)))) as typeof write;
  try {
    await work();
  } finally {
    stdout.write = write;
  }
  return written.join('');
}

async function createTenant({ app, client }: RunningInstance, { articles = false } = {}): Promise<TestTenant> {
  const id = newId();
  const slug = `tenant-${id.slice(-12)}`;
  await app.get(Database).inTenant(id, (transaction) => transaction.query('INSERT INTO tenants (id, slug, name) VALUES ($1, $2, $2)', [id, slug]));
  const { key } = await app.get(ApiKeys).create(id, null, { name: 'test', scopes: [...Scope.options] });
  if (articles) await loadDemoArticles(app.get(ArticleStore), id);
  return { id, slug, key, api: client(key) };
}

async function requireIntentModel(): Promise<void> {
  await access(projectPath('dist', 'models', 'intents.json')).catch(() => {
    throw new Error('The intent model dist/models/intents.json is missing: run `npm run build` (node scripts/build.mjs) first');
  });
}
