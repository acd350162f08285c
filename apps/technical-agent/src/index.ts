export * from './technical-agent.module.js';
