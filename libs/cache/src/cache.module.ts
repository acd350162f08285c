import { Global, Module } from '@nestjs/common';
import { CONFIG, type Config } from '#libs/kernel';
import { Logger } from '#libs/observability';
import { RedisConnection, StreamModule } from '#libs/stream';
import { TieredCache } from './adapters/tiered-cache.adapter.js';
import { CACHE, type Cache } from './cache.js';

/** Entries are a few KB at most, so the bytes bound the memory long before; this bounds the bookkeeping. */
const MAX_ENTRIES = 20_000;

async function openCache({ client }: RedisConnection, logger: Logger, config: Config): Promise<Cache> {
  const cache = new TieredCache(client, logger, { maxEntries: MAX_ENTRIES, maxBytes: config.CACHE_MEMORY_BYTES });
  await cache.ready();
  return cache;
}

@Global()
@Module({
  imports: [StreamModule],
  providers: [
    {
      provide: CACHE,
      inject: [RedisConnection, Logger, CONFIG],
      useFactory: openCache,
    },
  ],
  exports: [CACHE],
})
export class CacheModule {}
