/** How long a channel may be silent: by default, or as set for it. */
export const PATIENCES = [
  { name: 'default timeouts (15 s)', timeouts: {} },
  { name: 'first_token_ms 1000', timeouts: { first_token_ms: 1_000 } },
] as const;
export type Patience = (typeof PATIENCES)[number];

/** Channels of one model and priority: each has a key of its own, by which the far end tells them apart. */
export const apiKeyOf = (model: string, channel: string): string => `${model}-${channel}`;
