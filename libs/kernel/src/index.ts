export * from './config.js';
export * from './correlation.js';
export * from './errors.js';
export * from './ids.js';
export * from './kept-secret.js';
export * from './master-keys.js';
export * from './project-root.js';
export * from './seeded-random.js';
