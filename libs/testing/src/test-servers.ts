import { messageOf } from '#libs/kernel';

/** Where the contract and integration suites find their servers. The one place of the tests that reads the environment. */
export const TEST_SERVERS = {
  postgresql: { variable: 'TEST_DATABASE_URL', url: process.env.TEST_DATABASE_URL || 'postgres://postgres@127.0.0.1:5432/postgres' },
  rabbitmq: { variable: 'TEST_RABBITMQ_URL', url: process.env.TEST_RABBITMQ_URL || 'amqp://guest:guest@127.0.0.1:5672' },
  redis: { variable: 'TEST_REDIS_URL', url: process.env.TEST_REDIS_URL || 'redis://127.0.0.1:6379' },
} as const;

export type TestServer = keyof typeof TEST_SERVERS;

/**
 * Runs `reach` against a test server.
 * @throws Error that says which server is missing, where it was looked for and how to name another
 */
export async function reachServer<T>(server: TestServer, reach: (url: string) => Promise<T>): Promise<T> {
  const { url, variable } = TEST_SERVERS[server];
  try {
    return await reach(url);
  } catch (error) {
    throw new Error(`This suite needs ${server}, and ${withoutPassword(url)} failed: ${reasonOf(error)}. Start it, or set ${variable}.`, { cause: error });
  }
}

function withoutPassword(url: string): string {
  const shown = new URL(url);
  shown.password = '';
  return shown.toString();
}

/** A refused connection to a name with several addresses has its reasons only in `errors`. */
const reasonOf = (error: unknown): string => (error instanceof AggregateError ? error.errors.map(messageOf).join('; ') : messageOf(error));
