import { Global, Module } from '@nestjs/common';
import { RateLimiterMemory, RateLimiterRedis, type RateLimiterAbstract } from 'rate-limiter-flexible';
import { CONFIG, type Config } from '#libs/kernel';
import { RedisConnection } from '#libs/stream';
import { RateLimits, type LimitName } from './rate-limits.js';

const WINDOW_SECONDS = 60;

/** The limits as configured; on Redis, where there is one, shared by all gateways. */
export function createLimits(config: Config, redis: RedisConnection): RateLimits {
  const limiter = (name: LimitName, points: number): RateLimiterAbstract => {
    const options = { keyPrefix: `limit:${name}`, points, duration: WINDOW_SECONDS };
    if (!redis.client) return new RateLimiterMemory(options);
    // While Redis is away each gateway counts for itself.
    return new RateLimiterRedis({ ...options, storeClient: redis.client, insuranceLimiter: new RateLimiterMemory(options), rejectIfRedisNotReady: true });
  };
  return new RateLimits({
    ip: limiter('ip', config.LIMIT_IP_PER_MINUTE),
    global: limiter('global', config.LIMIT_GLOBAL_PER_MINUTE),
    contact: limiter('contact', config.LIMIT_CONTACT_PER_MINUTE),
  });
}

@Global()
@Module({
  providers: [{ provide: RateLimits, inject: [CONFIG, RedisConnection], useFactory: createLimits }],
  exports: [RateLimits],
})
export class RateLimitModule {}
