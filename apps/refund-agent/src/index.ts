export * from './refund-agent.module.js';
