export type * from './behaviours.js';
export type { LlmFormat, LlmOperation, LlmRequest, LlmRequestBody } from './llm-request.js';
export type { BehaviourSource } from './script-book.js';
export { ScriptedLlm, startScriptedLlm, type ScriptedLlmOptions } from './server.js';
export * from './fixtures/index.js';
