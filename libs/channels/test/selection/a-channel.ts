import { newId } from '#libs/kernel';
import type { ChannelKey, ProviderChannel } from '../../src/provider-channel.js';

export const aKey = (more: Partial<ChannelKey> = {}): ChannelKey => ({ id: newId(), secret: `sk-test-${newId()}`, lastFour: 'abcd', status: 'enabled', ...more });

/** A channel of OpenAI's format as the directory gives it, for calls of `gpt-5`. */
export const aChannel = (more: Partial<ProviderChannel> = {}): ProviderChannel => ({
  id: newId(),
  tenantId: newId(),
  name: 'a channel',
  type: 'openai-compatible',
  preset: null,
  baseUrl: 'https://vendor.example/v1',
  models: ['gpt-5'],
  modelMapping: {},
  priority: 50,
  weight: 1,
  status: 'enabled',
  statusReason: null,
  scope: { kind: 'tenant' },
  quota: null,
  usedTokens: 0,
  usedCost: '0',
  requestsPerMinute: null,
  timeouts: {},
  keys: [aKey()],
  ...more,
});
