export * from './rate-limits.js';
export * from './ratelimit.module.js';
