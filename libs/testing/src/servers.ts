import { describe } from '@jest/globals';

export type TestServer = 'postgresql' | 'rabbitmq' | 'redis';

/** Where the tests find the real servers. */
export const SERVER_URLS: Readonly<Record<TestServer, string>> = {
  postgresql: process.env.TEST_DATABASE_URL || 'postgres://postgres@127.0.0.1:5432/postgres',
  rabbitmq: process.env.TEST_RABBITMQ_URL || 'amqp://guest:guest@127.0.0.1:5672',
  redis: process.env.TEST_REDIS_URL || 'redis://127.0.0.1:6379',
};

/**
 * `describe` for tests that need real servers. `npm test` looks first which servers answer and, outside
 * CI, names the missing ones in SWITCHBOARD_TEST_MISSING: then the tests are skipped and counted as
 * skipped. When Jest is started directly nothing is skipped, so a missing server is a failure.
 * Nothing outside of the body may connect: a skipped body's hooks do not run, the file itself does.
 * @param servers what the tests need
 */
export function describeWith(servers: TestServer | readonly TestServer[], name: string, body: () => void): void {
  const missing = new Set((process.env.SWITCHBOARD_TEST_MISSING ?? '').split(','));
  const needed = typeof servers === 'string' ? [servers] : servers;
  if (needed.some((server) => missing.has(server))) describe.skip(name, body);
  else describe(name, body);
}
