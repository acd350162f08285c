import { startConsumerApp, type StartApp } from '#libs/runtime';
import { HandoffAgentModule } from './handoff-agent.module.js';

export const start: StartApp = (config, logger) => startConsumerApp(HandoffAgentModule, ['handoff-agent.hand-off-turn', 'handoff-agent.dead-letters'], config, logger);
