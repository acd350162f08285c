import type { JsonObject, Usage } from '../../completion.js';
import { countOf, objectOf } from '../json.js';

/**
 * `prompt_tokens` includes what was read from and written to the cache; here they are apart.
 * DeepSeek tells cache reads in `prompt_cache_hit_tokens`. Gemini leaves thoughts out of
 * `completion_tokens` but not out of the total, and bills them as output.
 * @returns null when the vendor did not say
 */
export function readUsage(value: unknown): Usage | null {
  const usage = objectOf(value);
  const prompt = countOf(usage?.prompt_tokens);
  if (!usage || prompt === null) return null;
  const details = objectOf(usage.prompt_tokens_details);
  const cacheReadTokens = Math.min(prompt, countOf(details?.cached_tokens) ?? countOf(usage.prompt_cache_hit_tokens) ?? 0);
  const cacheWriteTokens = Math.min(prompt - cacheReadTokens, countOf(details?.cache_write_tokens) ?? 0);
  const completion = countOf(usage.completion_tokens ?? 0);
  if (completion === null) return null;
  const outputTokens = Math.max(completion, (countOf(usage.total_tokens) ?? 0) - prompt);
  return { inputTokens: prompt - cacheReadTokens - cacheWriteTokens, cacheReadTokens, cacheWriteTokens, outputTokens };
}

export function writeUsage(usage: Usage): JsonObject {
  const prompt = usage.inputTokens + usage.cacheReadTokens + usage.cacheWriteTokens;
  return {
    prompt_tokens: prompt,
    completion_tokens: usage.outputTokens,
    total_tokens: prompt + usage.outputTokens,
    prompt_tokens_details: {
      cached_tokens: usage.cacheReadTokens,
      ...(usage.cacheWriteTokens > 0 ? { cache_write_tokens: usage.cacheWriteTokens } : {}),
    },
  };
}
