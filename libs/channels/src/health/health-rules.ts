/**
 * When a channel is left alone, and for how long. A circuit opens on several failures, never on one:
 * either so many in a row, or so many in the window that make up such a share of all calls.
 */
export const HEALTH_RULES = {
  windowMs: 30_000,
  failuresInARow: 5,
  failuresInWindow: 5,
  failureShare: 0.5,
  /** Until the first probe; doubles with every probe that fails. */
  firstOpenMs: 2_000,
  longestOpenMs: 30_000,
  /** How long a process may take to probe before another one tries. */
  probeClaimMs: 20_000,
  /** A key the vendor limits without saying for how long. */
  coolKeyMs: 2_000,
  /** A key without credit: somebody has to pay first. */
  coolUnpaidKeyMs: 300_000,
  /** A key the vendor does not know, until every process has read that it is disabled. */
  coolRefusedKeyMs: 10_000,
} as const;

export const openFor = (timesInARow: number): number => Math.min(HEALTH_RULES.longestOpenMs, HEALTH_RULES.firstOpenMs * 2 ** Math.min(10, timesInARow - 1));
