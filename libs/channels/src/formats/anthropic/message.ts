import type { JsonObject } from '../../completion.js';

/** A message with every field that clients of the format may expect to be there. */
export const message = (fields: { id: string; model: string; content: JsonObject[]; usage: JsonObject } & JsonObject): JsonObject => ({
  type: 'message',
  role: 'assistant',
  container: null,
  diagnostics: null,
  stop_details: null,
  stop_reason: null,
  stop_sequence: null,
  ...fields,
});

export const toolUseBlock = (id: string, name: string, input: JsonObject): JsonObject => ({
  type: 'tool_use',
  id,
  name,
  input,
  caller: { type: 'direct' },
});
