import type { CallFormat } from '../load/load-job.js';

export const SYSTEMS = ['direct', 'bare proxy', 'relay'] as const;
export type SystemName = (typeof SYSTEMS)[number];

/** What is called: in which format, and with it which channel answers. */
export interface Case {
  name: string;
  format: CallFormat;
  model: string;
  systems: readonly SystemName[];
}

export const MODELS = { openai: 'bench-openai', anthropic: 'bench-anthropic' } as const;

export const OPENAI: Case = { name: 'OpenAI format', format: 'openai', model: MODELS.openai, systems: SYSTEMS };
export const ANTHROPIC: Case = { name: 'Anthropic format', format: 'anthropic', model: MODELS.anthropic, systems: SYSTEMS };
/** Only the relay can do it; compared with what the client would call otherwise. */
export const CROSSED: Case = { name: 'Anthropic format, OpenAI channel', format: 'anthropic', model: MODELS.openai, systems: ['relay'] };
export const CASES = [OPENAI, ANTHROPIC, CROSSED] as const;

/** How it is called. */
export interface LoadKind {
  stream: boolean;
  many: boolean;
}

export const ALONE: LoadKind = { stream: false, many: false };
export const STREAMED: LoadKind = { stream: true, many: false };
export const MANY: LoadKind = { stream: false, many: true };
export const LOADS = [ALONE, STREAMED, MANY] as const;
