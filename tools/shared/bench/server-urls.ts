import type { ServerUrls } from './sandbox/open-sandbox.js';

/** Where the servers are as the environment says; else on this machine, at their default ports. */
export const serverUrls = (env: NodeJS.ProcessEnv): ServerUrls => ({
  database: env.DATABASE_URL || 'postgres://postgres@127.0.0.1:5432/postgres',
  rabbitmq: env.RABBITMQ_URL || 'amqp://guest:guest@127.0.0.1:5672',
  redis: env.REDIS_URL || 'redis://127.0.0.1:6379',
});
