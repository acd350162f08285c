import type { ProviderChannel, ChannelKey, ChannelUser } from '../provider-channel.js';

/** What a channel is looked for. */
export interface ChannelRequest {
  /** In order of preference; all channels of the first are tried before the second. */
  models: readonly string[];
  operation: 'complete' | 'embed';
  user: ChannelUser;
  /** Calls of one seed go to the same channel while it is well, for the vendor's prompt cache; null: shares by chance. */
  seed: string | null;
}

/** A channel to call. */
export interface Choice {
  channel: ProviderChannel;
  key: ChannelKey;
  /** As the caller named it. */
  model: string;
  /** As the vendor names it. */
  vendorModel: string;
  why: string;
}
