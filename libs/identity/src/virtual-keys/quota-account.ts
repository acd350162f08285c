import { Decimal } from 'decimal.js';
import type { KeyUsage } from './virtual-key-holder.js';

interface Amount {
  tokens: number;
  cost: Decimal;
}

/**
 * What is used of one key's quota, as far as this process knows: what the key's row says, and on top
 * what its own calls hold or cost that may not be in the row yet.
 *
 * A call holds its estimate until it is over. Then it counts with what it really was, until a row is
 * learnt that was read after the cost was written: that row has it in. Between writing and such a read
 * a call may stand in both, for as long as a row is believed; the quota is then refused early, never late.
 */
export class QuotaAccount {
  #readAt = -Infinity;
  #row: Amount = { tokens: 0, cost: new Decimal(0) };
  #onTop: Amount = { tokens: 0, cost: new Decimal(0) };
  /** Calls that are not over, or whose cost is still being written. */
  #pending = 0;
  /** Costs that are written, by the time they were: the oldest first. */
  readonly #written: { at: number; amount: Amount }[] = [];

  /** Takes over what the row said at `readAt`, unless a later reading is known. */
  learn(used: KeyUsage, readAt: number): void {
    if (readAt <= this.#readAt) return;
    this.#readAt = readAt;
    this.#row = toAmount(used);
    const later = this.#written.findIndex(({ at }) => at >= readAt);
    for (const { amount } of this.#written.splice(0, later < 0 ? this.#written.length : later)) this.#subtract(amount);
  }

  get tokens(): number {
    return this.#row.tokens + this.#onTop.tokens;
  }

  get cost(): Decimal {
    return this.#row.cost.plus(this.#onTop.cost);
  }

  /** Nothing was written after `since` and nothing is pending: the account knows no more than the next row. */
  isIdle(since: number): boolean {
    return this.#pending === 0 && (this.#written.at(-1)?.at ?? -Infinity) < since;
  }

  hold(estimate: KeyUsage): QuotaHold {
    const held = toAmount(estimate);
    this.#add(held);
    this.#pending += 1;
    return {
      settle: (usage, written) => this.#settle(held, toAmount(usage), written),
      release: () => {
        this.#pending -= 1;
        this.#subtract(held);
      },
    };
  }

  #settle(held: Amount, amount: Amount, written: Promise<unknown> | undefined): void {
    this.#subtract(held);
    this.#add(amount);
    const noteWritten = (): void => {
      this.#pending -= 1;
      this.#written.push({ at: performance.now(), amount });
    };
    // A cost that could not be written will not be in any row; whoever wrote reports it, and the row is right from then on.
    if (written) written.then(noteWritten, noteWritten);
    else noteWritten();
  }

  #add({ tokens, cost }: Amount): void {
    this.#onTop = { tokens: this.#onTop.tokens + tokens, cost: this.#onTop.cost.plus(cost) };
  }

  #subtract({ tokens, cost }: Amount): void {
    this.#onTop = { tokens: this.#onTop.tokens - tokens, cost: this.#onTop.cost.minus(cost) };
  }
}

/** What a call holds of a quota; it ends in one of the two, once. */
export interface QuotaHold {
  /** @param written when the key's row has the usage in; already, when it is left out */
  settle(usage: KeyUsage, written?: Promise<unknown>): void;
  release(): void;
}

const toAmount = ({ tokens, cost }: KeyUsage): Amount => ({ tokens, cost: new Decimal(cost) });
