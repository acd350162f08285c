import type { ProviderChannel } from '../provider-channel.js';

/** Bounds of an attempt in milliseconds, where the channel sets none of its own. */
const DEFAULTS = { firstTokenMs: 15_000, idleMs: 30_000, wholeMs: 120_000, streamMs: 600_000 };

export interface AttemptTimeouts {
  firstTokenMs: number;
  idleMs: number;
  wholeMs: number;
  streamMs: number;
}

export function timeoutsOf({ timeouts }: ProviderChannel): AttemptTimeouts {
  return {
    firstTokenMs: timeouts.first_token_ms ?? DEFAULTS.firstTokenMs,
    idleMs: timeouts.idle_ms ?? DEFAULTS.idleMs,
    wholeMs: timeouts.total_ms ?? DEFAULTS.wholeMs,
    streamMs: timeouts.total_ms ?? DEFAULTS.streamMs,
  };
}
