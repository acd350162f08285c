export * from './faq-agent.module.js';
