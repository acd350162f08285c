import { setTimeout as sleep } from 'node:timers/promises';
import type { CallOutcome } from '#libs/contracts';
import { metrics } from '#libs/observability';
import type { Database } from '#libs/persistence';
import type { SpentSums } from '../budgets/spent-sums.js';
import type { OpenedCall, SettledCall } from '../model-call.js';
import type { Prices } from '../prices/prices.js';
import { GroupCommit, type GroupCommitOptions } from './group-commit.js';
import { LateOpenings } from './late-openings.js';
import { meterRecord } from './meter-record.js';
import { openRecords } from './open-records.js';
import { settleRecords } from './settle-records.js';
import { openRecord, settledRecord } from './usage-record.js';

export type OpenResult = { kind: 'opened' } | { kind: 'known'; outcome: CallOutcome };

/** `counted` false: the call had been settled before, and nothing was added anywhere. */
export interface SettleResult {
  /** US dollars, at the prices of now. */
  cost: string;
  counted: boolean;
}

interface Settling {
  call: SettledCall;
  answer: object | null;
}

const OPTIONS: GroupCommitOptions = { maxBatch: 500, maxWaiting: 10_000, maxWriting: 3, retryForMs: 30_000 };

/**
 * The books of model calls: each is opened before it is made and settled when it is over, exactly once
 * however often it is reported, and by however many processes.
 */
export class UsageLedger {
  readonly #opening: GroupCommit<OpenedCall, OpenResult>;
  readonly #settling: GroupCommit<Settling, SettleResult>;
  readonly #late: LateOpenings;
  readonly #announced = new Set<Promise<unknown>>();

  constructor(
    private readonly database: Database,
    private readonly prices: Prices,
    private readonly spent: SpentSums,
    options: Partial<GroupCommitOptions> = {},
  ) {
    const all = { ...OPTIONS, ...options };
    this.#opening = new GroupCommit((tenantId, calls) => this.#writeOpen(tenantId, calls), all);
    this.#settling = new GroupCommit((tenantId, calls) => this.#writeSettled(tenantId, calls), all);
    this.#late = new LateOpenings((call) => void this.open(call).catch(() => metrics.usageNotOpened.inc()));
  }

  /** Puts down that a call begins, so that it is billed even if the process dies in it. */
  open(call: OpenedCall): Promise<OpenResult> {
    return this.#opening.add(call.tenantId, call);
  }

  /** As `open`, for a call that does not wait for it: only if it is not settled within moments. */
  openLate(call: OpenedCall): void {
    this.#late.add(call);
  }

  /**
   * Puts down what became of a call; resolves when that is committed. Calls that come together are
   * written together.
   * @param step the answer of a turn's step, kept with the bill
   * @throws AppError service_unavailable when 10,000 calls wait already, or the database stays away for 30 seconds
   */
  settle(call: SettledCall, step?: { answer: object }): Promise<SettleResult> {
    this.#late.drop(call.id);
    return this.#settling.add(call.tenantId, { call, answer: step?.answer ?? null });
  }

  /** Has `flush` wait for a settling that is still being prepared, e.g. its tokens counted. */
  announce(settling: Promise<unknown>): void {
    this.#announced.add(settling);
    const over = (): void => void this.#announced.delete(settling);
    settling.then(over, over);
  }

  /** What a settled step of a turn was answered; null when it was not, or is longer ago than a day. */
  async stepAnswer(tenantId: string, callId: string): Promise<Record<string, unknown> | null> {
    const [row] = await this.database.inTenant(tenantId, (transaction) =>
      transaction.queryAndCommit<{ answer: Record<string, unknown> }>({ name: 'turn-step-answer', text: 'SELECT answer FROM turn_steps WHERE tenant_id = $1 AND id = $2' }, [tenantId, callId]),
    );
    return row?.answer ?? null;
  }

  /** Resolves when nothing waits any more. */
  async flush(): Promise<void> {
    await Promise.allSettled(this.#announced);
    await Promise.all([this.#opening.flush(), this.#settling.flush()]);
  }

  /** Resolves when what is being settled is written, at the latest after `withinMs`: who has just made a call finds it in the books. */
  async caughtUp(withinMs = 500): Promise<void> {
    const late = new AbortController();
    await Promise.race([this.flush(), sleep(withinMs, undefined, { signal: late.signal, ref: false }).catch(() => undefined)]);
    late.abort();
  }

  async onModuleDestroy(): Promise<void> {
    await this.flush();
  }

  /** Once more after the HTTP server closed: its last requests settle their calls while it does. */
  async onApplicationShutdown(): Promise<void> {
    await this.flush();
  }

  async #writeOpen(tenantId: string, calls: OpenedCall[]): Promise<OpenResult[]> {
    const fresh = firstOfEach(calls, (call) => call.id);
    const known = await this.database.inTenant(tenantId, (transaction) => openRecords(transaction, tenantId, [...fresh.values()].map(openRecord)));
    return calls.map((call) => {
      if (fresh.get(call.id) !== call) return { kind: 'known', outcome: known.get(call.id) ?? 'open' };
      return known.has(call.id) ? { kind: 'known', outcome: known.get(call.id)! } : { kind: 'opened' };
    });
  }

  async #writeSettled(tenantId: string, calls: Settling[]): Promise<SettleResult[]> {
    const prices = await this.prices.listOf(tenantId);
    const records = calls.map(({ call, answer }) => settledRecord(call, prices.costOf(call.model, call.tokens), answer));
    const fresh = firstOfEach(records, (record) => record.id);
    const { ids, transactionId } = await this.database.inTenant(tenantId, (transaction) => settleRecords(transaction, tenantId, [...fresh.values()]));
    const newly = new Set(records.filter((record) => ids.has(record.id) && fresh.get(record.id) === record));
    if (transactionId !== null) this.spent.settled(tenantId, transactionId, [...newly]);
    for (const record of newly) meterRecord(record);
    metrics.usageWaiting.set(this.#settling.pending);
    return records.map((record) => ({ cost: record.cost, counted: newly.has(record) }));
  }
}

/** One statement may touch a row only once, and a call may well be reported twice at the same time. */
function firstOfEach<T>(items: readonly T[], keyOf: (item: T) => string): Map<string, T> {
  const first = new Map<string, T>();
  for (const item of items) if (!first.has(keyOf(item))) first.set(keyOf(item), item);
  return first;
}
