import { Decimal } from 'decimal.js';
import { LRUCache } from 'lru-cache';
import type { Database } from '#libs/persistence';
import type { UsageRecord } from '../ledger/usage-record.js';
import { periodStart } from './budget-period.js';
import { DatabaseSnapshot } from './database-snapshot.js';
import { readSpent, type SpentSubject } from './read-spent.js';

/** How long another process's spending may stay unseen. */
const BELIEVED_MS = 1_000;

interface Settled {
  transactionId: bigint;
  cost: Decimal;
}

/** One sum, from the moment its reading began. */
interface Entry {
  reading: Promise<void>;
  until: number;
  sum: Decimal;
  snapshot: DatabaseSnapshot | null;
  /** Settled here while the sum was being read: whether it is in it, its snapshot will tell. */
  meanwhile: Settled[];
}

type Spending = Pick<UsageRecord, 'cost' | 'virtual_key_id' | 'conversation_id' | 'created_at'>;

/**
 * What tenants, their keys and their conversations have spent: read from the database once a second at
 * most, plus what this process settled since. Nothing is counted twice: each reading knows which
 * transactions it saw.
 */
export class SpentSums {
  readonly #entries = new LRUCache<string, Entry>({ max: 5_000 });

  constructor(private readonly database: Database) {}

  /** US dollars spent, in the order of the subjects. */
  async of(tenantId: string, subjects: readonly SpentSubject[]): Promise<Decimal[]> {
    const keys = subjects.map((subject) => keyOf(tenantId, subject));
    const stale = subjects.filter((_, index) => !this.#isFresh(keys[index]!));
    if (stale.length > 0) this.#read(tenantId, stale);
    const entries = keys.map((key) => this.#entries.get(key)!);
    await Promise.all(entries.map((entry) => entry.reading));
    return entries.map((entry) => entry.sum);
  }

  /** The ledger's: what a committed transaction newly settled. */
  settled(tenantId: string, transactionId: bigint, records: readonly Spending[]): void {
    if (this.#entries.size === 0) return;
    const starts = { day: periodStart('day'), month: periodStart('month'), total: periodStart('total') };
    for (const record of records) {
      const day = record.created_at.toISOString().slice(0, 10);
      const cost = new Decimal(record.cost);
      for (const subject of subjectsOf(record, Object.values(starts).filter((since) => since <= day))) {
        const entry = this.#entries.peek(keyOf(tenantId, subject));
        if (entry) add(entry, { transactionId, cost });
      }
    }
  }

  #isFresh(key: string): boolean {
    const entry = this.#entries.get(key);
    return entry !== undefined && entry.until > performance.now();
  }

  #read(tenantId: string, subjects: readonly SpentSubject[]): void {
    const keys = subjects.map((subject) => keyOf(tenantId, subject));
    const reading = readSpent(this.database, tenantId, subjects);
    keys.forEach((key, index) => {
      const entry: Entry = { reading: Promise.resolve(), until: Infinity, sum: new Decimal(0), snapshot: null, meanwhile: [] };
      entry.reading = reading.then(({ sums, snapshot }) => complete(entry, sums[index]!, snapshot));
      // Those who ask are told; the next one reads anew.
      entry.reading.catch(() => this.#entries.peek(key) === entry && this.#entries.delete(key));
      this.#entries.set(key, entry);
    });
  }
}

function complete(entry: Entry, sum: string, snapshot: DatabaseSnapshot): void {
  entry.sum = new Decimal(sum);
  entry.snapshot = snapshot;
  entry.until = performance.now() + BELIEVED_MS;
  for (const settled of entry.meanwhile.splice(0)) add(entry, settled);
}

function add(entry: Entry, settled: Settled): void {
  if (!entry.snapshot) entry.meanwhile.push(settled);
  else if (!entry.snapshot.saw(settled.transactionId)) entry.sum = entry.sum.plus(settled.cost);
}

const keyOf = (tenantId: string, { scope, subjectId, since }: SpentSubject): string => `${tenantId} ${scope} ${subjectId ?? ''} ${since}`;

function subjectsOf(record: Spending, starts: readonly string[]): SpentSubject[] {
  const { virtual_key_id: key, conversation_id: conversation } = record;
  return [
    ...starts.map((since): SpentSubject => ({ scope: 'tenant', subjectId: null, since })),
    ...(key ? starts.map((since): SpentSubject => ({ scope: 'virtual_key', subjectId: key, since })) : []),
    ...(conversation ? [{ scope: 'conversation' as const, subjectId: conversation, since: periodStart('total') }] : []),
  ];
}
