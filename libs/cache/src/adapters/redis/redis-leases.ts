import { setTimeout as sleep } from 'node:timers/promises';
import type { Redis } from 'ioredis';
import { newId } from '#libs/kernel';

/** A process that died holds the others up for so long at most. */
const LEASE_MS = 5_000;
const RENEW_EVERY_MS = 1_500;
const ASK_EVERY_MS = 25;

const RELEASE = `if redis.call('GET', KEYS[1]) == ARGV[1] then return redis.call('DEL', KEYS[1]) end return 0`;
const RENEW = `if redis.call('GET', KEYS[1]) == ARGV[1] then return redis.call('PEXPIRE', KEYS[1], ARGV[2]) end return 0`;

/** Lets one process at a time make the value of a key. */
export class RedisLeases {
  #restsUntil = 0;

  /** @param restMs how long Redis is left alone after a failure */
  constructor(
    private readonly redis: Redis,
    private readonly restMs: number,
  ) {}

  /**
   * Does the work while no other process does it; asks from time to time whether the other has brought it about.
   * Without Redis every process does it by itself.
   */
  async guard<T>(key: string, made: () => Promise<T | undefined>, work: () => Promise<T>): Promise<T> {
    const lease = `${key}:lease`;
    const owner = newId();
    while (!(await this.#take(lease, owner))) {
      const value = await made();
      if (value !== undefined) return value;
      await sleep(ASK_EVERY_MS);
    }
    const renewing = setInterval(() => void this.#run(RENEW, lease, owner, LEASE_MS), RENEW_EVERY_MS).unref();
    try {
      return (await made()) ?? (await work());
    } finally {
      clearInterval(renewing);
      void this.#run(RELEASE, lease, owner);
    }
  }

  async #take(lease: string, owner: string): Promise<boolean> {
    if (performance.now() < this.#restsUntil) return true;
    try {
      return (await this.redis.set(lease, owner, 'PX', LEASE_MS, 'NX')) === 'OK';
    } catch {
      this.#restsUntil = performance.now() + this.restMs;
      return true;
    }
  }

  async #run(script: string, lease: string, ...values: (string | number)[]): Promise<void> {
    await this.redis.eval(script, 1, lease, ...values).catch(() => undefined);
  }
}
