export * from './router-agent.module.js';
