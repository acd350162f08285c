import { LRUCache } from 'lru-cache';

interface Entry<T> {
  reading: Promise<T>;
  value: T | undefined;
  until: number;
}

/** What was last read for a tenant, believed for a while; asked by many at once it is read once. */
export class TenantCache<T> {
  readonly #entries = new LRUCache<string, Entry<T>>({ max: 1_000 });

  /** @param believeMs how long another process's change may stay unseen here */
  constructor(
    private readonly read: (tenantId: string) => Promise<T>,
    private readonly believeMs: number,
  ) {}

  /** Without waiting: undefined when it has to be read first. */
  known(tenantId: string): T | undefined {
    const entry = this.#entries.get(tenantId);
    return entry && entry.until > performance.now() ? entry.value : undefined;
  }

  async of(tenantId: string): Promise<T> {
    const entry = this.#entries.get(tenantId);
    if (entry && entry.until > performance.now()) return entry.reading;
    const fresh: Entry<T> = { reading: this.read(tenantId), value: undefined, until: Infinity };
    this.#entries.set(tenantId, fresh);
    try {
      fresh.value = await fresh.reading;
      fresh.until = performance.now() + this.believeMs;
      return fresh.value;
    } catch (error) {
      if (this.#entries.peek(tenantId) === fresh) this.#entries.delete(tenantId);
      throw error;
    }
  }

  /** After a change here: a reading that began before it is nobody's answer any more. */
  forget(tenantId: string): void {
    this.#entries.delete(tenantId);
  }
}
