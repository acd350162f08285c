import { LRUCache } from 'lru-cache';
import type { SynonymStore } from './synonym-store.js';
import { SynonymRules } from './synonym-rules.js';

/** How long rules are used before the database is asked again. */
const BELIEVED_MS = 1_000;
const MAX_TENANTS = 1_000;

interface Entry {
  rules: Promise<SynonymRules>;
  readAt: number;
}

/** The synonyms of each tenant as search uses them: at most a second old. */
export class SynonymBook {
  readonly #tenants = new LRUCache<string, Entry>({ max: MAX_TENANTS });

  constructor(private readonly store: Pick<SynonymStore, 'list'>) {}

  of(tenantId: string): Promise<SynonymRules> {
    const known = this.#tenants.get(tenantId);
    if (known && performance.now() - known.readAt < BELIEVED_MS) return known.rules;
    const rules = this.store.list(tenantId).then((groups) => new SynonymRules(groups));
    const entry = { rules, readAt: performance.now() };
    this.#tenants.set(tenantId, entry);
    rules.catch(() => this.#tenants.peek(tenantId) === entry && this.#tenants.delete(tenantId));
    return rules;
  }

  /** This process changed them. */
  forget(tenantId: string): void {
    this.#tenants.delete(tenantId);
  }
}
