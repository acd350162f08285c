import { Global, Module } from '@nestjs/common';
import { CONFIG, type Config } from '#libs/kernel';
import { Logger } from '#libs/observability';
import { RedisConnection, StreamModule } from '#libs/stream';
import { TieredCache } from './adapters/tiered-cache.adapter.js';
import { CACHE } from './cache.js';

/** Entries are a few KB at most, so the bytes bound the memory long before; this bounds the bookkeeping. */
const MAX_ENTRIES = 20_000;

@Global()
@Module({
  imports: [StreamModule],
  providers: [
    {
      provide: CACHE,
      inject: [RedisConnection, Logger, CONFIG],
      useFactory: ({ client }: RedisConnection, logger: Logger, config: Config) => new TieredCache(client, logger, { maxEntries: MAX_ENTRIES, maxBytes: config.CACHE_MEMORY_BYTES }),
    },
  ],
  exports: [CACHE],
})
export class CacheModule {}
