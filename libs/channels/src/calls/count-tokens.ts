import { estimateInputTokens, estimateTokens, type TokenCounts } from '#libs/cost';
import type { JsonObject } from '../completion.js';
import type { Meter } from '../formats/meter.js';

export interface CountedTokens {
  tokens: TokenCounts;
  estimated: boolean;
}

export const NO_TOKENS: TokenCounts = { inputTokens: 0, outputTokens: 0, cacheReadTokens: 0, cacheWriteTokens: 0 };

/**
 * The vendor's own counts; where it gave none, or not its last, what a tokenizer makes of the texts.
 * @param body what the vendor was asked
 */
export async function countTokens(body: JsonObject, meter: Meter): Promise<CountedTokens> {
  const usage = meter.usage();
  if (usage && meter.usageIsFinal()) return { tokens: usage, estimated: false };
  const outputTokens = await estimateOutput(meter);
  if (usage) return { tokens: { ...usage, outputTokens: Math.max(usage.outputTokens, outputTokens) }, estimated: true };
  return { tokens: { ...NO_TOKENS, inputTokens: await estimateInputTokens(body), outputTokens }, estimated: true };
}

/** Of a very long answer only the beginning is counted, and the rest taken to be like it. */
async function estimateOutput(meter: Meter): Promise<number> {
  const text = meter.text();
  if (text === '') return 0;
  return Math.ceil((await estimateTokens([text])) * (meter.length() / text.length));
}
