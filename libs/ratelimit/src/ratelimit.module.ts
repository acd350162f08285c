import { Global, Module } from '@nestjs/common';
import { RateLimiterMemory, RateLimiterRedis, type RateLimiterAbstract } from 'rate-limiter-flexible';
import { CONFIG, type Config } from '#libs/kernel';
import { RedisConnection } from '#libs/stream';
import type { LimitName, SubjectLimitName } from './limit-exceeded.js';
import { RateLimits } from './rate-limits.js';
import { SubjectLimits } from './subject-limits.js';

const WINDOW_SECONDS = 60;
/** For a limiter that only counts. */
const NO_LIMIT = Number.MAX_SAFE_INTEGER;

/** On Redis, where there is one, shared by all gateways. */
function limiter({ client }: RedisConnection, name: LimitName | SubjectLimitName, points: number): RateLimiterAbstract {
  const options = { keyPrefix: `limit:${name}`, points, duration: WINDOW_SECONDS };
  if (!client) return new RateLimiterMemory(options);
  // While Redis is away each gateway counts for itself.
  return new RateLimiterRedis({ ...options, storeClient: client, insuranceLimiter: new RateLimiterMemory(options), rejectIfRedisNotReady: true });
}

/** The limits as configured. */
export const createLimits = (config: Config, redis: RedisConnection): RateLimits =>
  new RateLimits({
    ip: limiter(redis, 'ip', config.LIMIT_IP_PER_MINUTE),
    global: limiter(redis, 'global', config.LIMIT_GLOBAL_PER_MINUTE),
    contact: limiter(redis, 'contact', config.LIMIT_CONTACT_PER_MINUTE),
  });

export const createSubjectLimits = (redis: RedisConnection): SubjectLimits =>
  new SubjectLimits({ key_requests: limiter(redis, 'key_requests', NO_LIMIT), key_tokens: limiter(redis, 'key_tokens', NO_LIMIT), channel_requests: limiter(redis, 'channel_requests', NO_LIMIT) });

@Global()
@Module({
  providers: [
    { provide: RateLimits, inject: [CONFIG, RedisConnection], useFactory: createLimits },
    { provide: SubjectLimits, inject: [RedisConnection], useFactory: createSubjectLimits },
  ],
  exports: [RateLimits, SubjectLimits],
})
export class RateLimitModule {}
