/**
 * What a statement saw of other transactions: PostgreSQL's pg_current_snapshot(), `xmin:xmax:xip,…`
 * (manual, "Transaction ID and Snapshot Information Functions").
 */
export class DatabaseSnapshot {
  readonly #beyond: bigint;
  readonly #underWay: ReadonlySet<bigint>;

  constructor(text: string) {
    const [, beyond = '0', underWay = ''] = text.split(':');
    this.#beyond = BigInt(beyond);
    this.#underWay = new Set(underWay === '' ? [] : underWay.split(',').map(BigInt));
  }

  /** Whether the statement saw what that transaction, committed by now, had written. */
  saw(transactionId: bigint): boolean {
    return transactionId < this.#beyond && !this.#underWay.has(transactionId);
  }
}
