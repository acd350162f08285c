import { createHash } from 'node:crypto';
import type { ChannelHealthBoard } from '../health/channel-health-board.js';
import { PROVIDER_PRESETS } from '../presets.js';
import type { ChannelKey, ChannelUser, ProviderChannel } from '../provider-channel.js';
import type { ChannelRequest } from './channel-request.js';

/** A channel as weighed for one model: callable with one of `keys`, or passed over and why. */
export interface Weighed {
  channel: ProviderChannel;
  keys: readonly ChannelKey[];
  passedOver: string | null;
}

/** The name under which the vendor knows `model`, or null when the channel does not offer it. */
export function vendorModelOf(channel: ProviderChannel, model: string): string | null {
  if (Object.hasOwn(channel.modelMapping, model)) return channel.modelMapping[model]!;
  return channel.models.includes(model) ? model : null;
}

/** Every name a caller may use on the channel. */
export const offeredModels = (channel: ProviderChannel): string[] => [...new Set([...channel.models, ...Object.keys(channel.modelMapping)])];

/**
 * The channels that offer `model`, the one to take first in front: own before the groups' before the
 * tenant's, then by priority, then by weight. Those that cannot be called now say why.
 */
export function weighChannels(channels: readonly ProviderChannel[], model: string, request: Omit<ChannelRequest, 'models'>, health: ChannelHealthBoard, now = Date.now()): Weighed[] {
  const offering = channels.filter((channel) => channel.type !== 'local' && isOfUser(channel, request.user) && vendorModelOf(channel, model) !== null);
  const drawn = offering.map((channel) => ({ channel, rank: RANKS[channel.scope.kind], lot: drawLot(channel, request.seed) }));
  drawn.sort((a, b) => a.rank - b.rank || a.channel.priority - b.channel.priority || a.lot - b.lot);
  return drawn.map(({ channel }) => weigh(channel, request, health, now));
}

/** Keys that are not disabled; a server that asks for none is called with an empty one. */
export function usableKeys({ id, keys }: ProviderChannel): readonly ChannelKey[] {
  if (keys.length === 0) return [{ id, secret: '', lastFour: '', status: 'enabled' }];
  return keys.filter((key) => key.status === 'enabled');
}

export function isOfUser({ scope }: ProviderChannel, user: ChannelUser): boolean {
  if (scope.kind === 'tenant') return true;
  return scope.kind === 'group' ? user.groupIds.includes(scope.group_id) : scope.staff_id === user.staffId;
}

/** Each of the channel's keys waits, most for the vendor's limit on its pace. */
export const EVERY_KEY_COOLS = 'every key is cooling down';

/** Why a channel is passed over that will never do, however often it is asked. */
export const NO_EMBEDDINGS = 'has no embeddings';

const RANKS = { personal: 0, group: 1, tenant: 2 };

function weigh(channel: ProviderChannel, { operation }: Pick<ChannelRequest, 'operation'>, health: ChannelHealthBoard, now: number): Weighed {
  const enabled = usableKeys(channel);
  const keys = enabled.filter((key) => !health.isCooling(key.id, now));
  const passedOver = obstacleOf(channel, operation, enabled, keys, health, now);
  return { channel, keys, passedOver };
}

function obstacleOf(channel: ProviderChannel, operation: ChannelRequest['operation'], enabled: readonly ChannelKey[], keys: readonly ChannelKey[], health: ChannelHealthBoard, now: number): string | null {
  if (channel.status !== 'enabled') return channel.status === 'disabled' ? 'disabled' : `auto-disabled: ${channel.statusReason ?? 'unknown reason'}`;
  if (operation === 'embed' && !hasEmbeddings(channel)) return NO_EMBEDDINGS;
  if (isSpent(channel)) return 'its quota is spent';
  const state = health.circuitState(channel.id, now);
  if (state !== 'closed') return `circuit ${state}`;
  if (enabled.length === 0) return 'has no usable key';
  return keys.length === 0 ? EVERY_KEY_COOLS : null;
}

/** Whether the vendor's API has them at all. */
export const hasEmbeddings = ({ type, preset }: Pick<ProviderChannel, 'type' | 'preset'>): boolean => type === 'openai-compatible' && (preset === null || PROVIDER_PRESETS[preset].quirks.embeddings);

function isSpent({ quota, usedTokens, usedCost }: ProviderChannel): boolean {
  if (!quota) return false;
  return (quota.unit === 'tokens' ? usedTokens : Number(usedCost)) >= Number(quota.limit);
}

/**
 * Weighted random order by exponential races: the smallest of -ln(u)/weight falls to each channel in
 * proportion to its weight (Efraimidis and Spirakis, 2006). With a seed, u is a hash of seed and
 * channel, so that the same seed gives the same order (weighted rendezvous hashing).
 */
function drawLot({ id, weight }: ProviderChannel, seed: string | null): number {
  const u = seed === null ? Math.random() : hashToUnit(`${seed}:${id}`);
  return -Math.log(Math.max(u, Number.MIN_VALUE)) / weight;
}

const hashToUnit = (text: string): number => createHash('sha1').update(text).digest().readUInt32BE(0) / 2 ** 32;
