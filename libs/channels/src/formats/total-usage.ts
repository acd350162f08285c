import type { Usage } from '../completion.js';

const NOTHING: Usage = { inputTokens: 0, cacheReadTokens: 0, cacheWriteTokens: 0, outputTokens: 0 };

/** Counts that were told so far, with `told` on top. */
export const withUsage = (known: Usage | null, told: Partial<Usage>): Usage => ({ ...(known ?? NOTHING), ...told });
