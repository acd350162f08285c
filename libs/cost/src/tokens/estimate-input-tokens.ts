import { estimateTokens } from './estimate-tokens.js';
import { inputTextsOf } from './input-texts.js';

/** Tokens of a request body in OpenAI's or Anthropic's format: texts by the tokenizer, images at a flat estimate. */
export async function estimateInputTokens(body: { [key: string]: unknown }): Promise<number> {
  const { texts, tokens } = inputTextsOf(body);
  return tokens + (await estimateTokens(texts.map((text) => `${text}\n`)));
}
