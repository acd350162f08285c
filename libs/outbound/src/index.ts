export * from './adapters/undici/create-outbound-fetch.js';
export * from './outbound-address-refused.js';
export * from './outbound-fetch.js';
export * from './outbound-policy.js';
export * from './outbound.module.js';
