import OpenAI from 'openai';
import type { ProviderTarget } from '../../provider-adapter.js';
import { CALL_SETTINGS, withoutTrailingSlashes } from '../vendor-calls/call-settings.js';

/** The SDK wants a key; servers that ask for none ignore this one. */
const NO_KEY = 'none';

/** Everything that the SDK would otherwise take from the environment is given or taken away. */
export const createOpenAiClient = (fetch: typeof globalThis.fetch, { baseUrl, apiKey }: ProviderTarget): OpenAI =>
  new CompatibleClient({
    ...CALL_SETTINGS,
    fetch,
    baseURL: withoutTrailingSlashes(baseUrl),
    apiKey: apiKey || NO_KEY,
    adminAPIKey: null,
    organization: null,
    project: null,
    webhookSecret: null,
  });

class CompatibleClient extends OpenAI {
  /** The SDK keeps `body.error` alone; compatible servers have other shapes, which are read from the body itself. */
  protected override makeStatusError(...[status, body, message, headers]: Parameters<OpenAI['makeStatusError']>): InstanceType<typeof OpenAI.APIError> {
    return super.makeStatusError(status, { error: body ?? {} }, message, headers);
  }
}
