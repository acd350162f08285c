import type { JsonObject } from '../../completion.js';

const SAMPLING = ['temperature', 'top_p', 'top_k'];

/**
 * The SDK speaks version 2026-10-21, which refuses the fields for sampling whatever their value. A body
 * that has them was written for the version before, which differs in nothing else that matters here.
 */
export const versionHeaders = (body: JsonObject): Record<string, string> =>
  SAMPLING.some((field) => field in body) ? { 'anthropic-version': '2023-06-01' } : {};
