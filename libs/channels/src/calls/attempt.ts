import { AppError } from '#libs/kernel';
import type { JsonObject } from '../completion.js';
import { createMeter, type Meter } from '../formats/meter.js';
import { ProviderError, type ProviderAdapter } from '../provider-adapter.js';
import type { Choice } from '../selection/channel-request.js';
import { AttemptClock } from './attempt-clock.js';
import type { ChannelCall } from './channel-call.js';
import type { RoutingReceipt } from './routing-receipt.js';

/** One attempt at one call. */
export interface Attempt {
  call: ChannelCall;
  choice: Choice;
  adapter: ProviderAdapter;
  body: JsonObject;
  meter: Meter;
  clock: AttemptClock;
  startedAt: Date;
  receipt: RoutingReceipt;
  /** When the answer must have begun, on the clock of `performance.now()`. */
  deadline: number;
}

/** @throws ProviderError unsupported when the request cannot be carried over to the channel's format; another format may do */
export function beginAttempt(call: ChannelCall, choice: Choice, adapter: ProviderAdapter, receipt: RoutingReceipt, deadline: number): Attempt {
  const body = bodyOf(call, choice, adapter);
  return { call, choice, adapter, body, meter: createMeter(adapter.format), clock: new AttemptClock(call.signal), startedAt: new Date(), receipt, deadline };
}

function bodyOf(call: ChannelCall, choice: Choice, adapter: ProviderAdapter): JsonObject {
  try {
    return call.bodyFor(adapter.format, choice.vendorModel);
  } catch (error) {
    if (error instanceof AppError) throw new ProviderError('unsupported', error.message, { cause: error });
    throw error;
  }
}

/** Of a server that asks for no key. */
const NO_KEY = 'none';

export const targetOf = ({ channel, key }: Choice) => ({ baseUrl: channel.baseUrl!, apiKey: key.secret || NO_KEY });
