import Anthropic from '@anthropic-ai/sdk';
import type { ProviderTarget } from '../../provider-adapter.js';
import { CALL_SETTINGS, withoutTrailingSlashes } from '../vendor-calls/call-settings.js';

/**
 * Everything that the SDK would otherwise take from the environment is given or taken away. It sends the
 * key as a bearer token; servers compatible with Anthropic often read the older header only.
 */
export const createAnthropicClient = (fetch: typeof globalThis.fetch, { baseUrl, apiKey }: ProviderTarget): Anthropic =>
  new Anthropic({
    ...CALL_SETTINGS,
    fetch,
    baseURL: rootOf(baseUrl),
    apiKey,
    authToken: null,
    webhookKey: null,
    openTelemetry: false,
    defaultHeaders: { 'x-api-key': apiKey },
  });

/** The SDK's paths begin with the version themselves. */
const rootOf = (baseUrl: string): string => withoutTrailingSlashes(withoutTrailingSlashes(baseUrl).replace(/\/v1$/, ''));
