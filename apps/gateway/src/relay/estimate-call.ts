import { Decimal } from 'decimal.js';
import type { JsonObject, ProviderChannel } from '#libs/channels';
import type { Prices } from '#libs/cost';
import type { VirtualKeyHolder } from '#libs/identity';

/** What a call may use, as far as one can tell before it: tokens of input and output, and US dollars as a decimal. */
export interface CallEstimate {
  estimatedTokens: number;
  estimatedCost: string;
}

/** Of a call that sets no limit to its answer: some paragraphs. */
const USUAL_OUTPUT_TOKENS = 256;

type Body = JsonObject & { model: string };

/**
 * What a call holds of its key's quota and limit of tokens until its real usage is known, so that many
 * calls at a time cannot spend a quota many times over. Nothing for a key that has neither.
 */
export async function estimateCall({ tenantId, quota, limits }: VirtualKeyHolder, body: Body, inputTokens: number, prices: Prices, channelsOf: () => Promise<readonly ProviderChannel[]>): Promise<CallEstimate> {
  if (!quota && limits.tokensPerMinute === null) return { estimatedTokens: 0, estimatedCost: '0' };
  const outputTokens = outputOf(body);
  const estimatedTokens = inputTokens + outputTokens;
  if (quota?.unit !== 'usd') return { estimatedTokens, estimatedCost: '0' };
  const tokens = { inputTokens, outputTokens, cacheReadTokens: 0, cacheWriteTokens: 0 };
  const costs = await Promise.all(vendorModelsOf(body.model, await channelsOf()).map((model) => prices.costOf(tenantId, model, tokens)));
  return { estimatedTokens, estimatedCost: Decimal.max(0, ...costs.map(({ cost }) => cost)).toFixed() };
}

/** Both names that the vendors give the limit were validated as whole numbers. */
function outputOf(body: Body): number {
  if (body.messages === undefined) return 0;
  return Number(body.max_completion_tokens ?? body.max_tokens ?? USUAL_OUTPUT_TOKENS);
}

/** What the model may turn out to be: prices go by the vendors' names. */
const vendorModelsOf = (model: string, channels: readonly ProviderChannel[]): string[] => [
  ...new Set(channels.map(({ modelMapping }) => (Object.hasOwn(modelMapping, model) ? modelMapping[model]! : model))),
];
