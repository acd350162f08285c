import Anthropic from '@anthropic-ai/sdk';
import OpenAI from 'openai';
import { randomToken } from '#libs/kernel';
import { eventually, startScriptedLlm, type LlmFormat, type ScriptedLlm } from '#libs/testing';
import type { Json } from './api-client.js';
import { startPlatform, type Platform, type PlatformOptions, type TestTenant } from './platform.js';

export const FORMATS: readonly LlmFormat[] = ['openai', 'anthropic'];

/** The platform with a scripted vendor that it may call. */
export interface RelayBench {
  platform: Platform;
  llm: ScriptedLlm;
  close(): Promise<void>;
}

export async function startRelayBench(options: PlatformOptions = {}): Promise<RelayBench> {
  const llm = await startScriptedLlm();
  const environment = { OUTBOUND_ALLOWED_HOSTS: '127.0.0.1', LIMIT_IP_PER_MINUTE: '1000000', LIMIT_GLOBAL_PER_MINUTE: '1000000', ...options.environment };
  const platform = await startPlatform({ parts: 'embedded', ...options, environment });
  return {
    platform,
    llm,
    close: async () => {
      await platform.close();
      await llm.close();
    },
  };
}

/** A channel of the format at `url`, with a key of its own unless `more` says otherwise. */
export async function createChannel(tenant: TestTenant, format: LlmFormat, url: string, more: object = {}): Promise<Json> {
  const type = format === 'openai' ? 'openai-compatible' : 'anthropic';
  const base_url = format === 'openai' ? `${url}/v1` : url;
  const body = { name: `channel-${randomToken(6)}`, type, base_url, keys: [aVendorKey()], models: ['scripted-small'], ...more };
  return created(await tenant.api.post('/api/v1/channels', body));
}

export const aVendorKey = (): string => `vendor-secret-${randomToken(12)}`;

/** A VirtualKey; its secret is in `key`. */
export const createKey = async (tenant: TestTenant, more: object = {}): Promise<Json> => created(await tenant.api.post('/api/v1/virtual-keys', { name: 'relay', ...more }));

export function created({ status, body, text }: { status: number; body: Json; text: string }): Json {
  if (status !== 201) throw new Error(`Not created: ${status} ${text}`);
  return body;
}

/** The official clients as an integrator makes them; without retries, so that each call is one. */
export const openAiClient = (url: string, key: string, more: object = {}): OpenAI => new OpenAI({ baseURL: `${url}/v1`, apiKey: key, maxRetries: 0, ...more });
export const anthropicClient = (url: string, key: string, more: object = {}): Anthropic => new Anthropic({ baseURL: url, apiKey: key, maxRetries: 0, ...more });

/** A call's receipt, once it is in the books. */
export const receiptOf = (tenant: TestTenant, requestId: string): Promise<Json> =>
  eventually(`the receipt of ${requestId}`, async () => {
    const { status, body } = await tenant.api.get(`/api/v1/relay/${requestId}/receipt`);
    return status === 200 && body.outcome !== 'open' ? body : null;
  });

/** All calls of a VirtualKey that are in the books. */
export const rowsOf = (platform: Platform, virtualKeyId: string): Promise<Json[]> =>
  platform.postgres.asOwner('SELECT * FROM api_usage WHERE virtual_key_id = $1 ORDER BY created_at, id', [virtualKeyId]);

/** All calls of a VirtualKey, once they are over and so many. */
export const settledRows = (platform: Platform, virtualKeyId: string, count: number): Promise<Json[]> =>
  eventually(`${count} calls of ${virtualKeyId} in the books`, async () => {
    const rows = await rowsOf(platform, virtualKeyId);
    return rows.length === count && rows.every(({ outcome }) => outcome !== 'open') ? rows : null;
  });
