export * from './adapters/in-process/in-process-log.adapter.js';
export * from './adapters/redis/open-redis.js';
export * from './adapters/redis/redis-connection.js';
export * from './adapters/redis/redis-log.adapter.js';
export * from './stream.module.js';
export * from './turn-event-log.js';
