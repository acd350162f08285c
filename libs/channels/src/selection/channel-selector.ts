import type { ChannelHealthBoard } from '../health/channel-health-board.js';
import type { ChannelKey, ProviderChannel } from '../provider-channel.js';
import type { ChannelRequest, Choice } from './channel-request.js';
import { EVERY_KEY_COOLS, usableKeys, vendorModelOf, weighChannels, type Weighed } from './weigh-channels.js';

/** Takes one call of a channel's requests per minute. @returns false when none is left */
export type TakeChannelLimit = (channel: ProviderChannel) => Promise<boolean> | boolean;

/** Why no channel could be chosen. */
export interface NoChoice {
  /** Whether any channel of the user offers one of the models at all. */
  offered: boolean;
  /** Whether channels stood in line only because of a rate limit; then milliseconds since 1970 when the first may be called again. */
  limitedUntil: number | null;
  reasons: { channel: ProviderChannel; model: string; reason: string }[];
}

/** Chooses the channel and key of each attempt of one call; a key that was tried is not tried again. */
export class ChannelSelector {
  readonly #triedKeys = new Set<string>();
  readonly #leftChannels = new Set<string>();
  readonly #leftModels = new Set<string>();
  #choices = 0;
  #orders: { model: string; channels: Weighed[] }[] | null = null;

  constructor(
    private readonly channels: readonly ProviderChannel[],
    private readonly request: ChannelRequest,
    private readonly health: ChannelHealthBoard,
    private readonly takeLimit: TakeChannelLimit,
  ) {}

  async next(now = Date.now()): Promise<Choice | NoChoice> {
    const none: NoChoice = { offered: false, limitedUntil: null, reasons: [] };
    for (const { model, channels } of this.#order(now)) {
      for (const weighed of channels) {
        none.offered = true;
        const choice = await this.#consider(weighed, model, none);
        if (typeof choice !== 'string') return choice;
        none.reasons.push({ channel: weighed.channel, model, reason: choice });
      }
    }
    return none;
  }

  /** The channel is not tried again for this call. */
  leaveChannel(channelId: string): void {
    this.#leftChannels.add(channelId);
  }

  /** The channel is not tried again for this model; for another one its key may do. */
  leaveModel({ channel, key, model }: Choice): void {
    this.#leftModels.add(offerOf(channel, model));
    this.#triedKeys.delete(key.id);
  }

  /** The order is drawn once; what each attempt finds out (circuits, cooling keys) is looked at anew. */
  #order(now: number): { model: string; channels: Weighed[] }[] {
    this.#orders ??= this.request.models.map((model) => ({ model, channels: weighChannels(this.channels, model, this.request, this.health, now) }));
    return this.#orders;
  }

  /** The choice, or why the channel is passed over. */
  async #consider(weighed: Weighed, model: string, none: NoChoice): Promise<Choice | string> {
    const obstacle = this.#obstacleTo(weighed, model, none);
    if (obstacle !== null) return obstacle;
    const { channel } = weighed;
    const key = this.#pickKey(weighed);
    if (channel.requestsPerMinute !== null && !(await this.takeLimit(channel))) {
      none.limitedUntil = earliest(none.limitedUntil, Date.now() + 1_000);
      return `at its limit of ${channel.requestsPerMinute} requests per minute`;
    }
    this.#triedKeys.add(key.id);
    return { channel, key, model, vendorModel: vendorModelOf(channel, model)!, why: this.#why(channel) };
  }

  #obstacleTo(weighed: Weighed, model: string, none: NoChoice): string | null {
    const { channel, passedOver } = weighed;
    if (passedOver !== null) {
      if (passedOver === EVERY_KEY_COOLS) this.#noteLimit(channel, none);
      return passedOver;
    }
    if (this.#leftChannels.has(channel.id) || this.#leftModels.has(offerOf(channel, model))) return 'tried for this call';
    if (this.health.circuitState(channel.id) !== 'closed') return 'circuit open';
    if (this.#freeKeys(weighed).length > 0) return null;
    this.#noteLimit(channel, none);
    return 'every key was tried for this call';
  }

  #pickKey(weighed: Weighed): ChannelKey {
    const free = this.#freeKeys(weighed);
    return free.length === 1 ? free[0]! : free[nextTurn(weighed.channel.id) % free.length]!;
  }

  #freeKeys({ keys }: Weighed): ChannelKey[] {
    return keys.filter((key) => !this.#triedKeys.has(key.id) && !this.health.isCooling(key.id));
  }

  #noteLimit(channel: ProviderChannel, none: NoChoice): void {
    for (const { id } of usableKeys(channel)) {
      const until = this.health.limitedUntil(id);
      if (until !== null) none.limitedUntil = earliest(none.limitedUntil, until);
    }
  }

  #why({ scope, priority, weight }: ProviderChannel): string {
    const alone = `${scope.kind === 'tenant' ? '' : `${scope.kind} channel, `}priority ${priority}, weight ${weight}`;
    this.#choices += 1;
    return this.#choices > 1 ? `next in line: ${alone}` : alone;
  }
}

const offerOf = ({ id }: ProviderChannel, model: string): string => `${id} ${model}`;

const turns = new Map<string, number>();

/** Several keys of a channel are used in turn. */
function nextTurn(channelId: string): number {
  const turn = turns.get(channelId) ?? 0;
  turns.set(channelId, turn + 1);
  return turn;
}

const earliest = (known: number | null, other: number): number => Math.min(known ?? Number.POSITIVE_INFINITY, other);
