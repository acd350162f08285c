import type { CreateEmbeddingResponse } from 'openai/resources/embeddings';
import type { LlmRequest } from './llm-request.js';

const DEFAULT_DIMENSIONS = 1_536;

/**
 * One vector of length 1 per input, the same for the same input, as floats or as base64 of 32-bit floats.
 * Source: https://platform.openai.com/docs/api-reference/embeddings
 * @param tokens what the usage says; null: nothing
 */
export function writeEmbeddings(request: LlmRequest, tokens: number | null): unknown {
  const { input, dimensions, encoding_format: encoding } = request.body ?? {};
  const inputs = Array.isArray(input) && typeof input[0] !== 'number' ? input : [input];
  const size = typeof dimensions === 'number' ? dimensions : DEFAULT_DIMENSIONS;
  const data = inputs.map((one: unknown, index) => {
    const vector = vectorOf(JSON.stringify(one) ?? '', size);
    return { object: 'embedding', index, embedding: encoding === 'base64' ? toBase64(vector) : [...vector] };
  });
  return {
    object: 'list',
    data,
    model: request.model ?? 'scripted-embedding',
    ...(tokens !== null && { usage: { prompt_tokens: tokens, total_tokens: tokens } }),
  } satisfies Record<keyof Omit<CreateEmbeddingResponse, 'usage'>, unknown>;
}

function vectorOf(text: string, size: number): Float32Array {
  let state = 1;
  for (const character of text) state = (Math.imul(state, 31) + character.codePointAt(0)!) >>> 0;
  const vector = Float32Array.from({ length: size }, () => {
    // The constants of a linear congruential generator of 32 bits (Numerical Recipes).
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32 - 0.5;
  });
  const length = Math.sqrt(vector.reduce((sum, value) => sum + value * value, 0));
  return vector.map((value) => value / length);
}

const toBase64 = (vector: Float32Array): string => Buffer.from(vector.buffer, vector.byteOffset, vector.byteLength).toString('base64');
