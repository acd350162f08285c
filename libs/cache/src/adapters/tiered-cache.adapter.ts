import { setTimeout as sleep } from 'node:timers/promises';
import { BentoCache, bentostore } from 'bentocache';
import { memoryDriver } from 'bentocache/drivers/memory';
import { redisDriver } from 'bentocache/drivers/redis';
import type { CreateBusDriverResult } from 'bentocache/types';
import type { Redis } from 'ioredis';
import { z } from 'zod';
import { messageOf } from '#libs/kernel';
import { metrics, type Logger } from '#libs/observability';
import type { Cache, CacheSpace, Got, Made } from '../cache.js';
import { Flights } from '../flights.js';
import { countReads } from './count-reads.js';
import { cacheConnection } from './redis/cache-connection.js';
import { RedisInvalidations } from './redis/redis-invalidations.js';
import { RedisLeases } from './redis/redis-leases.js';

const PREFIX = 'switchboard:cache';
const STORE = 'switchboard';
/** One value, as JSON. What is larger is not worth keeping from others. */
const MAX_ENTRY_BYTES = 65_536;
/** After a failure Redis is left alone for so long, so that a Redis that hangs costs one caller one timeout and the others nothing. */
const REDIS_REST_MS = 1_000;
/** How long a start waits for Redis. */
const READY_WITHIN_MS = 1_000;
/** Messages to other processes that wait for Redis to come back. */
const MAX_WAITING_MESSAGES = 1_000;

export interface MemoryBounds {
  maxEntries: number;
  maxBytes: number;
}

/** A value as it is kept. */
interface Kept<T> {
  value: T;
  fresh_until: number;
}

type Flown<T, D> = { kept: T; own: boolean } | { discarded: D };

/** bentocache's memory level, alone or before Redis, with what it lacks: one maker in all processes, and values that are checked. */
export class TieredCache implements Cache {
  readonly kind: Cache['kind'];
  readonly #bento: BentoCache<Record<typeof STORE, ReturnType<typeof bentostore>>>;
  readonly #flights = new Flights();
  readonly #redis: Redis | null;
  readonly #leases: RedisLeases | null;

  /** @param client the project's connection; null: memory alone */
  constructor(
    client: Redis | null,
    private readonly logger: Logger,
    { maxEntries, maxBytes }: MemoryBounds,
  ) {
    this.kind = client ? 'memory+redis' : 'memory';
    const memory = bentostore().useL1Layer(memoryDriver({ maxItems: maxEntries, maxSize: maxBytes, maxEntrySize: 2 * MAX_ENTRY_BYTES }));
    this.#redis = client && cacheConnection(client, logger);
    this.#leases = this.#redis && new RedisLeases(this.#redis, REDIS_REST_MS);
    const store = this.#redis ? memory.useL2Layer(redisDriver({ connection: this.#redis })).useBus(busOver(this.#redis, logger)) : memory;
    this.#bento = new BentoCache({ default: STORE, prefix: PREFIX, l2CircuitBreakerDuration: REDIS_REST_MS, stores: { [STORE]: store } });
    // The store is opened by its first use, and with it the messages of other processes.
    this.#bento.use();
    countReads();
  }

  /** Resolves when Redis answers, or after a second without it. */
  async ready(): Promise<void> {
    const deadline = performance.now() + READY_WITHIN_MS;
    while (this.#redis && this.#redis.status !== 'ready' && performance.now() < deadline) await sleep(5);
  }

  async get<T>(space: CacheSpace<T>, key: string): Promise<T | undefined> {
    const kept = await this.#read(space, key);
    return kept && isFresh(kept) ? kept.value : undefined;
  }

  async set<T>(space: CacheSpace<T>, key: string, value: T, tags: readonly string[] = [], ttlMs = space.ttlMs): Promise<void> {
    if (ttlMs <= 0) return;
    const kept: Kept<T> = { value, fresh_until: Date.now() + ttlMs };
    if (Buffer.byteLength(JSON.stringify(kept)) > MAX_ENTRY_BYTES) return;
    await this.#bento.set({ key: keyOf(space, key), value: kept, ttl: ttlMs + (space.graceMs ?? 0), tags: [...tags] });
  }

  async delete(space: CacheSpace<unknown>, key: string): Promise<void> {
    await this.#bento.delete({ key: keyOf(space, key) });
  }

  async getOrMake<T, D = never>(space: CacheSpace<T>, key: string, make: () => Promise<Made<T, D>>, signal?: AbortSignal): Promise<Got<T, D>> {
    const kept = await this.#read(space, key);
    if (kept && isFresh(kept)) return { kind: 'kept', value: kept.value, how: 'found' };
    if (!kept) return this.#makeShared(space, key, make, signal);
    metrics.cacheReads.inc({ space: space.name, result: 'stale' });
    this.#makeShared(space, key, make).catch((error: unknown) => this.logger.warn({ space: space.name, reason: messageOf(error) }, 'a cached value could not be made anew'));
    return { kind: 'kept', value: kept.value, how: 'found' };
  }

  async deleteTags(tags: readonly string[]): Promise<boolean> {
    if (tags.length === 0) return true;
    await this.#bento.deleteByTag({ tags: [...tags] });
    return this.#redis === null || this.#redis.ping().then(() => true, () => false);
  }

  onSetElsewhere(space: CacheSpace<unknown>, listener: (key: string) => void): void {
    const prefix = keyOf(space, '');
    this.#bento.on('bus:message:received', ({ message }) => {
      if (message.type !== 'set') return;
      for (const key of message.keys) if (key.startsWith(prefix)) listener(key.slice(prefix.length));
    });
  }

  async close(): Promise<void> {
    await this.#bento.disconnectAll();
  }

  async onApplicationShutdown(): Promise<void> {
    await this.close();
  }

  async #makeShared<T, D>(space: CacheSpace<T>, key: string, make: () => Promise<Made<T, D>>, signal?: AbortSignal): Promise<Got<T, D>> {
    const { result, own } = await this.#flights.join(keyOf(space, key), () => this.#makeAlone(space, key, make), signal);
    if ('discarded' in result) return { kind: 'discarded', value: result.discarded, how: own ? 'made' : 'shared' };
    return { kind: 'kept', value: result.kept, how: own && result.own ? 'made' : 'shared' };
  }

  async #makeAlone<T, D>(space: CacheSpace<T>, key: string, make: () => Promise<Made<T, D>>): Promise<Flown<T, D>> {
    const made = async (): Promise<Flown<T, D> | undefined> => {
      const kept = await this.#read(space, key);
      return kept && isFresh(kept) ? { kept: kept.value, own: false } : undefined;
    };
    const work = async (): Promise<Flown<T, D>> => {
      const result = await make();
      if ('discard' in result) return { discarded: result.discard };
      await this.set(space, key, result.keep, result.tags, result.ttlMs);
      return { kept: result.keep, own: true };
    };
    return this.#leases ? this.#leases.guard(`${PREFIX}:${keyOf(space, key)}`, made, work) : work();
  }

  async #read<T>(space: CacheSpace<T>, key: string): Promise<Kept<T> | undefined> {
    const raw: unknown = await this.#bento.get({ key: keyOf(space, key) });
    if (raw === undefined) return undefined;
    const read = z.object({ value: space.schema, fresh_until: z.number() }).safeParse(raw);
    if (read.success) return read.data as Kept<T>;
    this.logger.warn({ space: space.name }, 'a cached value has not the form it should have');
    await this.delete(space, key);
    return undefined;
  }
}

const keyOf = (space: CacheSpace<never> | CacheSpace<unknown>, key: string): string => `${space.name}.v${space.version}:${key}`;

const isFresh = ({ fresh_until }: Kept<unknown>): boolean => fresh_until > Date.now();

const busOver = (redis: Redis, logger: Logger): CreateBusDriverResult => ({
  options: { retryQueue: { enabled: true, maxSize: MAX_WAITING_MESSAGES } },
  factory: () => new RedisInvalidations(redis, PREFIX, logger),
});
