export * from './handoff-agent.module.js';
