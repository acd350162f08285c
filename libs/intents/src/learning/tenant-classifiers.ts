import { gunzip } from 'node:zlib';
import { promisify } from 'node:util';
import { LRUCache } from 'lru-cache';
import type { Database } from '#libs/persistence';
import { IntentClassifier } from '../intent-classifier.js';
import { parseModel } from '../model-file.js';
import type { Intent } from '../types.js';
import { readState, NOTHING_LEARNED, type LearningState } from './learning-state.js';
import { TenantClassifier } from './tenant-classifier.js';

const unpack = promisify(gunzip);

/** How long a classifier is used before it is asked whether the tenant has another by now. */
const BELIEVED_MS = 1_000;
/** Memory for what tenants' classifiers have of their own; those of the tenants that wrote longest ago are read again when needed. */
const MAX_BYTES = 128 * 1024 * 1024;
const BYTES_OF = { tenant: 1_000, example: 120 } as const;

interface Known {
  state: LearningState;
  classifier: TenantClassifier;
  checkedAt: number;
}

/** Each tenant's classifier, as its examples and its active model make it; a change is taken up within about a second. */
export class TenantClassifiers {
  readonly #known = new LRUCache<string, Known>({ maxSize: MAX_BYTES, sizeCalculation: ({ classifier }) => sizeOf(classifier, this.shipped) });
  readonly #loading = new Map<string, Promise<Known>>();

  constructor(
    private readonly database: Database,
    private readonly shipped: IntentClassifier,
  ) {}

  async of(tenantId: string): Promise<TenantClassifier> {
    const known = this.#known.get(tenantId);
    if (known && performance.now() - known.checkedAt < BELIEVED_MS) return known.classifier;
    return (await (this.#loading.get(tenantId) ?? this.#load(tenantId, known))).classifier;
  }

  /** Looks again before the next message: for the process that made a change. */
  forget(tenantId: string): void {
    this.#known.delete(tenantId);
    this.#loading.delete(tenantId);
  }

  #load(tenantId: string, known: Known | undefined): Promise<Known> {
    const loading = this.#current(tenantId, known);
    this.#loading.set(tenantId, loading);
    return this.#settle(tenantId, loading);
  }

  async #settle(tenantId: string, loading: Promise<Known>): Promise<Known> {
    // One that was forgotten meanwhile may be older than what made it so.
    const isLatest = (): boolean => this.#loading.get(tenantId) === loading;
    try {
      const current = await loading;
      if (isLatest()) this.#known.set(tenantId, current);
      return current;
    } finally {
      if (isLatest()) this.#loading.delete(tenantId);
    }
  }

  async #current(tenantId: string, known: Known | undefined): Promise<Known> {
    const checkedAt = performance.now();
    const state = await this.database.inTenant(tenantId, (transaction) => readState(transaction, tenantId));
    if (known && isSame(known.state, state)) return { ...known, checkedAt };
    if (isSame(state, NOTHING_LEARNED)) return { state, classifier: new TenantClassifier(this.shipped, new Map()), checkedAt };
    const [model, examples] = await Promise.all([this.#model(tenantId, state.active_version), this.#examples(tenantId)]);
    return { state, classifier: new TenantClassifier(model, examples), checkedAt };
  }

  /** Weights that were learned for other features than these are worse than none: then the shipped model until the next training. */
  async #model(tenantId: string, version: string | null): Promise<IntentClassifier> {
    if (version === null) return this.shipped;
    const [row] = await this.database.inTenant(tenantId, (transaction) =>
      transaction.queryAndCommit<{ model: Buffer }>('SELECT model FROM intent_models WHERE tenant_id = $1 AND version = $2 AND base_version = $3 AND model IS NOT NULL', [tenantId, version, this.shipped.version]),
    );
    if (!row) return this.shipped;
    return new IntentClassifier(parseModel((await unpack(row.model)).toString()));
  }

  async #examples(tenantId: string): Promise<Map<string, Intent>> {
    const rows = await this.database.inTenant(tenantId, (transaction) =>
      transaction.queryAndCommit<{ key: string; intent: Intent }>('SELECT key, intent FROM intent_examples WHERE tenant_id = $1', [tenantId]),
    );
    return new Map(rows.map(({ key, intent }) => [key, intent]));
  }
}

const isSame = (one: LearningState, other: LearningState): boolean => one.revision === other.revision && one.active_version === other.active_version;

function sizeOf(classifier: TenantClassifier, shipped: IntentClassifier): number {
  const weights = classifier.version === shipped.version ? 0 : classifier.bytes;
  return BYTES_OF.tenant + weights + classifier.exampleCount * BYTES_OF.example;
}
