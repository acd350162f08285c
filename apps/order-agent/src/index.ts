export * from './order-agent.module.js';
