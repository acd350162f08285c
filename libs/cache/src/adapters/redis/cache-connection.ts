import type { Redis } from 'ioredis';
import { messageOf } from '#libs/kernel';
import type { Logger } from '#libs/observability';

/** A cache that takes longer than this is of no use to a customer who waits. */
const COMMAND_TIMEOUT_MS = 250;

/** The project's connection once more, with less patience. */
export function cacheConnection(client: Redis, logger: Logger): Redis {
  const connection = client.duplicate({ commandTimeout: COMMAND_TIMEOUT_MS });
  connection.on('error', (error) => logger.debug({ reason: messageOf(error) }, 'the cache lost redis'));
  connection.connect().catch(() => undefined);
  return connection;
}
