import { messageOf } from '#libs/kernel';
import { SERVER_URLS, type TestServer } from './servers.js';

const VARIABLES: Record<TestServer, string> = { postgresql: 'TEST_DATABASE_URL', rabbitmq: 'TEST_RABBITMQ_URL', redis: 'TEST_REDIS_URL' };

/**
 * Runs `reach` against a test server.
 * @throws Error that says which server is missing, where it was looked for and how to name another
 */
export async function reachServer<T>(server: TestServer, reach: (url: string) => Promise<T>): Promise<T> {
  const url = SERVER_URLS[server];
  try {
    return await reach(url);
  } catch (error) {
    throw new Error(`This test needs ${server}, and ${withoutPassword(url)} failed: ${reasonOf(error)}. Start it, or set ${VARIABLES[server]}.`, { cause: error });
  }
}

function withoutPassword(url: string): string {
  const shown = new URL(url);
  shown.password = '';
  return shown.toString();
}

/** A refused connection to a name with several addresses has its reasons only in `errors`. */
const reasonOf = (error: unknown): string => (error instanceof AggregateError ? error.errors.map(messageOf).join('; ') : messageOf(error));
