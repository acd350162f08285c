import { Global, Module } from '@nestjs/common';
import { CONFIG, type Config } from '#libs/kernel';
import { ComponentTimings, HealthRegistry, Logger } from '#libs/observability';
import { InProcessTurnEventLog } from './adapters/in-process/in-process-log.adapter.js';
import { openRedis } from './adapters/redis/open-redis.js';
import { RedisConnection } from './adapters/redis/redis-connection.js';
import { RedisTurnEventLog } from './adapters/redis/redis-log.adapter.js';
import { TURN_EVENT_LOG, type TurnEventLog } from './turn-event-log.js';

async function connectRedis(config: Config, timings: ComponentTimings, health: HealthRegistry, logger: Logger): Promise<RedisConnection> {
  const url = config.REDIS_URL;
  const client = url ? await timings.measure('redis', () => openRedis(url, logger)) : null;
  health.register('cache', {
    kind: client ? 'redis' : 'in-process',
    needed: false,
    check: async () => {
      await client?.ping();
    },
  });
  return new RedisConnection(client);
}

@Global()
@Module({
  providers: [
    { provide: RedisConnection, inject: [CONFIG, ComponentTimings, HealthRegistry, Logger], useFactory: connectRedis },
    {
      provide: TURN_EVENT_LOG,
      inject: [RedisConnection, Logger],
      useFactory: ({ client }: RedisConnection, logger: Logger): TurnEventLog => (client ? new RedisTurnEventLog(client, logger) : new InProcessTurnEventLog()),
    },
  ],
  exports: [RedisConnection, TURN_EVENT_LOG],
})
export class StreamModule {}
