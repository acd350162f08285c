import type { OnApplicationShutdown } from '@nestjs/common';
import type { Redis } from 'ioredis';

/** The process's one Redis connection for commands; null when REDIS_URL is not set. */
export class RedisConnection implements OnApplicationShutdown {
  constructor(readonly client: Redis | null) {}

  onApplicationShutdown(): void {
    this.client?.disconnect();
  }
}
