export * from './adapters/tiered-cache.adapter.js';
export * from './cache.js';
export * from './cache.module.js';
