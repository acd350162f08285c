import { setTimeout as sleep } from 'node:timers/promises';
import { AppError } from '#libs/kernel';
import { isTransientDatabaseError } from '#libs/persistence';

export interface GroupCommitOptions {
  /** Items of one tenant that go into one transaction. */
  maxBatch: number;
  /** Items that may wait in all; beyond, new ones are refused. */
  maxWaiting: number;
  /** Transactions at the same time, one per tenant, so that enough connections are left to others. */
  maxWriting: number;
  /** How long a batch is tried again while the database is away or refuses it for now. */
  retryForMs: number;
}

interface Item<T, R> {
  value: T;
  resolve: (result: R) => void;
  reject: (error: unknown) => void;
}

interface Lane<T, R> {
  waiting: Item<T, R>[];
  writing: boolean;
}

const FIRST_PAUSE_MS = 20;
const LONGEST_PAUSE_MS = 1_000;

/**
 * Writes single items in groups, without any timer: what arrives while a tenant's transaction is under
 * way goes into its next one; alone, an item is written at once.
 */
export class GroupCommit<T, R> {
  readonly #lanes = new Map<string, Lane<T, R>>();
  readonly #ready = new Set<string>();
  #pending = 0;
  #writing = 0;
  #scheduled = false;
  #whenIdle: (() => void)[] = [];

  /** @param write one transaction; a result for each item, in their order; safe to be called again for the same items */
  constructor(
    private readonly write: (tenantId: string, values: T[]) => Promise<R[]>,
    private readonly options: GroupCommitOptions,
  ) {}

  /** Items that are not written yet. */
  get pending(): number {
    return this.#pending;
  }

  /** Resolves when the item is committed. @throws AppError service_unavailable when too much waits already, or the database stayed away */
  add(tenantId: string, value: T): Promise<R> {
    if (this.#pending >= this.options.maxWaiting) {
      return Promise.reject(new AppError('service_unavailable', 'Too many model calls wait to be written', { retryAfter: 1 }));
    }
    this.#pending += 1;
    return new Promise<R>((resolve, reject) => {
      const lane = this.#laneOf(tenantId);
      lane.waiting.push({ value, resolve, reject });
      if (!lane.writing) this.#start(tenantId);
    });
  }

  /** Resolves when everything added so far has been written or given up. */
  async flush(): Promise<void> {
    if (this.#pending > 0) await new Promise<void>((resolve) => this.#whenIdle.push(resolve));
  }

  #laneOf(tenantId: string): Lane<T, R> {
    let lane = this.#lanes.get(tenantId);
    if (!lane) this.#lanes.set(tenantId, (lane = { waiting: [], writing: false }));
    return lane;
  }

  /** Not in this very moment: what else this round of the event loop brings is taken along. */
  #start(tenantId: string): void {
    this.#ready.add(tenantId);
    if (this.#scheduled) return;
    this.#scheduled = true;
    setImmediate(() => {
      this.#scheduled = false;
      this.#pump();
    });
  }

  #pump(): void {
    for (const tenantId of this.#ready) {
      if (this.#writing >= this.options.maxWriting) return;
      this.#ready.delete(tenantId);
      void this.#writeNext(tenantId, this.#lanes.get(tenantId)!);
    }
  }

  async #writeNext(tenantId: string, lane: Lane<T, R>): Promise<void> {
    const items = lane.waiting.splice(0, this.options.maxBatch);
    lane.writing = true;
    this.#writing += 1;
    await this.#settle(tenantId, items);
    this.#writing -= 1;
    lane.writing = false;
    this.#pending -= items.length;
    if (lane.waiting.length > 0) this.#ready.add(tenantId);
    else this.#lanes.delete(tenantId);
    if (this.#pending === 0) for (const resolve of this.#whenIdle.splice(0)) resolve();
    this.#pump();
  }

  /** One item that the database will not have must not take the others down with it: they are written in halves. */
  async #settle(tenantId: string, items: Item<T, R>[]): Promise<void> {
    try {
      const results = await this.#persist(tenantId, items);
      items.forEach((item, index) => item.resolve(results[index]!));
    } catch (error) {
      if (items.length === 1 || isTransientDatabaseError(error)) return items.forEach((item) => item.reject(error));
      const half = Math.ceil(items.length / 2);
      await this.#settle(tenantId, items.slice(0, half));
      await this.#settle(tenantId, items.slice(half));
    }
  }

  async #persist(tenantId: string, items: Item<T, R>[]): Promise<R[]> {
    const deadline = performance.now() + this.options.retryForMs;
    for (let pause = FIRST_PAUSE_MS; ; pause = Math.min(pause * 2, LONGEST_PAUSE_MS)) {
      try {
        return await this.write(tenantId, items.map((item) => item.value));
      } catch (error) {
        if (!isTransientDatabaseError(error) || performance.now() + pause > deadline) throw error;
        // Spread out, so that two processes that were in each other's way do not meet again.
        await sleep(pause * (0.5 + Math.random() / 2));
      }
    }
  }
}
