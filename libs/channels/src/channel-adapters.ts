import type { ChannelType } from '#libs/contracts';
import type { ProviderAdapter } from './provider-adapter.js';
import type { ProviderChannel } from './provider-channel.js';

/** The adapter of each type of channel that leads to a vendor. */
export class ChannelAdapters {
  constructor(private readonly adapters: Readonly<Record<Exclude<ChannelType, 'local'>, ProviderAdapter>>) {}

  of({ type }: ProviderChannel): ProviderAdapter {
    if (type === 'local') throw new Error('A local channel leads to no vendor');
    return this.adapters[type];
  }
}
