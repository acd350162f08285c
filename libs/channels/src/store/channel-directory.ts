import { LRUCache } from 'lru-cache';
import { AppError } from '#libs/kernel';
import type { Logger } from '#libs/observability';
import { isTransientDatabaseError, type Database } from '#libs/persistence';
import type { ProviderChannel } from '../provider-channel.js';
import type { KeyVault } from '../vault/key-vault.js';
import { loadChannels, type LoadedChannels } from './load-channels.js';
import { Refreshed, type Freshness } from './refreshed.js';

const FRESHNESS: Freshness = { fresh: 1_000, stale: 5_000, lastKnown: 60_000, patience: 1_000, retry: 1_000 };

/** Tenants whose channels are held open at a time. */
const MOST_TENANTS = 5_000;

type Listener = (tenantId: string) => void;

/** The channels of each tenant with their keys open, for the path of every model call. */
export class ChannelDirectory {
  readonly #tenants: LRUCache<string, Refreshed<LoadedChannels>>;
  readonly #listeners = new Set<Listener>();

  /** @param now a clock in milliseconds */
  constructor(
    private readonly database: Database,
    private readonly vault: KeyVault,
    private readonly logger: Logger,
    private readonly now: () => number = () => performance.now(),
  ) {
    // What nobody asked for in a while is forgotten: open keys stay in memory no longer than needed.
    this.#tenants = new LRUCache({ max: MOST_TENANTS, ttl: FRESHNESS.lastKnown, updateAgeOnGet: true, perf: { now } });
  }

  /**
   * Every channel of the tenant, whatever its status, by priority; immutable. At most a second old, or
   * five while it is read again; up to a minute while the database does not answer.
   * @throws AppError service_unavailable when the database does not answer and nothing is known
   */
  async of(tenantId: string): Promise<readonly ProviderChannel[]> {
    try {
      return (await this.#tenant(tenantId).get()).channels;
    } catch (error) {
      if (isTransientDatabaseError(error)) throw new AppError('service_unavailable', 'The database is not available', { cause: error, retryAfter: 5 });
      throw error;
    }
  }

  /** Has the channels read again before they are given out the next time. */
  invalidate(tenantId: string): void {
    this.#tenants.get(tenantId)?.invalidate();
  }

  /** As `invalidate`, and tells the listeners: this process changed something. */
  changed(tenantId: string): void {
    this.invalidate(tenantId);
    for (const listener of this.#listeners) listener(tenantId);
  }

  /** Calls `listener` after each change made by this process, so that others can be told. Gives the means to end that. */
  onChange(listener: Listener): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  #tenant(tenantId: string): Refreshed<LoadedChannels> {
    const known = this.#tenants.get(tenantId);
    if (known) return known;
    const channels = new Refreshed(
      (previous: LoadedChannels | undefined) => this.#load(tenantId, previous),
      FRESHNESS,
      (error) => this.logger.warn({ err: error, tenantId }, 'the channels could not be read; the last known are used'),
      this.now,
    );
    this.#tenants.set(tenantId, channels);
    return channels;
  }

  #load(tenantId: string, previous: LoadedChannels | undefined): Promise<LoadedChannels> {
    return loadChannels(this.database, this.vault, tenantId, previous, (keyId, error) => {
      this.logger.error({ tenantId, keyId, reason: error.message }, 'a key of a channel does not open');
    });
  }
}
