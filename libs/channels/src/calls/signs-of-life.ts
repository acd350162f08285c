import type { ChannelHealthBoard } from '../health/channel-health-board.js';
import type { ProviderChannel } from '../provider-channel.js';
import { CONSEQUENCES } from './after-failure.js';
import type { ProbeResult } from './probe-channel.js';

/** Asks a channel for one token. */
export type ProbeWithin = (channel: ProviderChannel, timeoutMs: number) => Promise<ProbeResult>;

/** Tells a slow channel from one that hangs. */
export class SignsOfLife {
  readonly #asking = new Map<string, Promise<boolean>>();

  constructor(
    private readonly health: ChannelHealthBoard,
    private readonly probe: ProbeWithin,
  ) {}

  /**
   * Whether the channel answers anybody: somebody else since `since` (milliseconds since 1970), or else
   * this process when it asks for one token. Everybody who waits for the channel shares that question.
   */
  async of(channel: ProviderChannel, since: number, withinMs: number): Promise<boolean> {
    if (this.health.circuitOf(channel.id).lastSuccessAt > since) return true;
    let asking = this.#asking.get(channel.id);
    if (!asking) {
      asking = this.#ask(channel, withinMs).finally(() => this.#asking.delete(channel.id));
      this.#asking.set(channel.id, asking);
    }
    return asking;
  }

  /** A vendor that refuses the question is there. */
  async #ask(channel: ProviderChannel, withinMs: number): Promise<boolean> {
    const { error } = await this.probe(channel, withinMs);
    const isThere = !error || !CONSEQUENCES[error.kind].unhealthy;
    if (isThere) this.health.sawLife(channel.id);
    return isThere;
  }
}
