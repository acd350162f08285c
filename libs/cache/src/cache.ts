import type { z } from 'zod';

/** Nest's injection token of the Cache. */
export const CACHE = Symbol('CACHE');

/** A kind of cached values. */
export interface CacheSpace<T> {
  name: string;
  /** Part of the key: raised when the schema changes, so that no process reads what another version wrote. */
  version: number;
  /** What is read back is checked against it; what does not fit is as good as not there. */
  schema: z.ZodType<T>;
  ttlMs: number;
  /** For so long after `ttlMs` a value is still given while it is made anew behind it. */
  graceMs?: number;
}

/** What making a value came to: something to keep, or something that only those who wait right now are told. */
export type Made<T, D> = { keep: T; tags?: readonly string[]; ttlMs?: number } | { discard: D };

/** `found` in the cache, `made` by this call, or `shared` with another that made it meanwhile. */
export type Got<T, D> = { kind: 'kept'; value: T; how: 'found' | 'made' | 'shared' } | { kind: 'discarded'; value: D; how: 'made' | 'shared' };

/**
 * Values that several processes need and that may be lost at any time. Memory alone, or memory before Redis;
 * both pass the same contract suite. Without its Redis it goes on in memory: no call throws or waits for Redis
 * longer than a moment.
 */
export interface Cache {
  readonly kind: 'memory' | 'memory+redis';

  get<T>(space: CacheSpace<T>, key: string): Promise<T | undefined>;

  /**
   * @param tags what the value is deleted by
   * @param ttlMs where this value’s life is another than its space’s
   */
  set<T>(space: CacheSpace<T>, key: string, value: T, tags?: readonly string[], ttlMs?: number): Promise<void>;

  delete(space: CacheSpace<unknown>, key: string): Promise<void>;

  /**
   * Gives the value of the key, made by one caller at a time however many ask, in all processes; what is only to
   * be discarded is told to the callers of this process that waited for it.
   * @param signal gives up waiting for another caller
   * @throws what `make` throws, and the signal's reason
   */
  getOrMake<T, D = never>(space: CacheSpace<T>, key: string, make: () => Promise<Made<T, D>>, signal?: AbortSignal): Promise<Got<T, D>>;

  /** Deletes what has one of the tags, here at once and in other processes within moments. @returns false when they were not reached */
  deleteTags(tags: readonly string[]): Promise<boolean>;

  /** Calls the listener with the key of each value of the space that another process sets. */
  onSetElsewhere(space: CacheSpace<unknown>, listener: (key: string) => void): void;

  close(): Promise<void>;
}
