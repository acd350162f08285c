import type { JsonObject, Usage } from '../../completion.js';
import { countOf, objectOf } from '../json.js';

/** The counts that `usage` names, already apart from each other; in a stream they come in several parts. */
export function readUsage(value: unknown): Partial<Usage> {
  const usage = objectOf(value) ?? {};
  const told: Partial<Usage> = {};
  const input = countOf(usage.input_tokens);
  const read = countOf(usage.cache_read_input_tokens);
  const written = countOf(usage.cache_creation_input_tokens);
  const output = countOf(usage.output_tokens);
  if (input !== null) told.inputTokens = input;
  if (read !== null) told.cacheReadTokens = read;
  if (written !== null) told.cacheWriteTokens = written;
  if (output !== null) told.outputTokens = output;
  return told;
}

/** Zeros where nothing is known: the format wants numbers. */
export const writeUsage = (usage: Usage | null): JsonObject => ({
  input_tokens: usage?.inputTokens ?? 0,
  cache_creation_input_tokens: usage?.cacheWriteTokens ?? 0,
  cache_read_input_tokens: usage?.cacheReadTokens ?? 0,
  output_tokens: usage?.outputTokens ?? 0,
});
