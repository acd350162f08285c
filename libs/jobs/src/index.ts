export * from './job-queue.js';
export * from './jobs.module.js';
export * from './adapters/bullmq.adapter.js';
export * from './adapters/prepare-jobs-schema.js';
