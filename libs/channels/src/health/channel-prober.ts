import { messageOf } from '#libs/kernel';
import type { Logger } from '#libs/observability';
import { CONSEQUENCES } from '../calls/after-failure.js';
import type { ProbeResult } from '../calls/probe-channel.js';
import type { ProviderChannel } from '../provider-channel.js';
import type { ChannelDirectory } from '../store/channel-directory.js';
import type { BoardListener, ChannelHealthBoard } from './channel-health-board.js';
import { HEALTH_RULES } from './health-rules.js';

/** Another process probes, or this one could not or must not: look again after so long. */
const LOOK_AGAIN_MS = 3_000;

/**
 * Brings channels back: when an open circuit's time is over, one process asks the channel for a single
 * token. Customers' calls are never what a sick channel is tried with.
 */
export class ChannelProber implements BoardListener {
  /** Whose channel it is; a circuit that opened elsewhere is probed by those who know it. */
  readonly #tenants = new Map<string, string>();

  constructor(
    private readonly health: ChannelHealthBoard,
    private readonly directory: ChannelDirectory,
    private readonly probe: (channel: ProviderChannel) => Promise<ProbeResult>,
    private readonly logger: Logger,
  ) {}

  /** The tenant's channels, remembered as those this process works with and may have to probe. */
  async channelsOf(tenantId: string): Promise<readonly ProviderChannel[]> {
    const channels = await this.directory.of(tenantId);
    for (const { id } of channels) this.#tenants.set(id, tenantId);
    return channels;
  }

  onHalfOpen(channelId: string): void {
    this.#bringBack(channelId).catch((error: unknown) => {
      this.logger.warn({ channel_id: channelId, reason: messageOf(error) }, 'a channel could not be probed');
      this.health.lookAgain(channelId, LOOK_AGAIN_MS);
    });
  }

  onChannelsChanged(tenantId: string): void {
    this.directory.invalidate(tenantId);
  }

  async #bringBack(channelId: string): Promise<void> {
    const channel = await this.#find(channelId);
    if (!channel || !(await this.health.claimProbe(channelId))) return this.health.lookAgain(channelId, LOOK_AGAIN_MS);
    const { error } = await this.probe(channel);
    this.logger.info({ channel_id: channelId, error: error?.kind ?? null }, 'a channel was probed');
    // A vendor that refuses the probe itself, or its key, is there.
    if (error && CONSEQUENCES[error.kind].unhealthy) this.health.open(channelId);
    else this.health.close(channelId);
  }

  /** A channel that is switched off is not probed, nor is one this process has not worked with; either may change. */
  async #find(channelId: string): Promise<ProviderChannel | null> {
    const tenantId = this.#tenants.get(channelId);
    if (!tenantId) return null;
    const channel = (await this.directory.of(tenantId)).find(({ id }) => id === channelId);
    if (!channel) this.#tenants.delete(channelId);
    return channel?.status === 'enabled' ? channel : null;
  }
}

export const PROBE_TIMEOUT_MS = HEALTH_RULES.probeClaimMs / 2;
