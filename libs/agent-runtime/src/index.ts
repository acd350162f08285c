export * from './agent-runtime.module.js';
export * from './agent-step.js';
export * from './command-for.js';
export * from './handoff-texts.js';
export * from './specialist.js';
export * from './turn-ender.js';
