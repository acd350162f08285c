export * from './limit-exceeded.js';
export * from './rate-limits.js';
export * from './ratelimit.module.js';
export * from './subject-limits.js';
