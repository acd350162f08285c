import type { ChannelHealthBoard } from '../health/channel-health-board.js';
import { HEALTH_RULES } from '../health/health-rules.js';
import type { ProviderError, ProviderErrorKind } from '../provider-adapter.js';
import type { Choice } from '../selection/channel-request.js';

/** What a call does after an attempt failed. */
export type NextMove = 'another-key' | 'another-model' | 'another-channel' | 'stop';

interface Consequence {
  next: NextMove;
  /** It may well work in a moment, on the same channel. */
  passes: boolean;
  /** Counts against the channel's health. */
  unhealthy: boolean;
}

const KEY: Consequence = { next: 'another-key', passes: false, unhealthy: false };
const CHANNEL: Consequence = { next: 'another-channel', passes: true, unhealthy: true };
const MODEL: Consequence = { next: 'another-model', passes: false, unhealthy: false };
const FORMAT: Consequence = { ...MODEL, next: 'another-channel' };
const REQUEST: Consequence = { next: 'stop', passes: false, unhealthy: false };

export const CONSEQUENCES: Readonly<Record<ProviderErrorKind, Consequence>> = {
  rate_limited: KEY,
  out_of_credit: KEY,
  authentication: KEY,
  overloaded: CHANNEL,
  server_error: CHANNEL,
  timeout: CHANNEL,
  connection: CHANNEL,
  garbled: CHANNEL,
  refused_address: { ...CHANNEL, passes: false },
  model_unavailable: MODEL,
  unsupported: FORMAT,
  invalid_request: REQUEST,
  content_refused: REQUEST,
  aborted: REQUEST,
};

/** A vendor that asks for more patience than this is asked again anyway. */
const LONGEST_COOLING_MS = 600_000;

/** Takes a key out for good, with the reason shown to the admin. */
export type DisableKey = (choice: Choice, reason: string) => Promise<void>;

/** Draws the consequences of a failure for the health of key and channel. @throws what `disableKey` throws */
export async function learnFrom(error: ProviderError, choice: Choice, health: ChannelHealthBoard, disableKey: DisableKey): Promise<void> {
  if (CONSEQUENCES[error.kind].unhealthy) health.failed(choice.channel.id, error.kind);
  if (error.kind === 'rate_limited') health.cool(choice.key.id, Math.min(LONGEST_COOLING_MS, error.details.retryAfterMs ?? HEALTH_RULES.coolKeyMs), true);
  if (error.kind === 'out_of_credit') health.cool(choice.key.id, HEALTH_RULES.coolUnpaidKeyMs, false);
  if (error.kind !== 'authentication') return;
  // At once and everywhere; the database has the last word.
  health.cool(choice.key.id, HEALTH_RULES.coolRefusedKeyMs, false);
  await disableKey(choice, `the vendor refused the key (${error.details.status ?? 'no status'})`);
}
