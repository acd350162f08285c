/** Nest's injection token of the HealthExchange. */
export const HEALTH_EXCHANGE = Symbol('HEALTH_EXCHANGE');

/** What one process found out about channels and all others should know. Times are milliseconds since 1970. */
export type HealthNews =
  | { kind: 'outcomes'; channelId: string; ok: number; failed: number; error: string | null; at: number }
  | { kind: 'circuit-opened'; channelId: string; until: number; opensInARow: number }
  | { kind: 'circuit-closed'; channelId: string }
  | { kind: 'key-cooling'; keyId: string; until: number; limited: boolean }
  | { kind: 'channels-changed'; tenantId: string };

/**
 * Carries health news between processes. Losing some costs a few calls to a bad channel, never an
 * answer. Both adapters pass the same contract suite.
 */
export interface HealthExchange {
  readonly kind: 'redis' | 'in-process';

  /** Tells the other processes; does not wait, and does not throw. */
  publish(news: readonly HealthNews[]): void;

  /** Calls `onNews` with what other processes publish from now on, and first with what still stands: open circuits and cooling keys. */
  listen(onNews: (news: HealthNews) => void): Promise<void>;

  /** Whether this process is the one to make the probe of this name; nobody else is for `holdMs`. */
  claimProbe(name: string, holdMs: number): Promise<boolean>;

  close(): Promise<void>;
}
